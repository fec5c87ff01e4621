/** On every page of CROP: says how the app is shown, and lends the keyboard its letters. */
import { keys } from "./keys.js";

const form = document.getElementById("device");
const mode = ["fullscreen", "standalone", "minimal-ui"].find((m) => matchMedia(`(display-mode: ${m})`).matches) ?? "browser";
if (form && form.dataset.mode !== mode) {
  form.elements.mode.value = mode;
  fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => {}); // told again at the next page
}
keys();
for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.addEventListener("click", () => document.getElementById(opener.dataset.opens).showModal());
}
