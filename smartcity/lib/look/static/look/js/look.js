/** On every page: what the shared templates need. Each part does nothing where its markup is absent. */
import { pairs } from "./beforeafter.js";
import { mending } from "./errors.js";
import { share } from "./share.js";
import { tick } from "./time.js";

document.querySelector("[data-focus]")?.focus();
document.querySelectorAll("[data-pair]").forEach(pairs);
document.addEventListener("click", share);
document.addEventListener("submit", busy);
document.addEventListener("click", ({ target }) => shut((menu) => !menu.contains(target)));
document.addEventListener("keydown", escape);
for (const happening of ["input", "change"]) document.addEventListener(happening, mending);
document.addEventListener("change", chosen);
document.addEventListener("reset", ({ target }) => target.querySelectorAll("[data-chosen]").forEach((field) => field.removeAttribute("data-chosen")));
document.addEventListener("focusin", wholly);
tick();

/** Closes the open menus that `which` names. */
function shut(which) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (which(menu)) menu.open = false;
}

/** Escape closes the menus; the key's way goes on where the menu was opened. */
function escape(event) {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  const within = menu.contains(document.activeElement);
  shut(() => true);
  if (within) menu.querySelector("summary").focus();
}

/** A chip that has the focus is seen whole: browsers are content with a part of it. */
function wholly({ target }) {
  if (target.closest(".chips-scroll")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** A field for photos shows the name of what is chosen, and nothing before. */
function chosen({ target }) {
  if (target.type === "file") target.toggleAttribute("data-chosen", target.files.length > 0);
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
