/** The live map of a report's place, over the still drawing of the same ground; report.js loads it when that comes into view. */
import { mapNames } from "../look/js/mapnames.js";
import { maplibre } from "../look/js/maps.js";
import { credit, mapStyle, recolour } from "../look/js/mapstyle.js";
import { onTheme, token } from "../look/js/marks.js";
import { PIN } from "./still.js";

const NEAR = 13; // the zoom of the drawing, in tiles of 512 px
const DEGREE = 111_320; // metres of a degree of latitude

/** @param {HTMLElement} box  with data-at "lon,lat" and data-metres, how far from there it may be (0: exactly there) */
export async function wheremap(box) {
  const [gl, outlines] = await Promise.all([maplibre(), fetch(box.dataset.outlines).then((answer) => answer.json())]);
  const at = box.dataset.at.split(",").map(Number), metres = Number(box.dataset.metres), drawing = box.querySelector("svg");
  const frame = Object.assign(document.createElement("div"), { className: "live-map" });
  box.append(frame);
  const map = new gl.Map({
    container: frame, style: mapStyle({ kelurahan: outlines }), center: at, zoom: NEAR, minZoom: 9, maxZoom: 18, attributionControl: false,
    dragRotate: false, pitchWithRotate: false, fadeDuration: 0, cooperativeGestures: true, locale: {
      "CooperativeGesturesHandler.MobileHelpText": box.dataset.two, "CooperativeGesturesHandler.WindowsHelpText": box.dataset.wheel,
      "CooperativeGesturesHandler.MacHelpText": box.dataset.wheelMac, "Map.Title": drawing.getAttribute("aria-label"),
    },
  });
  credit(frame);
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await new Promise((resolve) => { map.once("load", resolve); });
  if (metres) ring(map, at, metres);
  else pin(gl, map, at);
  mapNames(map, undefined, { wanted: () => outlines.features, taken: () => lying(map, at), above: () => box.querySelectorAll(".map-zoom") });
  onTheme(() => {
    recolour(map);
    if (metres) map.setPaintProperty("ring", "fill-color", token("focus"));
  });
  drawing.remove();
  const zoom = box.querySelector(".map-zoom");
  zoom.hidden = false;
  zoom.addEventListener("click", ({ target }) => map.zoomTo(map.getZoom() + Number(target.dataset.zoom ?? 0)));
  box.dataset.live = "";
}

function pin(gl, map, at) {
  const sign = Object.assign(document.createElement("div"), { className: "map-pin", innerHTML: PIN });
  new gl.Marker({ element: sign, anchor: "bottom", offset: [0, 2] }).setLngLat(at).addTo(map);
  for (const name of ["role", "aria-label", "tabindex"]) sign.removeAttribute(name); // the map's own name says it
}

function ring(map, [lon, lat], metres) {
  const steps = Array.from({ length: 65 }, (_, n) => (n * Math.PI) / 32), north = metres / DEGREE, east = north / Math.cos((lat * Math.PI) / 180);
  const round = steps.map((turn) => [lon + east * Math.cos(turn), lat + north * Math.sin(turn)]);
  map.addSource("ring", { type: "geojson", data: { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [round] } } });
  map.addLayer({ id: "ring", type: "fill", source: "ring", paint: { "fill-color": token("focus"), "fill-opacity": 0.14 } });
}

/** Where names may not lie: about the pin. */
function lying(map, at) {
  const { x, y } = map.project(at);
  return [[x, y - 20, 24]];
}
