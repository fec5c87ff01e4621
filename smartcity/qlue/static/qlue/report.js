/** A report's page: its parts follow what happens, unless somebody is writing in them. */
import { live } from "../look/js/live.js";
import { refresh } from "../look/js/time.js";
import { pairs } from "../look/js/beforeafter.js";

const root = document.querySelector("#live");
let asked = 0;
live({ kind: "reports" }, (event) => {
  if (event.subject !== root.dataset.subject) return;
  clearTimeout(asked);
  asked = setTimeout(renew, 150); // several events of one moment are one fetch
});

async function renew() {
  const answer = await fetch(root.dataset.fragment).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const fresh of page.querySelectorAll("[data-part]")) {
    const old = document.querySelector(`[data-part="${fresh.dataset.part}"]`);
    if (!old || writingIn(old) || old.innerHTML === fresh.innerHTML) continue;
    const opened = [...old.querySelectorAll("details")].map((fold) => fold.open);
    old.replaceWith(document.adoptNode(fresh));
    fresh.querySelectorAll("details").forEach((fold, n) => { fold.open = opened[n] ?? fold.open; });
    fresh.querySelectorAll("[data-pair]").forEach(pairs);
    refresh(fresh);
  }
}

/** The live map comes when its place comes into view; a browser that saves data keeps the drawing. */
const place = document.querySelector("#where-map[data-at]");
if (place && !navigator.connection?.saveData) {
  new IntersectionObserver(([{ isIntersecting }], seen) => {
    if (!isIntersecting) return;
    seen.disconnect();
    import("./wheremap.js").then(({ wheremap }) => wheremap(place)).catch(() => {}); // the drawing stays
  }).observe(place);
}

/** Whether something is typed or chosen there, or about to be. */
function writingIn(part) {
  if (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return true;
  return [...part.querySelectorAll("textarea, input")].some((field) =>
    field.type === "hidden" ? false : field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
}

/** Who came from a draft finds its words in the comment, to send or to leave. */
const said = document.querySelector("#from-draft") && sessionStorage.getItem("qlue-said");
if (said) {
  document.querySelector("#say").value ||= said.slice(0, 1000);
  sessionStorage.removeItem("qlue-said");
}
