/** A photo taken elsewhere or long ago: that is said, and its place is offered, never taken silently. */
import { exif } from "./exif.js";

const FAR = 200, OLD = 24; // metres and hours from which it matters

/** @param {HTMLFormElement} form  @param {{at: () => {lon: number, lat: number} | null, use: (lon: number, lat: number) => void}} where */
export function taken(form, where) {
  const note = form.querySelector("#taken"), words = note.dataset;
  note.addEventListener("click", ({ target }) => {
    if (target.closest("[data-use]")) where.use(Number(note.dataset.lon), Number(note.dataset.lat));
    if (target.closest("button")) note.hidden = true;
  });

  return async (file) => {
    const { lon, lat, at } = await exif(file);
    const here = where.at(), away = lon === undefined ? 0 : here ? metres(here, { lon, lat }) : Infinity;
    const hours = at ? (Date.now() - at) / 3_600_000 : 0; // a clock that runs ahead gives less than nothing: not old
    if (away < FAR && hours < OLD) return;
    const when = hours >= OLD ? words.days.replace("{n}", String(Math.floor(hours / 24))) : "";
    const far = away >= FAR && away < Infinity ? words.away.replace("{km}", (away / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })) : away === Infinity ? words.elsewhere : "";
    Object.assign(note.dataset, { lon, lat });
    note.querySelector("p").textContent = `${words.says.replace("{how}", [far, when].filter(Boolean).join(", "))} ${away >= FAR ? words.ask : words.check}`;
    note.querySelector("[data-use]").hidden = away < FAR;
    note.hidden = false;
  };
}

/** Near enough over a city. */
function metres(a, b) {
  const north = (b.lat - a.lat) * 111_320, east = (b.lon - a.lon) * 111_320 * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(north, east);
}
