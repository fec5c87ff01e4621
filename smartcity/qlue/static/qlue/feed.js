/** The feed: where I am, new reports without jumping, support without leaving the page. */
import { live } from "../look/js/live.js";
import { toast } from "../look/js/toast.js";

const COARSE = 3; // decimals, some 110 m: an address stays in histories and logs

const here = document.querySelector("#here");
if (here && navigator.geolocation) {
  here.hidden = false;
  here.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { location.href = `?lon=${coords.longitude.toFixed(COARSE)}&lat=${coords.latitude.toFixed(COARSE)}`; },
      () => { document.querySelector("#here-says").textContent = here.dataset.denied; },
      { timeout: 10_000, maximumAge: 300_000 },
    );
  });
}

/** "3 laporan baru": a button that waits to be asked. */
const fresh = document.querySelector("#fresh[data-listen]");
if (fresh) {
  const [kind, area] = fresh.dataset.listen.split(":");
  let count = 0;
  live(kind === "area" ? { kind: "reports", area } : { kind: "reports" }, (event) => {
    if (event.verb !== "submitted") return;
    count += 1;
    const button = document.createElement("a");
    button.className = "button button-small";
    button.href = location.pathname + location.search;
    button.textContent = count === 1 ? fresh.dataset.one : fresh.dataset.many.replace("{n}", String(count));
    fresh.replaceChildren(button);
  });
}

/** A support goes out by itself; whatever is in its way (signed out, closed) is shown by the page it leads to. */
document.addEventListener("submit", async (event) => {
  const form = event.target, button = form.querySelector("button[aria-pressed]");
  if (!button || !form.closest(".report")) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer) return;
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return form.submit();
  const said = await answer.json();
  if (!answer.ok) return void toast(said.detail);
  const action = new URL(form.action);
  action.searchParams.set("on", said.on ? "0" : "1");
  form.action = action;
  button.setAttribute("aria-pressed", String(said.on));
  const words = form.closest(".feed").dataset;
  button.lastChild.textContent = `${said.on ? words.supported : words.support} ${said.supports.toLocaleString(document.documentElement.lang)}`;
});
