/** On every page: what the shared templates need. Each part does nothing where its markup is absent. */
import { pairs } from "./beforeafter.js";
import { mending } from "./errors.js";
import { share } from "./share.js";
import { tick } from "./time.js";

document.querySelector("[data-focus]")?.focus();
document.querySelectorAll("[data-pair]").forEach(pairs);
document.addEventListener("click", share);
document.addEventListener("submit", busy);
for (const happening of ["input", "change"]) document.addEventListener(happening, mending);
document.addEventListener("focusin", wholly);
tick();

/** A chip that has the focus is seen whole: browsers are content with a part of it. */
function wholly({ target }) {
  if (target.closest(".chips-scroll")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** A form sent once is not sent twice: its button says so and waits. Coming back by the back button frees it. */
function busy(event) {
  const button = event.submitter;
  if (event.defaultPrevented || !button?.classList.contains("button")) return;
  if (button.getAttribute("aria-busy") === "true") return event.preventDefault();
  button.setAttribute("aria-busy", "true");
  if (button.dataset.busy) button.textContent = button.dataset.busy;
}
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("[aria-busy=true]").forEach((b) => b.removeAttribute("aria-busy"));
});
