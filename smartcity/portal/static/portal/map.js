/** The map of the public page: areas, marks, clusters that open, what happens as it happens. */
import { mapNames } from "../look/js/mapnames.js";
import { addMarks, clusterRadius, clusterSvg, onTheme } from "../look/js/marks.js";
import { mapStyle, ownArea, recolour } from "../look/js/mapstyle.js";
import { maplibre } from "../look/js/maps.js";
import { refresh } from "../look/js/time.js";
import { toast } from "../look/js/toast.js";

const LEVELS = ["kelurahan", "kecamatan", "kota"];
const DEEPEST = 20;
const SPOT = 0.00003; // degrees: what is closer together than three metres coming nearer parts no more
const FRESH = 20_000; // ms that what just happened keeps its ring
const MOST_IMAGES = 400; // drawn clusters kept

/**
 * @param {{go: (url: string) => void, view: (text: string) => void}} page  another address; the part looked at
 * @returns what the page may ask of the map: show(), happened(event), aside()
 */
export async function start(page) {
  const box = document.getElementById("map");
  try {
    return await draw(box, page);
  } catch (error) {
    console.error(error);
    const note = Object.assign(document.createElement("p"), { className: "note ground-note", textContent: box.dataset.failed });
    box.replaceWith(note);
    return { show() {}, happened() {}, aside() {} };
  }
}

