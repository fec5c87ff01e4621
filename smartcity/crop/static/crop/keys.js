/** One letter does what the element with that data-key does. They can be switched off (WCAG 2.1.4), for each device. */

const STORE = "crop-keys";
const on = () => localStorage.getItem(STORE) !== "off";
const own = new Map();

/** Lets a page have a letter of its own; what returns false leaves it to the element with that data-key. @param {string} key  @param {() => void} act */
export function key(letter, act) {
  own.set(letter, act);
}

export function keys() {
  show();
  const choice = document.getElementById("use-keys");
  if (choice) {
    choice.checked = on();
    choice.addEventListener("change", () => { localStorage.setItem(STORE, choice.checked ? "on" : "off"); show(); });
  }
  document.addEventListener("keydown", press);
}

const show = () => document.documentElement.classList.toggle("keys-on", on());

function press(event) {
  if (!on() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const letter = event.key.toLowerCase();
  if (letter === "?") return void (event.preventDefault(), document.getElementById("keys")?.showModal());
  const act = own.get(letter);
  if (act && act() !== false) return void event.preventDefault();
  const found = document.querySelector(`[data-key="${CSS.escape(letter)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("input")) found.focus();
  else found.click();
}
