/** The public map's page: filters without reloading, what is new as it happens; the map itself comes after the list. */
import { live } from "../look/js/live.js";
import { days } from "./days.js";
import { ago, refresh as refreshTimes } from "../look/js/time.js";

const SOON = 200, SPREAD = 300; // ms from an event to the fresh list: not everybody in the same moment
const PAUSE = 1200, WITHOUT = 30_000; // ms between two of them; and when the stream is cut off
const panel = document.getElementById("panel");
const told = document.getElementById("told");
let map = null;
const time = days(panel, go);

// --- Filters: the same addresses as without this script, only the parts that change are fetched

/** What the address asks for; the part of the map that is looked at changes nothing on the page. */
const asked = () => location.search.replace(/[?&]map=[^&]*/, "");
let shown = asked();

const fragment = (url) => {
  const address = new URL(url, location.href);
  address.searchParams.set("fragment", "list");
  return address;
};

/** Shows another address of this page: one more step of the history ("push"), this step's ("replace"), or neither. */
async function go(url, history = "push") {
  const response = await fetch(fragment(url)).catch(() => null);
  const landed = response && new URL(response.url);
  if (!response || landed.pathname !== location.pathname || response.status >= 500) return location.assign(url);
  landed.searchParams.delete("fragment");
  const html = await response.text();
  if (history) window.history[`${history}State`](null, "", plain(landed));
  shown = asked();
  replace(html);
  map?.show();
  told.textContent = document.getElementById("list").dataset.count;
}

function replace(html) {
  const open = panel.querySelector("#more")?.open;
  const focused = document.activeElement?.id;
  panel.innerHTML = html;
  panel.querySelector("#more").open = open;
  time.dress();
  (document.getElementById(focused) ?? panel.querySelector("[data-focus]"))?.focus({ preventScroll: true });
  for (const next of document.querySelectorAll('input[name="next"]')) next.value = location.pathname + location.search;
  refreshTimes(panel);
  showState();
}

/** The form's address without what was left empty. */
function written(form) {
  const fields = [...new FormData(form)].filter(([, value]) => value);
  return `?${new URLSearchParams(fields)}`;
}

panel.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="?"], a[href="/"]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go(withView(link.href));
  if (link.closest(".pages")) document.getElementById("list").scrollIntoView();
});
panel.addEventListener("submit", (event) => {
  event.preventDefault();
  go(withView(written(event.target)));
});
panel.addEventListener("change", (event) => {
  if (event.target.matches("select, [type=checkbox], [type=date]")) go(withView(written(event.target.form)));
});
addEventListener("popstate", () => { // a step to #search within the page is one too
  if (asked() !== shown) go(location.href, "");
});
document.querySelector('a[href="#search"]')?.addEventListener("click", () => setTimeout(() => panel.querySelector("[type=search]").focus()));

/** The address with the part of the map that is being looked at, so that it can be handed on. */
function withView(url) {
  const address = new URL(url, location.href);
  const view = new URLSearchParams(location.search).get("map");
  if (view) address.searchParams.set("map", view);
  return plain(address);
}

/** An address as one would write it: commas and slashes need no disguise in a query. */
function plain(address) {
  return address.href.replaceAll("%2F", "/").replaceAll("%2C", ",");
}

// --- Live

let news = Date.now(), state = "", waiting = null, last = 0, missed = false;

live({ kind: "reports" }, (event) => {
  news = Date.now();
  map?.happened(event);
  waiting ??= setTimeout(freshen, Math.max(SOON + Math.random() * SPREAD, last + PAUSE - news));
}, (now) => {
  state = now;
  showState();
});
setInterval(showAge, 1000);
setInterval(() => state !== "live" && freshen(), WITHOUT);
document.addEventListener("visibilitychange", () => missed && freshen());

/** Fetches the same page's parts and changes only what changed, so that nobody loses their place. */
async function freshen() {
  waiting = null;
  missed = document.hidden;
  if (missed) return; // nobody looks: when somebody does
  last = Date.now();
  const response = await fetch(fragment(location.href)).catch(() => null);
  if (!response?.ok) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = await response.text();
  swap(fresh.content, "#numbers .figures");
  swap(fresh.content, ".count");
  if (!time.busy()) {
    panel.querySelector("#days").replaceWith(fresh.content.getElementById("days"));
    time.dress();
  }
  const [numbers, list] = ["numbers", "list"].map((id) => fresh.content.getElementById(id));
  document.getElementById("numbers").dataset.aside = numbers.dataset.aside;
  if (!new URLSearchParams(location.search).has("before")) merge(list);
  map?.aside();
}

function swap(fresh, selector) {
  const [old, now] = [panel.querySelector(selector), fresh.querySelector(selector)];
  if (old.innerHTML !== now.innerHTML && !old.contains(document.activeElement)) old.replaceWith(now.cloneNode(true));
}

/** Rows that are new come in at their place, rows that changed are exchanged, the others are not touched. */
function merge(section) {
  const [list, fresh] = [panel.querySelector("#list .list"), section.querySelector(".list")];
  if (!list || !fresh) return void panel.querySelector("#list").replaceWith(section);
  const known = new Map([...list.children].map((row) => [row.dataset.report, row]));
  let at = list.firstElementChild;
  for (const row of [...fresh.children]) {
    const old = known.get(row.dataset.report);
    if (old && said(old) === said(row)) {
      if (old === at) at = at.nextElementSibling;
      else list.insertBefore(old, at);
      continue;
    }
    row.classList.add("new");
    setTimeout(() => row.classList.remove("new"), 8000);
    list.insertBefore(row, at);
    if (old === at) at = at?.nextElementSibling ?? null;
    old?.remove();
  }
  while (at) {
    const next = at.nextElementSibling;
    at.remove();
    at = next;
  }
  refreshTimes(list);
}

/** What a row says, but for its age and how its picture loads. */
function said(row) {
  const photo = row.querySelector(".photo");
  return [row.querySelector("h3").textContent, row.querySelector(".badge").textContent, (photo?.dataset.src ?? photo?.getAttribute("src"))].join("\n");
}

// --- How fresh it is

function showState() {
  for (const sign of document.querySelectorAll(".live")) {
    if (!state || sign.dataset.state === state) continue;
    sign.dataset.state = state;
    sign.textContent = sign.dataset[state];
  }
  showAge();
}

function showAge() {
  const seconds = Math.max(1, Math.round((Date.now() - news) / 1000));
  for (const age of document.querySelectorAll(".age")) {
    const words = seconds < 60 ? age.dataset.seconds.replace("{n}", seconds) : age.dataset.minutes.replace("{n}", Math.floor(seconds / 60));
    age.textContent = state === "live" ? words : "";
  }
}

// --- The list's pictures beyond the screen: a browser would bring them all, before the map

const near = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    target.src = target.dataset.src;
  }
});
for (const picture of panel.querySelectorAll(".list .photo[src]")) {
  if (picture.complete || picture.getBoundingClientRect().top < innerHeight) continue;
  picture.dataset.src = picture.getAttribute("src");
  picture.removeAttribute("src");
  near.observe(picture);
}

// --- The map, once the list has been painted

requestAnimationFrame(() => setTimeout(async () => {
  const { start } = await import("./map.js");
  map = await start({
    go,
    view(text) {
      const address = new URL(location.href);
      address.searchParams.set("map", text);
      history.replaceState(null, "", plain(address));
    },
  });
}));