async function draw(box, page) {
  ahead(box);
  const [gl, kota] = await Promise.all([maplibre(), outlines(box, "kota")]);
  const areas = { kota, kecamatan: nothing(), kelurahan: nothing() };
  let version = "";
  const map = new gl.Map({
    container: box, style: drawing(areas, box), attributionControl: false, maxZoom: DEEPEST, fadeDuration: 0,
    dragRotate: false, pitchWithRotate: false, refreshExpiredTiles: false, ...firstView(box),
    cooperativeGestures: false, locale: { "Map.Title": box.dataset.name, "Popup.Close": box.dataset.close },
    transformRequest: (url, type) => ({ url: type === "Tile" && version && url.includes("/tiles/reports/") ? `${url}${url.includes("?") ? "&" : "?"}v=${version}` : url }),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  addMarks(map);
  const fresh = new Map();
  await new Promise((resolve) => map.once("style.load", resolve));
  map.on("idle", () => forget(map));
  map.once("idle", async () => { // names and finer lines can wait until all else stands
    box.dataset.ready = "";
    performance.mark("map");
    mapNames(map, "clusters", { wanted: () => named(map, areas), taken: () => lying(map),
      above: () => box.parentElement.querySelectorAll(".float, .map-tools, .source") });
    for (const level of ["kecamatan", "kelurahan"]) {
      areas[level] = await outlines(box, level);
      map.getSource(level).setData(areas[level]);
    }
  });
  onTheme(() => recolour(map));
  opening(map, gl, box);
  tools(map, gl, box);
  follow(map, page);
  const count = beside(map, areas), say = saying(map, box);
  const aside = () => { count(); say(); };
  let shown = { ...scope() };

  return {
    aside,
    /** After the filters have changed: other tiles, and the chosen area when it is another. */
    show() {
      const now = { ...scope() };
      aside();
      if (now.query !== shown.query) map.getSource("reports").setTiles([tileAddress(box)]);
      if (now.area !== shown.area) map.fitBounds(corners(now.box), { padding: padding(), duration: calm() ? 0 : 400 });
      if (now.area !== shown.area) own(map, now);
      shown = now;
    },
    /** Something happened to a public report: its mark changes at once, its tile a moment later. */
    happened(said) {
      if (said.verb === "hidden" || said.verb === "withdrawn") { // without a place: it may have been in any tile
        version = said.id;
        fresh.delete(said.number);
        ring(map, fresh);
        setTimeout(() => map.refreshTiles("reports"), 1000);
        return;
      }
      if (!said.number || said.lon === undefined) return;
      version = said.id;
      const moved = said.verb === "corrected" && said.what === "place"; // its mark is still in the tile it left
      if (passes(said)) fresh.set(said.number, said);
      else fresh.delete(said.number);
      ring(map, fresh);
      setTimeout(() => map.refreshTiles("reports", ...(moved ? [] : [above(gl, said)])), 1000);
      setTimeout(() => { if (fresh.get(said.number) === said) fresh.delete(said.number) && ring(map, fresh); }, FRESH);
    },
  };
}

// --- What the page shows

const params = () => new URLSearchParams(location.search);
/** The chosen area, the box to look at, and the filters as a query for tiles: the server's reading of the address. */
const scope = () => document.getElementById("list").dataset;
const tileAddress = (box) => location.origin + box.dataset.tiles + scope().query;

/** Whether an event's report would be on this map. Words and days are left to the server. */
function passes(said) {
  const wanted = new URLSearchParams(scope().query);
  const among = (name, value) => !wanted.has(name) || wanted.getAll(name).includes(value);
  const inside = !wanted.get("area") || `${said.area}.`.startsWith(`${wanted.get("area")}.`);
  return among("status", said.status) && among("category", said.category) && inside && !wanted.get("q") && !wanted.get("until");
}

function firstView(box) {
  const [zoom, lat, lon] = (box.dataset.view || "").split("/").map(Number);
  const good = box.dataset.view && zoom >= 0 && zoom <= DEEPEST && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  if (good) return { center: [lon, lat], zoom };
  return box.dataset.box ? { bounds: corners(box.dataset.box), fitBoundsOptions: { padding: padding() } } : { center: [0, 0], zoom: 1 };
}

/** Asks for the first tiles while the map's own program is still coming: it finds them in the browser's cache. */
function ahead(box) {
  const view = firstView(box), { clientWidth: wide, clientHeight: tall } = box;
  const across = ([lon, lat]) => [(lon + 180) / 360, 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)];
  const { top, bottom, left, right } = view.bounds && !small() ? padding() : { top: 16, bottom: 16, left: 16, right: 16 };
  const [[west, south], [east, north]] = (view.bounds ?? [view.center, view.center]).map(across);
  const zoom = view.zoom ?? Math.log2(Math.min((wide - left - right) / (east - west), (tall - top - bottom) / (south - north)) / 512);
  const scale = 512 * 2 ** zoom, z = Math.min(Math.floor(zoom), DEEPEST), tiles = 2 ** z;
  const span = (from, to, before, behind, size) => {
    const middle = (from + to) / 2 + (view.bounds ? (behind - before) / 2 / scale : 0);
    return [middle - size / 2 / scale, middle + size / 2 / scale].map((at) => Math.min(Math.max(Math.floor(at * tiles), 0), tiles - 1));
  };
  const [x0, x1] = span(west, east, left, right, wide), [y0, y1] = span(north, south, top, bottom, tall);
  for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) {
    fetch(tileAddress(box).replace("{z}", z).replace("{x}", x).replace("{y}", y)).catch(() => {}); // the map will say so
  }
}

function corners(box) {
  const [west, south, east, north] = box.split(",").map(Number);
  return [[west, south], [east, north]];
}

/** Whether the map is a phone's: smaller discs, no room for legend and islands beside the city. */
const small = () => innerWidth < 960;
const scale = () => (small() ? 0.82 : 1);
const padding = () => (small() ? 16 : { top: 24, bottom: document.getElementById("days") ? 124 : 24, left: 144, right: 152 });
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// --- The ground

const nothing = () => ({ type: "FeatureCollection", features: [] });

async function outlines(box, level) {
  const response = await fetch(`${box.dataset.areas}?level=${level}`).catch(() => null); // the reports are worth showing without
  return response?.ok ? response.json() : nothing();
}

/** At each zoom the areas of one level are named. */
const named = (map, areas) => areas[map.getZoom() < 11.4 ? "kota" : map.getZoom() < 13.2 ? "kecamatan" : "kelurahan"].features;

