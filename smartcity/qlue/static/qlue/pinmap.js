/** The live map of a new report's place: loaded when somebody takes hold of the still picture, which it covers without a jump. */
import { leaflet } from "../look/js/maps.js";
import { onTheme, token } from "../look/js/marks.js";
import { EDGE, FAR, NEAR, PIN, WORST } from "./still.js";

const WAYS = ["dragging", "touchZoom", "scrollWheelZoom", "doubleClickZoom"]; // off until the pin is being moved: the page must scroll

/** @param {HTMLElement} box  @param {ReturnType<import("./still.js").still>} picture  @param {(spot: {lon: number, lat: number}) => void} pinned  @param {(spot: {lon: number, lat: number}) => void} over  the pin is being moved over it */
export async function pinmap(box, picture, pinned, over) {
  const L = await leaflet();
  while (picture.held()) await new Promise((go) => { setTimeout(go, 50); }); // a pin is not taken out of a hand
  const [west, south, east, north] = box.dataset.box.split(",").map(Number);
  const here = picture.view();
  let focused = document.activeElement?.matches(".still"); // the pin takes it over
  const frame = Object.assign(document.createElement("div"), { className: "live-map" });
  box.append(frame);
  const map = L.map(frame, { zoomControl: false, attributionControl: false, preferCanvas: true, keyboard: false, zoomAnimation: false, ...Object.fromEntries(WAYS.map((way) => [way, false])) });
  map.setView([here.lat, here.lon], here.zoom);
  const ring = L.circle([0, 0], { radius: 0, stroke: false, fillColor: token("focus"), fillOpacity: 0.14, interactive: false });
  const pin = L.marker([0, 0], { draggable: true, keyboard: true, icon: L.divIcon({ className: "map-pin", html: PIN, iconSize: [36, 44], iconAnchor: [18, 42] }), title: box.dataset.pin, alt: box.dataset.pin });
  const put = ({ lng, lat }) => pinned({ lon: lng, lat });
  pin.on("drag", () => over({ lon: pin.getLatLng().lng, lat: pin.getLatLng().lat }));
  pin.on("dragend", () => put(pin.getLatLng()));
  map.on("click", ({ latlng }) => put(latlng));
  map.once("movestart zoomstart", () => picture.gone());
  picture.covered();
  if (basemap()) import("../look/js/mapstyle.js").then(({ pictured }) => pictured(L, map, frame));
  ground(L, map, box).then((shown) => { if (shown) picture.gone(); });

  return {
    /** The pin, with the ring of what it may be wrong by (metres); the map follows it. */
    show(spot, accuracy) {
      const at = [spot.lat, spot.lon];
      pin.setLatLng(at).addTo(map);
      ring.setLatLng(at).setRadius(Math.min(accuracy, WORST)).addTo(map);
      if (!map.getBounds().pad(-EDGE).contains(at) || map.getZoom() < FAR) map.setView(at, NEAR);
      if (focused) pin.getElement().focus({ preventScroll: true });
      focused = false;
    },
    /** Whether the map itself can be moved; its box has grown or shrunk. */
    moving(on) {
      for (const way of WAYS) map[way][on ? "enable" : "disable"]();
      map.invalidateSize();
      if (map.hasLayer(pin)) map.setView(pin.getLatLng());
      else if (on) map.fitBounds([[south, west], [north, east]]);
    },
    zoom: (by) => map.setZoom(map.getZoom() + by),
  };
}

/** Whose pictures lie under the map, where the operator chose some. */
const basemap = () => document.querySelector('meta[name="map-files"]').dataset.basemap;

/** The outlines of the city: 70 KB that a thrifty phone does without. @returns whether they are there */
async function ground(L, map, box) {
  if (navigator.connection?.saveData) return false;
  const outlines = await fetch(box.dataset.outlines).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (!outlines) return false;
  const colours = () => ({ color: token("map-kota"), weight: 1, fillColor: token("map-land"), fillOpacity: basemap() ? 0 : 1, interactive: false });
  const land = L.geoJSON(outlines, { style: colours, interactive: false }).addTo(map);
  land.bringToBack();
  onTheme(() => land.setStyle(colours()));
  map.on("moveend", () => names(map, land));
  names(map, land);
  return true;
}

/** The names of the kelurahan in sight, when they are few. */
function names(map, land) {
  const sight = map.getBounds(), near = map.getZoom() >= FAR;
  land.eachLayer((area) => {
    const seen = near && sight.intersects(area.getBounds());
    if (seen && !area.getTooltip()) area.bindTooltip(area.feature.properties.name, { permanent: true, direction: "center", className: "map-name" });
    if (!seen && area.getTooltip()) area.unbindTooltip();
  });
}
