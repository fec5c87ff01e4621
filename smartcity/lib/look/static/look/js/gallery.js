/** The gallery draws the map parts with the same modules the faces use. */
import { leaflet, maplibre } from "./maps.js";
import { clusterSvg, markSvg, onTheme, TONES } from "./marks.js";
import { mapStyle } from "./mapstyle.js";

const draw = () => {
  document.getElementById("clusters").innerHTML = [[58, 52, 74], [6, 17, 14], [1, 1, 0]]
    .map(([red, amber, green]) => clusterSvg({ red, amber, green })).join("");
  document.getElementById("marks").innerHTML = Object.keys(TONES).map((status) => markSvg(status)).join("")
    + markSvg("waiting", { size: 40, chosen: true });
};
draw();
onTheme(draw);

const box = document.getElementById("map");
const { Map } = await maplibre();
const map = new Map({ container: box, style: mapStyle({}), center: [106.82, -6.17], zoom: 12, attributionControl: false });
map.on("load", () => { box.dataset.ready = map.version ?? "yes"; });
await leaflet();