/** Where clusters and marks lie: x, y and radius, px. */
function lying(map) {
  const found = map.queryRenderedFeatures({ layers: ["clusters", "reports", "fresh"] });
  return found.map(({ geometry, properties, layer }) => {
    const { x, y } = map.project(geometry.coordinates);
    return [x, y, { clusters: clusterRadius(properties.count), reports: 11, fresh: 16 }[layer.id] * scale()];
  });
}

/** Lifts the chosen area off the map. */
function own(map, scope) {
  for (const name of LEVELS) for (const id of [`${name}-own`, `${name}-own-edge`]) if (map.getLayer(id)) map.removeLayer(id);
  for (const layer of lifted(scope)) map.addLayer(layer, "clusters");
}

const lifted = ({ area, level }) => (area && level ? ownArea(level, ["==", ["get", "code"], area]) : []);

// --- Reports

/** The whole style at once: each layer that came later would cost a slow phone another frame. */
function drawing(areas, box) {
  const style = mapStyle(areas);
  style.sources.reports = { type: "vector", tiles: [tileAddress(box)], maxzoom: DEEPEST };
  style.sources.fresh = { type: "geojson", data: nothing() };
  const all = { "icon-allow-overlap": true, "icon-size": scale() };
  const order = ["match", ["get", "status"], "waiting", 3, ["in_progress", "coordinating", "answered"], 2, 1];
  style.layers.push(...lifted(scope()),
    { id: "clusters", type: "symbol", source: "reports", "source-layer": "clusters",
      layout: { ...all, "symbol-sort-key": ["get", "count"],
        "icon-image": ["concat", "cluster-", ["get", "red"], "-", ["get", "amber"], "-", ["get", "green"], "-", ["get", "grey"]] } },
    { id: "reports", type: "symbol", source: "reports", "source-layer": "reports",
      layout: { ...all, "symbol-sort-key": order, "icon-image": ["concat", "mark-", ["get", "status"]] } },
    { id: "fresh", type: "symbol", source: "fresh",
      layout: { ...all, "icon-image": ["concat", "mark-", ["get", "status"], "-chosen"] } });
  return style;
}

/** Every mixture of a cluster is a picture of its own: those no longer seen may go. */
function forget(map) {
  const drawn = map.listImages().filter((id) => id.startsWith("cluster-"));
  if (drawn.length < MOST_IMAGES) return;
  const seen = new Set(map.queryRenderedFeatures({ layers: ["clusters"] }).map(({ properties: p }) => `cluster-${p.red}-${p.amber}-${p.green}-${p.grey}`));
  for (const id of drawn) if (!seen.has(id)) map.removeImage(id);
}

/** What just happened, above the tiles with a ring; the tiles' own marks of the same reports give way. */
function ring(map, fresh) {
  map.getSource("fresh").setData({ type: "FeatureCollection", features: [...fresh.values()].map((said) => ({
    type: "Feature", id: said.number, properties: { status: said.status, number: said.number },
    geometry: { type: "Point", coordinates: [said.lon, said.lat] },
  })) });
  map.setFilter("reports", fresh.size ? ["!", ["in", ["id"], ["literal", [...fresh.keys()]]]] : null);
  // Painted: what the map says of itself, in the page for whoever reads pages.
  const say = () => {
    const painted = map.queryRenderedFeatures({ layers: ["fresh"] });
    map.getContainer().dataset.shown = painted.map((f) => `${f.properties.number}:${f.properties.status}`).join(" ");
  };
  map.on("render", say);
  map.once("idle", () => map.off("render", say));
}

/** The tiles of all zooms over a place. */
function above(gl, { lon, lat }) {
  const at = gl.MercatorCoordinate.fromLngLat([lon, lat]);
  return Array.from({ length: DEEPEST + 1 }, (_, z) => ({ z, x: Math.floor(at.x * 2 ** z), y: Math.floor(at.y * 2 ** z) }));
}

