/** Status marks and clusters as pictures for maps: SVG text, or images for MapLibre. Colours come from look.css. */

export const TONES = {
  waiting: "red", in_progress: "amber", coordinating: "amber", answered: "amber", done: "green", rejected: "grey", merged: "grey",
};
const DIAMOND = "M10 .9 19.1 10 10 19.1.9 10z";
const OCTAGON = '<path d="M6.3 1.5h7.4l4.8 4.8v7.4l-4.8 4.8H6.3l-4.8-4.8V6.3z" FILL/>';
const diamond = (inner) => `<path d="${DIAMOND}" FILL/><path d="${DIAMOND}" fill="none" stroke="INK" stroke-width="1.3"/>${inner}`;
const line = (d, ink = "ON") => `<path d="${d}" fill="none" stroke="${ink}" stroke-width="2.1" stroke-linecap="round" stroke-linejoin="round"/>`;
const SHAPES = {
  waiting: `<circle cx="10" cy="10" r="8.3" FILL/>${line("M10 5.6V10l2.9 1.9")}`,
  in_progress: diamond('<path d="M10 5v10l5-5z" fill="INK"/>'),
  coordinating: diamond('<circle cx="7.3" cy="10" r="1.7" fill="INK"/><circle cx="12.7" cy="10" r="1.7" fill="INK"/>'),
  answered: diamond(line("m6.8 10.2 2.3 2.2 4.1-4.5", "INK")),
  done: `<rect x="1.7" y="1.7" width="16.6" height="16.6" rx="3.5" FILL/>${line("m5.8 10.3 2.9 2.9 5.6-6.2")}`,
  rejected: OCTAGON + line("M6 10h8"),
  merged: OCTAGON + line("M6.8 5.5c0 3 3.2 3.2 3.2 5.5v3.5M13.2 5.5c0 3-3.2 3.2-3.2 5.5"),
};

/** A token of look.css as it stands now, e.g. token("m-red"). */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Whether the page is dark now. */
export const dark = () => getComputedStyle(document.documentElement).colorScheme === "dark";

/** Calls `redraw` when the theme changes. */
export function onTheme(redraw) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

/** The mark of `status` with its white halo, as SVG text `size` pixels wide (20 on a map; chosen: 32 with a ring). */
export function markSvg(status, { size = 24, chosen = false } = {}) {
  const halo = token("mark-halo");
  const fill = `fill="${token(`m-${TONES[status]}`)}" stroke="${halo}" stroke-width="4" paint-order="stroke"`;
  const ring = chosen ? `<circle cx="10" cy="10" r="14.5" fill="${halo}" stroke="${token("brand")}" stroke-width="2"/>` : "";
  const drawing = SHAPES[status].replaceAll("FILL", fill).replaceAll("INK", token("mark-ink")).replaceAll("ON", token("mark-on"));
  const room = chosen ? "-6 -6 32 32" : "-2 -2 24 24";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${room}" aria-hidden="true">${ring}${drawing}</svg>`;
}

/** A cluster: white disc, count, ring split red, amber, green. `counts` is {red, amber, green, grey?}. */
export function clusterSvg(counts) {
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const radius = clusterRadius(all);
  const ring = radius - 4;
  const around = 2 * Math.PI * ring;
  let from = 0, arcs = "";
  for (const tone of ["red", "amber", "green", "grey"]) {
    if (!counts[tone]) continue;
    const part = (counts[tone] / all) * around;
    const gap = part < around ? 1.5 : 0;
    arcs += `<circle r="${ring}" fill="none" stroke="${token(`m-${tone}`)}" stroke-width="5" stroke-dasharray="${Math.max(part - gap, 1)} ${around}" stroke-dashoffset="${-from}" transform="rotate(-90)"/>`;
    from += part;
  }
  const side = 2 * radius + 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="${-side / 2} ${-side / 2} ${side} ${side}" aria-hidden="true">`
    + `<circle r="${radius}" fill="${token("surface")}" stroke="${token("map-kota")}"/>${arcs}`
    + `<text y="4.6" text-anchor="middle" font-family="system-ui, Roboto, sans-serif" font-size="13" font-weight="700" fill="${token("ink")}">${short(all)}</text></svg>`;
}

/** Pixels from the middle to the edge of a cluster of `n`: 16 to 32, growing by its logarithm. */
export const clusterRadius = (n) => Math.round(Math.min(32, 13 + 3.4 * Math.log2(Math.max(2, n)) * 0.75));

/** 12400 -> "12 rb" would need words: 12,4k is read by all. */
const short = (n) => (n < 10_000 ? String(n) : `${Math.round(n / 1000)}k`);

/** An <img>-able picture of SVG text, twice as sharp: for MapLibre's addImage(name, image, {pixelRatio: 2}). */
export async function picture(svg) {
  const image = new Image();
  const [, width] = svg.match(/width="([\d.]+)"/);
  const side = Number(width) * 2;
  image.width = image.height = side;
  image.src = `data:image/svg+xml,${encodeURIComponent(svg.replace(/width="[\d.]+" height="[\d.]+"/, `width="${side}" height="${side}"`))}`;
  await image.decode();
  return image;
}

/**
 * Lets a MapLibre map draw, when a layer asks for them, the images "mark-waiting" (every status), "mark-waiting-chosen"
 * and "cluster-<red>-<amber>-<green>-<grey>"; when the theme turns they are drawn anew. Call it once, before adding layers.
 */
export function addMarks(map) {
  map.setMissingStyleImageResolver(async (id) => {
    const svg = named(id);
    if (!svg) return;
    const image = await picture(svg);
    if (!map.hasImage(id)) map.addImage(id, image, { pixelRatio: 2 });
  });
  onTheme(async () => {
    for (const id of map.listImages()) if (named(id)) map.updateImage(id, await picture(named(id)));
  });
}

function named(id) {
  const [kind, ...rest] = id.split("-");
  if (kind === "mark" && rest[0] in SHAPES) return markSvg(rest[0], rest[1] ? { size: 40, chosen: true } : {});
  if (kind !== "cluster") return "";
  const [red, amber, green, grey = 0] = rest.map(Number);
  return clusterSvg({ red, amber, green, grey });
}
