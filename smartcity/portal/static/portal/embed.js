/** The map in somebody else's page: it moves and tells, and whatever leads further opens the city's own. */
import { live } from "../look/js/live.js";
import { start } from "./map.js";

const map = await start({
  go: (url) => open(`/${new URL(url, location.href).search}`, "_blank", "noopener"),
  view() {},
});
live({ kind: "reports" }, (event) => map.happened(event), () => {});