function opening(map, gl, box) {
  let popup = null;
  const layers = ["fresh", "reports", "clusters"];
  map.on("click", ({ point }) => {
    const reach = [[point.x - 10, point.y - 10], [point.x + 10, point.y + 10]]; // a finger is wider than a mark
    show(map.queryRenderedFeatures(reach, { layers })[0]);
  });
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    show(nearest(map, layers));
  });
  const show = async (found) => {
    popup?.remove();
    if (!found) return;
    const at = found.geometry.coordinates;
    if (found.layer.id !== "clusters") popup = await card(map, gl, box, `${found.id ?? found.properties.number}/`, at);
    else if (!parts(map, found.properties.box)) popup = await card(map, gl, box, gathered(found.properties.box), at);
  };
  for (const layer of layers) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
}

/** What lies nearest to the middle of the map, where keys have brought it. */
function nearest(map, layers) {
  const away = ({ geometry }) => {
    const { x, y } = map.project(geometry.coordinates), { clientWidth: wide, clientHeight: tall } = map.getCanvas();
    return Math.hypot(x - wide / 2, y - tall / 2);
  };
  return map.queryRenderedFeatures({ layers }).sort((a, b) => away(a) - away(b))[0];
}

/** A cluster opens by coming so near that its reports fill the map. @returns whether that parts them */
function parts(map, extent) {
  const [[west, south], [east, north]] = corners(extent);
  if (Math.max(east - west, north - south) < SPOT || map.getZoom() > DEEPEST - 0.5) return false;
  map.fitBounds([[west, south], [east, north]], { padding: padding(), maxZoom: DEEPEST, duration: calm() ? 0 : 400 });
  return true;
}

/** The address of what lies in a box, by the filters of the page. */
function gathered(extent) {
  const wanted = new URLSearchParams(scope().query);
  wanted.set("bbox", extent);
  return `?${wanted}`;
}

/** A small window on the map: the card of a report, or the reports of one spot; Escape closes it. */
async function card(map, gl, box, address, at) {
  const response = await fetch(box.dataset.card + address).catch(() => null);
  if (!response?.ok) return void toast(box.dataset.gone);
  const content = document.createElement("template");
  content.innerHTML = await response.text();
  const popup = new gl.Popup({ offset: 14, maxWidth: "none", focusAfterOpen: true }).setLngLat(at).setDOMContent(content.content).addTo(map);
  const shown = popup.getElement();
  refresh(shown);
  shown.addEventListener("keydown", ({ key }) => key === "Escape" && popup.remove());
  popup.on("close", () => document.activeElement === document.body && map.getCanvas().focus({ preventScroll: true }));
  requestAnimationFrame(() => bring(map, shown)); // it has its place by then
  return popup;
}

/** Moves the map so far that the whole window lies on it. */
function bring(map, shown) {
  const [it, all] = [shown, map.getContainer()].map((one) => one.getBoundingClientRect());
  const over = (from, to, low, high) => Math.max(to - high + 8, 0) || Math.min(from - low - 8, 0);
  const by = [over(it.left, it.right, all.left, all.right), over(it.top, it.bottom, all.top, all.bottom - (small() ? 0 : padding().bottom - 16))];
  if (by.some(Boolean)) map.panBy(by, { duration: calm() ? 0 : 200 });
}

