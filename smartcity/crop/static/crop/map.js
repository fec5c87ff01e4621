/** The map beside the inbox: the office's own area lifted off the quiet city, and a mark for every row of the list.
 *  The marks are for pointers only: keyboards and screen readers have the list, which says the same and more. */
import { maplibre } from "../look/js/maps.js";
import { credit, mapStyle, ownArea, recolour } from "../look/js/mapstyle.js";
import { markSvg, onTheme, token } from "../look/js/marks.js";

/**
 * @param {HTMLElement} box  with data-areas (codes), data-outlines (a GeoJSON address) and data-box (of the city)
 * @param {(number: string) => void} onChoose
 */
export async function casesMap(box, onChoose) {
  const areas = box.dataset.areas.split(" ").filter(Boolean);
  const [gl, outlines] = await Promise.all([maplibre(), outlinesOf(box.dataset.outlines)]);
  box.replaceChildren();
  const map = new gl.Map({
    container: box, style: mapStyle({ kelurahan: outlines }), attributionControl: false, dragRotate: false,
    pitchWithRotate: false, bounds: bounds(outlines, areas, box.dataset.box), fitBoundsOptions: { padding: { top: 72, right: 56, bottom: 196, left: 40 }, animate: false }, maxZoom: 18,
  });
  credit(box);
  map.touchZoomRotate.disableRotation();
  map.getCanvas().setAttribute("aria-label", box.parentElement.dataset.label);
  const tools = box.parentElement.querySelector(".map-tools");
  tools.hidden = false;
  tools.querySelector("[data-zoom=in]").addEventListener("click", () => map.zoomIn());
  tools.querySelector("[data-zoom=out]").addEventListener("click", () => map.zoomOut());
  map.on("load", () => areas.length && ownArea("kelurahan", ownFilter(areas)).forEach((layer) => map.addLayer(layer)));
  const marks = new Map();
  let current;

  const draw = (number) => {
    const { sign, status } = marks.get(number);
    const chosen = number === current;
    sign.innerHTML = markSvg(status, { size: chosen ? 44 : 24, chosen });
    sign.classList.toggle("map-mark-chosen", chosen);
  };
  onTheme(() => {
    recolour(map);
    for (const layer of ["kelurahan-own", "kelurahan-own-edge"]) {
      if (map.getLayer(layer)) map.setPaintProperty(layer, layer.endsWith("edge") ? "line-color" : "fill-color", token("brand"));
    }
    for (const number of marks.keys()) draw(number);
  });

  return {
    choose(number) {
      const before = current;
      current = number;
      for (const one of [before, number]) if (marks.has(one)) draw(one);
      const mark = marks.get(number);
      if (mark && !map.getBounds().contains(mark.at)) map.panTo(mark.at);
    },
    /** One mark for each row; those whose rows have gone go too. */
    show(rows, number) {
      current = number;
      const gone = new Set(marks.keys());
      for (const { dataset } of rows) {
        gone.delete(dataset.report);
        const at = [Number(dataset.lon), Number(dataset.lat)];
        let mark = marks.get(dataset.report);
        if (!mark) {
          const sign = Object.assign(document.createElement("div"), { className: "map-mark" });
          sign.addEventListener("click", () => onChoose(dataset.report));
          mark = { sign, pin: new gl.Marker({ element: sign }).setLngLat(at).addTo(map) };
          for (const name of ["role", "aria-label", "tabindex"]) sign.removeAttribute(name); // the list says it all
          marks.set(dataset.report, mark);
        }
        Object.assign(mark, { at, status: dataset.status });
        draw(dataset.report);
      }
      for (const one of gone) { marks.get(one).pin.remove(); marks.delete(one); }
    },
  };
}

/** Of the outlines those of areas with these codes, and all below them. */
export const ownFilter = (areas) => ["any", ...areas.map((code) => ["==", ["slice", ["get", "code"], 0, code.length], code])];

/** The city's outlines; nothing where they cannot be had: the marks are still worth showing. */
export async function outlinesOf(url) {
  const answer = await fetch(url).catch(() => null);
  return answer?.ok ? answer.json() : { type: "FeatureCollection", features: [] };
}

/** [west, south, east, north] of the areas with these codes, or of the city. */
export function bounds({ features }, areas, city) {
  if (!areas.length && city) return city.split(",").map(Number);
  const mine = features.filter(({ properties }) => areas.some((code) => properties.code.startsWith(code)));
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const widen = (part) => {
    if (typeof part[0] !== "number") return part.forEach(widen);
    box[0] = Math.min(box[0], part[0]); box[1] = Math.min(box[1], part[1]);
    box[2] = Math.max(box[2], part[0]); box[3] = Math.max(box[3], part[1]);
  };
  for (const { geometry } of mine.length ? mine : features) widen(geometry.coordinates);
  if (Number.isFinite(box[0])) return box;
  const rows = [...document.querySelectorAll("li[data-lon]")];
  for (const { dataset } of rows) widen([Number(dataset.lon), Number(dataset.lat)]);
  return Number.isFinite(box[0]) ? box : undefined;
}
