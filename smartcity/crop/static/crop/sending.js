/** While a page of CROP is open: what waits is sent, at once and whenever the signal returns; the day's cases are kept. */
import "../look/js/outbox.js";
import "./outbox.js";
import { kept, refresh, wanted } from "./kept.js";

const { outbox } = globalThis;
const FIRST = 5_000, MOST = 300_000; // ms between two attempts
let next;
/** How it is sent while a page shows it: `upload(photo, csrf)` may tell how far it is. */
export const ways = {};

async function flush(pause) {
  clearTimeout(next);
  const left = await outbox.flush(ways).catch(() => 0); // a browser that keeps nothing has nothing to send
  if (left) next = setTimeout(flush, pause, Math.min(2 * pause, MOST));
}
addEventListener("online", () => flush(FIRST));

export async function begin() {
  if (navigator.onLine) flush(FIRST);
  if (wanted()) await refresh().catch(() => false);
  const saved = document.getElementById("saved"), found = saved && await kept().catch(() => null);
  if (!found) return;
  saved.textContent = saved.dataset.words.replace("{n}", String(found.cases.length)).replace("{time}", found.clock);
  saved.hidden = false;
}
