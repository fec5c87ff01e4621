/** The map under the table of who is on duty. Its marks are for pointers: the table says the same and more. */
import { maplibre } from "../look/js/maps.js";
import { credit, mapStyle, ownArea, recolour } from "../look/js/mapstyle.js";
import { markSvg, onTheme } from "../look/js/marks.js";
import { bounds, outlinesOf, ownFilter } from "./map.js";

const box = document.getElementById("map");
const rows = [...document.querySelectorAll("tr[data-lon]")];
const areas = box.dataset.areas.split(" ").filter(Boolean);
const [gl, outlines] = await Promise.all([maplibre(), outlinesOf(box.dataset.outlines)]);
box.replaceChildren();
const map = new gl.Map({
  container: box, style: mapStyle({ kelurahan: outlines }), attributionControl: false, dragRotate: false, pitchWithRotate: false,
  bounds: around() ?? bounds(outlines, areas, box.dataset.box), fitBoundsOptions: { padding: 56, maxZoom: 16, animate: false }, maxZoom: 18,
});
credit(box);
map.touchZoomRotate.disableRotation();
map.getCanvas().setAttribute("aria-label", box.dataset.label);
map.on("load", () => areas.length && ownArea("kelurahan", ownFilter(areas)).forEach((layer) => map.addLayer(layer)));
onTheme(() => recolour(map));
const tools = box.parentElement.querySelector(".map-tools");
tools.hidden = false;
tools.querySelector("[data-zoom=in]").addEventListener("click", () => map.zoomIn());
tools.querySelector("[data-zoom=out]").addEventListener("click", () => map.zoomOut());
for (const { dataset } of rows) {
  const sign = Object.assign(document.createElement("div"), { className: "map-officer", textContent: dataset.initial });
  pin(sign, dataset);
}
if (box.dataset.lon) {
  const sign = Object.assign(document.createElement("div"), { className: "map-mark" });
  sign.innerHTML = markSvg(box.dataset.status, { size: 44, chosen: true });
  pin(sign, box.dataset);
}

function pin(sign, { lon, lat }) {
  new gl.Marker({ element: sign }).setLngLat([Number(lon), Number(lat)]).addTo(map);
  for (const name of ["role", "aria-label", "tabindex"]) sign.removeAttribute(name);
}

/** [west, south, east, north] of everybody and the case; nothing where nobody has told a place. */
function around() {
  const all = [...rows, box].map(({ dataset }) => dataset).filter(({ lon }) => lon);
  if (!rows.length) return undefined;
  const [lons, lats] = [all.map(({ lon }) => Number(lon)), all.map(({ lat }) => Number(lat))];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
