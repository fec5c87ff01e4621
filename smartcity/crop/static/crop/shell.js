/** On every page of CROP: says how the app is shown, and lends the keyboard its letters. */
import { keys } from "./keys.js";
import { begin } from "./sending.js";

const form = document.getElementById("device");
if (form) tell();

/** Once, and again when it has changed: what the server was told last stands in the page. */
async function tell() {
  const shown = ["fullscreen", "standalone", "minimal-ui"].find((m) => matchMedia(`(display-mode: ${m})`).matches);
  const mode = shown ?? (navigator.standalone ? "standalone" : "browser"); // an iPhone says it in its own way
  const said = [mode, form.dataset.version, await pushes()];
  if (form.dataset.said === said.join(" ")) return;
  [form.elements.mode.value, form.elements.version.value, form.elements.push.value] = said;
  fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => {}); // told again at the next page
}

/** Whether this app takes pushes here; "" where it cannot be asked. */
async function pushes() {
  if (!("Notification" in window) || !navigator.serviceWorker) return "";
  if (Notification.permission === "denied") return "blocked";
  const worker = await navigator.serviceWorker.getRegistration("/crop/").catch(() => null);
  return (await worker?.pushManager?.getSubscription().catch(() => null)) ? "on" : "off";
}

keys();
begin();
for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.addEventListener("click", () => document.getElementById(opener.dataset.opens).showModal());
}
