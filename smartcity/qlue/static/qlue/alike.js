/** "Already reported?": asks while a report is written, and offers to support the earlier one instead. */
import { refresh } from "../look/js/time.js";

const PAUSE = 600; // ms of rest before it asks

/** @param {HTMLFormElement} form */
export function alike(form) {
  const strip = form.querySelector("#alike-open"), here = form.querySelector("#alike"), box = here.querySelector("[data-cards]");
  let pause, asked = 0, before = "";

  function soon() {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  }

  async function ask() {
    const data = new FormData(form), query = new URLSearchParams();
    for (const name of ["lon", "lat", "category", "text"]) query.set(name, String(data.get(name) ?? "").slice(0, 300));
    for (const name of data.getAll("stashed")) query.append("stashed", String(name));
    if (!query.get("lat") || !(query.get("category") || query.get("text") || query.has("stashed"))) return show(null);
    if (query.toString() === before) return;
    const mine = (asked += 1);
    const answer = await fetch(`${here.dataset.alike}?${query}`).catch(() => null);
    if (mine !== asked || !answer?.ok) return; // without signal nothing is offered, and nothing is in the way
    before = query.toString();
    show(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".alike"));
  }

  /** The cards in the form, and a line at the send bar that says so and leads to them. */
  function show(cards) {
    const none = !cards || cards.dataset.count === "0";
    strip.hidden = here.hidden = none;
    strip.querySelector("[role=status]").textContent = none ? "" : cards.dataset.says;
    box.replaceChildren(...(none ? [] : [document.adoptNode(cards)]));
    refresh(box);
  }

  strip.addEventListener("click", (event) => {
    event.preventDefault();
    here.focus({ preventScroll: true });
    here.scrollIntoView({ block: "start" });
  });
  box.addEventListener("click", ({ target }) => { // what does not go along is offered there as a comment
    if (target.closest("[data-support]") && !form.elements.bring.checked) sessionStorage.setItem("qlue-said", form.elements.text.value);
  });
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("restored", soon);
  new MutationObserver(soon).observe(form.querySelector("#photos"), { childList: true, subtree: true });
  for (const name of ["lon", "lat"]) new MutationObserver(soon).observe(form.querySelector(`#${name}`), { attributes: true, attributeFilter: ["value"] });
  soon();
}
