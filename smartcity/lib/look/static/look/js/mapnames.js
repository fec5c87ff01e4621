/** The names of areas on a MapLibre map, each where there is room for it within its own area. */
import { onTheme, token } from "./marks.js";

const SIZE = 13, HEIGHT = 16; // px
const STEP = 8, AIR = 3; // px between the places that are tried; kept free around a name
const MOST_TRIED = 400; // of an area, those nearest to its middle
const colours = () => ({ "text-color": token("ink3"), "text-halo-color": token("map-land"), "text-halo-width": 1.5 });

/**
 * Adds the layer "names" below `below`, and keeps it true as the map moves.
 * @param map  @param {string} below  a layer
 * @param {() => object[]} wanted  features with properties.code and .short_name whose names are wanted at this zoom
 * @param {() => [number, number, number][]} taken  what lies on the map: x, y and radius in px
 * @param {() => Iterable<Element>} above  what floats over it
 */
export function mapNames(map, below, { wanted, taken, above }) {
  map.addSource("names", { type: "geojson", data: drawn([]) });
  map.addLayer({ id: "names", type: "symbol", source: "names", paint: colours(),
    layout: { "text-field": ["get", "name"], "text-font": ["Roboto", "Noto Sans", "sans-serif"], "text-size": SIZE, "text-max-width": 99,
      "text-allow-overlap": true, "text-ignore-placement": true } }, below);
  let before = new Map(), said = "";
  const place = () => {
    before = placed(map, wanted(), taken(), [...above()], before);
    const now = [...before.values()];
    if (JSON.stringify(now) === said) return; // setting data makes the map idle once more
    said = JSON.stringify(now);
    map.getSource("names").setData(drawn(now));
  };
  map.on("idle", place);
  onTheme(() => Object.entries(colours()).forEach(([name, value]) => map.setPaintProperty("names", name, value)));
}

const drawn = (names) => ({ type: "FeatureCollection", features: names.map(({ name, at }) => (
  { type: "Feature", geometry: { type: "Point", coordinates: at }, properties: { name } })) });

/** Code to {name, at}: where it was if that is still free, else the free place nearest to the area's middle, else nowhere. */
function placed(map, features, taken, above, before) {
  const { left, top, width, height } = map.getContainer().getBoundingClientRect();
  const walls = above.map((one) => one.getBoundingClientRect()).map((r) => [r.left - left, r.top - top, r.right - left, r.bottom - top]);
  const names = new Map(), boxes = [], [[west, south], [east, north]] = map.getBounds().toArray();
  for (const feature of features) {
    const [w, s, e, n] = extent(feature), { code, short_name: name } = feature.properties;
    if (w > east || e < west || s > north || n < south) continue;
    const half = measured(name) / 2 + AIR, tall = HEIGHT / 2 + AIR;
    const free = ([x, y]) => x > half && x < width - half && y > tall && y < height - tall
      && taken.every(([u, v, r]) => Math.hypot(Math.max(Math.abs(x - u) - half, 0), Math.max(Math.abs(y - v) - tall, 0)) > r)
      && walls.every(([w, n, e, s]) => x + half < w || x - half > e || y + tall < n || y - tall > s)
      && boxes.every(([u, v, h]) => Math.abs(x - u) > half + h || Math.abs(y - v) > 2 * tall);
    const ring = ringOf(feature).map((at) => { const { x, y } = map.project(at); return [x, y]; });
    const within = ([x, y], half) => [-half, 0, half].every((d) => inside(ring, x + d, y - tall) && inside(ring, x + d, y + tall));
    const stays = before.get(code), old = stays && map.project(stays.at);
    const open = [...(old ? [[old.x, old.y]] : []), ...around(ring)].filter(free);
    const spot = open.find((at) => within(at, half)) ?? open.find((at) => within(at, half / 2)); // its ends may stand over
    if (!spot) continue;
    boxes.push([...spot, half]);
    const { lng, lat } = map.unproject(spot);
    names.set(code, stays && old.x === spot[0] && old.y === spot[1] ? stays : { name, at: [lng, lat] });
  }
  return names;
}

/** Places over a ring's box in steps, those nearest to its middle first. */
function around(ring) {
  const [west, north, east, south] = box(ring), [mx, my] = middle(ring), places = [];
  const step = Math.max(STEP, Math.sqrt(((east - west) * (south - north)) / (4 * MOST_TRIED)));
  for (let x = mx % step; x < east; x += step) if (x > west) for (let y = north; y < south; y += step) places.push([x, y]);
  const far = ([x, y]) => Math.hypot(x - mx, (y - my) * 1.5);
  return [[mx, my], ...places.sort((a, b) => far(a) - far(b)).slice(0, MOST_TRIED)];
}

const box = (ring) => ring.reduce(([w, n, e, s], [x, y]) => [Math.min(w, x), Math.min(n, y), Math.max(e, x), Math.max(s, y)],
  [Infinity, Infinity, -Infinity, -Infinity]);

const rings = new WeakMap(), size = ([w, n, e, s]) => (e - w) * (s - n);

/** The outline of the largest part of a feature. */
function ringOf(feature) {
  if (!rings.has(feature)) {
    const { type, coordinates } = feature.geometry;
    const parts = (type === "Polygon" ? [coordinates] : coordinates).map(([ring]) => ring);
    rings.set(feature, parts.reduce((best, ring) => (size(box(ring)) > size(box(best)) ? ring : best)));
  }
  return rings.get(feature);
}

const extents = new WeakMap();
function extent(feature) {
  if (!extents.has(feature)) extents.set(feature, box(ringOf(feature)));
  return extents.get(feature);
}

/** The centroid. */
function middle(ring) {
  let area = 0, x = 0, y = 0;
  for (let i = 1; i < ring.length; i++) {
    const cross = (ring[i - 1][0] - ring[0][0]) * (ring[i][1] - ring[0][1]) - (ring[i][0] - ring[0][0]) * (ring[i - 1][1] - ring[0][1]);
    area += cross;
    x += (ring[i - 1][0] + ring[i][0] - 2 * ring[0][0]) * cross;
    y += (ring[i - 1][1] + ring[i][1] - 2 * ring[0][1]) * cross;
  }
  return area ? [ring[0][0] + x / (3 * area), ring[0][1] + y / (3 * area)] : ring[0];
}

/** By the even-odd rule. */
function inside(ring, x, y) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[ax, ay], [bx, by]] = [ring[i], ring[j]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

let pen;
function measured(text) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = `${SIZE}px Roboto, "Noto Sans", sans-serif`;
  return pen.measureText(text).width;
}
