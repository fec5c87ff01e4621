/** "Already reported?": asks while a report is written, and offers to support the earlier one instead. */
import { refresh } from "../look/js/time.js";

const PAUSE = 600; // ms of rest before it asks

/** @param {HTMLFormElement} form */
export function alike(form) {
  const strip = form.querySelector("#alike-open"), dialog = document.querySelector("#alike"), box = dialog.querySelector("[data-cards]");
  let pause, asked = 0, before = "";

  function soon() {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  }

  async function ask() {
    const data = new FormData(form), query = new URLSearchParams();
    for (const name of ["lon", "lat", "category", "text"]) query.set(name, String(data.get(name) ?? "").slice(0, 300));
    for (const name of data.getAll("stashed")) query.append("stashed", String(name));
    if (!query.get("lat") || !(query.get("category") || query.get("text") || query.has("stashed"))) return void (strip.hidden = true);
    if (query.toString() === before) return;
    const mine = (asked += 1);
    const answer = await fetch(`${strip.dataset.alike}?${query}`).catch(() => null);
    if (mine !== asked || !answer?.ok) return; // without signal nothing is offered, and nothing is in the way
    before = query.toString();
    show(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".alike"));
  }

  function show(cards) {
    const none = !cards || cards.dataset.count === "0";
    strip.hidden = none;
    strip.querySelector("[role=status]").textContent = none ? "" : cards.dataset.says;
    if (none) return void (dialog.open && dialog.close());
    box.replaceChildren(document.adoptNode(cards));
    refresh(box);
  }

  strip.addEventListener("click", () => dialog.showModal());
  for (const button of dialog.querySelectorAll("[data-close]")) button.addEventListener("click", () => dialog.close());
  box.addEventListener("submit", () => sessionStorage.setItem("qlue-said", form.elements.text.value)); // offered there as a comment
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("restored", soon);
  new MutationObserver(soon).observe(form.querySelector("#photos"), { childList: true, subtree: true });
  for (const name of ["lon", "lat"]) new MutationObserver(soon).observe(form.querySelector(`#${name}`), { attributes: true, attributeFilter: ["value"] });
  soon();
}
