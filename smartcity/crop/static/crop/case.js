/** A case: when something happens to it while it is open, say so. */
import { live } from "../look/js/live.js";
import { toast } from "../look/js/toast.js";

const { report, changed, again } = document.querySelector("main").querySelector("[data-report]").dataset;
live({ mine: "1", kind: "reports" }, (event) => {
  if (event.subject === `report:${report}`) toast(changed, { action: again, href: location.pathname });
});
