/**
 * The server's clock. A phone's own may be days off, so it counts only how long ago the server said what time it is:
 * by the monotonic clock, and by the phone's where that one slept. Where the server's word is lacking the phone's time
 * is taken, and every [data-phone-clock] says so.
 */

const DRIFT = 5_000; // ms the two clocks may disagree before the server is asked
let base = null; // {server: ms since 1970, steady, wall}: the server's time, and what both clocks showed then
let begun = false, byPhone = false;

const page = () => JSON.parse(document.getElementById("look-words")?.textContent ?? "{}").at ?? 0;
const steadily = () => performance.now() - base.steady;
const drift = () => Date.now() - base.wall - steadily();

/** Milliseconds since 1970 by the server's clock. */
export function now() {
  return base ? base.server + steadily() : Math.max(Date.now(), page());
}

/** Resolves when `now` can be relied on: at first, and after the device has slept or its clock was moved. */
export async function settle() {
  if (!begun) fromPage();
  begun = true;
  if (base && !byPhone && Math.abs(drift()) < DRIFT) return;
  if (await ask()) return;
  const slept = base ? drift() : 0;
  if (base) start(now() + Math.max(slept, 0)); // a clock that was set back tells nothing
  say(byPhone || !base || slept > DRIFT);
}

/** A page that has just come over the line tells what time it is; one that was kept does not. */
function fromPage() {
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.transferSize > 0) start(page(), visit.responseStart);
}

function start(server, steady = performance.now()) {
  base = { server, steady, wall: Date.now() - (performance.now() - steady) };
}

/** @returns whether the server has said what time it is */
async function ask() {
  const sent = performance.now();
  const answer = await fetch(document.querySelector("link[rel=icon]").href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(DRIFT) }).catch(() => null);
  const said = Date.parse(answer?.headers.get("Date") ?? "");
  if (!said) return false;
  start(said + 500, (sent + performance.now()) / 2); // the header has whole seconds
  say(false);
  return true;
}

function say(so) {
  byPhone = so;
  for (const note of document.querySelectorAll("[data-phone-clock]")) note.hidden = !so;
}
