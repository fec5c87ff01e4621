/** The quiet map: sea, land and the city's own borders, drawn from our GeoJSON in the colours of look.css. No tiles from others. */
import { dark, token } from "./marks.js";

/** What the operator laid under the areas ({% ground_laid %}), or whose pictures ({% include "look/_maps.html" %}); neither by itself. */
const laid = () => document.querySelector('meta[name="ground"]')?.dataset;
const pictures = () => document.querySelector('meta[name="map-files"]')?.dataset ?? {};

/**
 * A MapLibre style, with the roads, the water or the pictures of the operator under it. Each url gives GeoJSON polygons; leave out what the page does not need.
 * @param {{land?: string, kelurahan?: string, kecamatan?: string, kota?: string}} urls
 */
export function mapStyle({ land, kelurahan, kecamatan, kota }) {
  const sources = {}, layers = [{ id: "sea", type: "background", paint: { "background-color": token("map-sea") } }];
  const add = (id, url, layer) => {
    sources[id] ??= { type: "geojson", data: url };
    layers.push({ ...layer, source: id });
  };
  const ground = land ?? kota ?? kecamatan ?? kelurahan;
  const groundId = land ? "land" : kota ? "kota" : kecamatan ? "kecamatan" : "kelurahan";
  if (ground) add(groundId, ground, { id: "land", type: "fill", paint: { "fill-color": token("map-land"), "fill-antialias": false } });
  under(sources, layers);
  const border = (id, url, width) => url && add(id, url, {
    id: `${id}-border`, type: "line", layout: { "line-join": "round" },
    paint: { "line-color": token(`map-${id}`), "line-width": width },
  });
  border("kelurahan", kelurahan, 0.7);
  border("kecamatan", kecamatan, 1);
  border("kota", kota, 1.6);
  return { version: 8, sources, layers };
}

/** Another house's pictures take the land's place; else roads and water lie on the land. */
function under(sources, layers) {
  const { basemap } = pictures(), ground = laid();
  if (basemap) {
    const land = layers.findIndex(({ id }) => id === "land");
    if (land > 0) layers.splice(land, 1);
    sources.pictures = { type: "raster", tiles: [basemap], tileSize: 256, maxzoom: 19 };
    layers.push({ id: "pictures", type: "raster", source: "pictures", paint: quiet() });
  } else if (ground) {
    sources.ground = { type: "vector", tiles: [location.origin + ground.tiles], minzoom: Number(ground.from), maxzoom: 14 };
    const layer = (id, type, paint) => layers.push({ id, type, source: "ground", "source-layer": id, paint, ...(type === "line" && { layout: { "line-cap": "round", "line-join": "round" } }) });
    layer("water", "fill", { "fill-color": token("map-sea") });
    layer("rivers", "line", { "line-color": token("map-sea"), "line-width": wide(1, 3, 14) });
    layer("roads", "line", { "line-color": token("map-street"), "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 11, heavy(1.4, 0.8, 0.4), 14, heavy(4, 2.4, 1.2), 18, heavy(22, 16, 10)] });
  }
}

const wide = (far, near, close) => ["interpolate", ["exponential", 1.5], ["zoom"], 11, far, 14, near, 18, close];
const heavy = (main, middle, small) => ["match", ["get", "weight"], 1, main, 2, middle, small];
const quiet = () => (dark() ? { "raster-saturation": -0.7, "raster-brightness-max": 0.45 } : { "raster-saturation": -0.6, "raster-brightness-max": 1 });

/** Whom a map must name for what lies under it, in a corner of its box. */
export function credit(box) {
  const { basemap, basemapSource } = pictures(), said = basemap ? basemapSource : laid()?.source;
  if (said) box.append(Object.assign(document.createElement("p"), { className: "map-source", textContent: said }));
}

/** The same pictures under a Leaflet map in `frame`; asked for without cookies, as MapLibre asks. */
export function pictured(L, map, frame) {
  L.tileLayer(pictures().basemap, { maxNativeZoom: 19, crossOrigin: "anonymous" }).addTo(map);
  credit(frame);
}

/** Gives an existing map the colours of the theme as it stands now (see onTheme in marks.js). */
export function recolour(map) {
  const paint = (layer, property, name) => map.getLayer(layer) && map.setPaintProperty(layer, property, token(name));
  paint("sea", "background-color", "map-sea");
  paint("land", "fill-color", "map-land");
  paint("water", "fill-color", "map-sea");
  paint("rivers", "line-color", "map-sea");
  paint("roads", "line-color", "map-street");
  if (map.getLayer("pictures")) for (const [name, value] of Object.entries(quiet())) map.setPaintProperty("pictures", name, value);
  for (const id of ["kelurahan", "kecamatan", "kota"]) {
    paint(`${id}-border`, "line-color", `map-${id}`);
    paint(`${id}-own`, "fill-color", "brand");
    paint(`${id}-own-edge`, "line-color", "brand");
  }
}

/** Two layers that lift one's own area off the map: a tenth of the brand, a 2 px edge. */
export function ownArea(source, filter) {
  return [
    { id: `${source}-own`, type: "fill", source, filter, paint: { "fill-color": token("brand"), "fill-opacity": 0.1 } },
    { id: `${source}-own-edge`, type: "line", source, filter, paint: { "line-color": token("brand"), "line-width": 2 } },
  ];
}
