/** The quiet map: sea, land and the city's own borders, drawn from our GeoJSON in the colours of look.css. No tiles from others. */
import { token } from "./marks.js";

/**
 * A MapLibre style. Each url gives GeoJSON polygons; leave out what the page does not need.
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
  const border = (id, url, width) => url && add(id, url, {
    id: `${id}-border`, type: "line", layout: { "line-join": "round" },
    paint: { "line-color": token(`map-${id}`), "line-width": width },
  });
  border("kelurahan", kelurahan, 0.7);
  border("kecamatan", kecamatan, 1);
  border("kota", kota, 1.6);
  return { version: 8, sources, layers };
}

/** Gives an existing map the colours of the theme as it stands now (see onTheme in marks.js). */
export function recolour(map) {
  const paint = (layer, property, name) => map.getLayer(layer) && map.setPaintProperty(layer, property, token(name));
  paint("sea", "background-color", "map-sea");
  paint("land", "fill-color", "map-land");
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