/** What the map cannot show of itself: that there is nothing, or that its reports did not come. @returns says it anew */
function saying(map, box) {
  const note = document.getElementById("says"), [words, again] = note.children, lost = new Set();
  const say = () => {
    const empty = !document.querySelector("#list [data-report]") && !params().has("bbox");
    const said = lost.size ? note.dataset.lost : empty ? note.dataset.empty : "";
    if (words.textContent !== said) words.textContent = said;
    note.hidden = !said;
    again.hidden = !lost.size;
  };
  const key = ({ tile }) => tile?.tileID?.key ?? "";
  map.on("error", (event) => {
    if (event.sourceId !== "reports") return;
    lost.add(key(event));
    say();
  });
  map.on("sourcedata", (event) => event.sourceId === "reports" && event.tile?.state === "loaded" && lost.delete(key(event)) && say());
  const retry = () => {
    if (!lost.size) return;
    lost.clear();
    map.getSource("reports").setTiles([tileAddress(box)]);
    say();
  };
  map.on("movestart", () => { if (lost.size) retry(); });
  again.addEventListener("click", () => { retry(); map.getCanvas().focus({ preventScroll: true }); });
  addEventListener("online", retry);
  say();
  return say;
}

// --- Ways about

function tools(map, gl, box) {
  const bar = document.querySelector(".map-tools");
  let me = null;
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const quick = { duration: calm() ? 0 : 200 };
    if (button?.dataset.do === "in") map.zoomIn(quick);
    if (button?.dataset.do === "out") map.zoomOut(quick);
    if (button?.dataset.do === "expand") expand(map, button);
    if (button?.dataset.do === "here") navigator.geolocation.getCurrentPosition(({ coords }) => {
      me ??= new gl.Marker({ element: Object.assign(document.createElement("div"), { className: "me", title: box.dataset.here }) });
      me.setLngLat([coords.longitude, coords.latitude]).addTo(map);
      map.flyTo({ center: [coords.longitude, coords.latitude], zoom: 15, duration: calm() ? 0 : 800 });
    }, () => toast(box.dataset.lost));
  });
}

function expand(map, button) {
  const ground = document.getElementById("peta");
  const wide = ground.classList.toggle("wide");
  button.setAttribute("aria-pressed", wide);
  map.resize();
}

/** Keeps the part looked at in the address, and offers the list of it. */
function follow(map, page) {
  const here = document.getElementById("here");
  const offer = () => {
    const [[west, south], [east, north]] = map.getBounds().toArray();
    const wanted = params();
    wanted.delete("before");
    wanted.set("bbox", [west, south, east, north].map((n) => n.toFixed(5)).join());
    here.href = `?${wanted}`;
    here.hidden = false;
  };
  if (params().has("map")) offer();
  map.on("moveend", () => {
    const { lng, lat } = map.getCenter();
    page.view(`${map.getZoom().toFixed(2)}/${lat.toFixed(5)}/${lng.toFixed(5)}`);
    offer();
  });
  here.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("peta").classList.remove("wide");
    page.go(here.href);
    document.getElementById("list").scrollIntoView();
  });
}

/** Islands too far away: their outline in a corner, with what lies there; a press flies to them. */
function beside(map, areas) {
  const button = document.getElementById("aside");
  if (!button) return () => {};
  const shape = areas.kota.features.find((f) => f.properties.code === button.dataset.code);
  if (shape) button.querySelector("svg").innerHTML = `<path d="${drawn(shape.geometry, corners(button.dataset.box))}"/>`;
  button.hidden = false;
  button.addEventListener("click", () => map.fitBounds(corners(button.dataset.box), { padding: 40, duration: calm() ? 0 : 800 }));
  const count = () => {
    const [red, amber, green, grey] = document.getElementById("numbers").dataset.aside.split("-").map(Number);
    button.querySelector(".aside-ring").innerHTML = red + amber + green + grey ? clusterSvg({ red, amber, green, grey }) : "";
  };
  count();
  onTheme(count);
  return count;
}

/** A geometry as a path of an SVG 96 by 120. */
function drawn({ type, coordinates }, [[west, south], [east, north]]) {
  const scale = Math.min(88 / (east - west), 112 / (north - south));
  const [left, top] = [48 - ((east - west) * scale) / 2, 60 - ((north - south) * scale) / 2];
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  return polygons.map(([ring]) => `M${ring.map(([x, y]) => `${(left + (x - west) * scale).toFixed(1)} ${(top + (north - y) * scale).toFixed(1)}`).join("L")}Z`).join("");
}
