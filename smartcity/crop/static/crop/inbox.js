/** The inbox: new cases come in by themselves, J and K walk, the map shows what the list shows. */
import { live } from "../look/js/live.js";
import { refresh } from "../look/js/time.js";
import { toast } from "../look/js/toast.js";
import { key } from "./keys.js";
import { casesMap } from "./map.js";

const words = document.getElementById("words").dataset;
const list = document.getElementById("list");
const card = document.getElementById("card");
const desk = document.querySelector(".desk");
const beside = matchMedia("(min-width: 1100px)");
const rows = () => [...list.querySelectorAll("li[data-report]")];
const chosen = () => list.querySelector("li[aria-current]");
const withMap = () => beside.matches || document.body.classList.contains("map-first");
const STORE = "crop-chosen";
let map;

// --- Choosing a case

let asked = 0;
async function choose(number, { move = false } = {}) {
  for (const row of rows()) row.toggleAttribute("aria-current", row.dataset.report === number);
  const row = chosen();
  row?.setAttribute("aria-current", "true");
  map?.choose(number);
  if (move) row?.scrollIntoView({ block: "nearest" });
  if (!withMap()) return;
  sessionStorage.setItem(STORE, number); // to come back to
  const mine = ++asked;
  const url = `${card.dataset.url.replace("/0/", `/${number}/`)}?fragment=1&next=${encodeURIComponent(location.pathname + location.search)}`;
  const answer = await fetch(url).catch(() => null); // without a signal the card stays as it was
  if (mine !== asked || !answer?.ok || answer.redirected) return;
  card.innerHTML = await answer.text();
  card.hidden = false;
  refresh(card);
}

function walk(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(chosen());
  const row = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  row.querySelector("a.cover").focus({ preventScroll: true });
  choose(row.dataset.report, { move: true });
}
key("j", () => walk(1));
key("k", () => walk(-1));

// --- Several at once

const together = document.getElementById("together");
const ticked = () => list.querySelectorAll("input[name=case]:checked");
const count = together.querySelector("[role=status]");
function tally() { count.textContent = `${ticked().length} ${together.dataset.chosen}`; }
list.addEventListener("change", tally);
key("x", () => chosen()?.querySelector("input[name=case]")?.click());
for (const [letter, verb] of [["t", "accept"], ["r", "forward"], ["g", "merge"]]) {
  key(letter, () => ticked().length ? together.querySelector(`[value=${verb}]`).click() : false);
}

list.addEventListener("click", (event) => {
  if (event.target.closest(".pick")) return;
  const row = event.target.closest("li[data-report]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0 && event.detail > 0;
  if (!row || !beside.matches || !plain || row === chosen()) return; // a second click, or Enter, opens it
  event.preventDefault();
  choose(row.dataset.report);
});
card.addEventListener("submit", () => { // after the act, go on with the next one
  const all = rows(), next = all[all.indexOf(chosen()) + 1];
  if (next) sessionStorage.setItem(STORE, next.dataset.report);
});

// --- Coming in by itself

let waiting;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(renew, 200);
}

async function renew() {
  const query = new URLSearchParams(location.search);
  query.set("fragment", "1");
  const answer = await fetch(`${location.pathname}?${query}`).catch(() => null); // the next event asks again
  if (!answer?.ok) return answer?.status === 403 && location.reload();
  if (answer.redirected) return location.reload();
  const fresh = document.createElement("template");
  fresh.innerHTML = await answer.text();
  const open = document.querySelector(".filters")?.open;
  for (const part of fresh.content.querySelectorAll("[data-part]")) {
    const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
    if (part.dataset.part === "list") keepPlace(() => mend(old, part));
    else if (old && !old.contains(document.activeElement) && old.innerHTML !== part.innerHTML) old.innerHTML = part.innerHTML;
  }
  if (open) document.querySelector(".filters").open = true;
  near();
  refresh();
  map?.show(rows(), chosen()?.dataset.report);
}

/** Puts the new rows in place of the old ones, keeping every row that has not changed, the choice and the focus. */
function mend(old, fresh) {
  const known = new Map(rows().map((row) => [row.dataset.report, row]));
  const current = chosen()?.dataset.report;
  const focused = document.activeElement?.closest?.("li[data-report]")?.dataset.report;
  const arrived = [];
  for (const row of fresh.querySelectorAll("li[data-report]")) {
    const before = known.get(row.dataset.report);
    if (!before) arrived.push(row);
    if (before?.dataset.version === row.dataset.version) row.replaceWith(before);
  }
  const kept = new Set([...ticked()].map((box) => box.closest("li").dataset.report));
  old.replaceChildren(...fresh.childNodes);
  for (const row of rows()) if (kept.has(row.dataset.report)) row.querySelector("input[name=case]").checked = true;
  tally();
  const again = list.querySelector(`li[data-report="${current}"]`);
  again?.setAttribute("aria-current", "true");
  if (again && !known.has(current)) choose(current);
  if (focused) list.querySelector(`li[data-report="${focused}"] a.cover`)?.focus({ preventScroll: true });
  if (arrived.length && known.size) tell(arrived[0]);
}

function tell(row) {
  const link = row.querySelector("a.cover");
  toast(`${words.new}: ${link.textContent}`, { action: words.open, href: link.href });
}

/** What the eye rests on stays where it is while rows come and go above it. */
function keepPlace(change) {
  const top = beside.matches ? desk.getBoundingClientRect().top + 130 : 130;
  const rest = rows().find((row) => row.getBoundingClientRect().bottom > top);
  const before = rest?.getBoundingClientRect().top;
  change();
  const same = rest && list.querySelector(`li[data-report="${rest.dataset.report}"]`);
  const scroller = beside.matches ? desk : document.scrollingElement;
  if (same && scroller.scrollTop > 0) scroller.scrollTop += same.getBoundingClientRect().top - before;
}

live({ mine: "1", kind: "reports" }, soon);
addEventListener("pageshow", (event) => event.persisted && renew());

// --- The nearest first: the phone is asked only when somebody wants that

function near() {
  const chip = document.querySelector("[data-near]");
  if (!chip || !navigator.geolocation || !isSecureContext) return;
  chip.hidden = false;
  chip.addEventListener("click", (event) => {
    event.preventDefault();
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const url = new URL(chip.href);
      url.searchParams.set("sort", "near");
      url.searchParams.set("at", `${coords.longitude.toFixed(4)},${coords.latitude.toFixed(4)}`);
      location.assign(url);
    }, () => toast(words.noPosition), { timeout: 10_000, maximumAge: 60_000 });
  });
}
near();

// --- The map, when there is room for it

async function openMap() {
  if (map || !withMap()) return;
  map = await casesMap(document.getElementById("map"), (number) => choose(number, { move: true }));
  map.show(rows(), chosen()?.dataset.report);
}

const wanted = new URLSearchParams(location.search).get("case") ?? (withMap() ? sessionStorage.getItem(STORE) : null);
const first = rows().find((row) => row.dataset.report === wanted) ?? rows()[0];
if (first && (beside.matches || wanted)) choose(first.dataset.report, { move: Boolean(wanted) });
(globalThis.requestIdleCallback ?? setTimeout)(openMap);
beside.addEventListener("change", openMap);
