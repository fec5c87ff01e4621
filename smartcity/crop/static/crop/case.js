/** A case while it is open: what happens to it elsewhere shows here by itself, and what is being typed stays. */
import { pairs } from "../look/js/beforeafter.js";
import { live } from "../look/js/live.js";
import { refresh } from "../look/js/time.js";
import { toast } from "../look/js/toast.js";

const { report, changed } = document.querySelector("[data-part=head]").dataset;
let waiting;

live({ mine: "1", kind: "reports" }, (event) => {
  if (event.subject !== `report:${report}`) return;
  clearTimeout(waiting);
  waiting = setTimeout(renew, 150);
});
addEventListener("pageshow", (event) => event.persisted && renew());

async function renew() {
  const answer = await fetch(location.pathname).catch(() => null); // the next event asks again
  if (!answer) return;
  if (!answer.ok || answer.redirected) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  let different = false;
  for (const part of document.querySelectorAll("main [data-part]")) {
    const now = fresh.querySelector(`main [data-part="${part.dataset.part}"]`);
    if (!now || gist(now) === gist(part)) continue;
    different = true;
    replace(part, now);
  }
  refresh();
  if (different) toast(changed);
}

/** What a part says and leads to, whatever its clocks show and its keys are. */
function gist(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("time").forEach((time) => time.remove());
  const ways = [...copy.querySelectorAll("[href], [action], img[src], [name=seen]")].map((it) =>
    (it.getAttribute("href") ?? it.getAttribute("action") ?? it.getAttribute("src") ?? it.value).split("?")[0]);
  return [copy.textContent.replace(/\s+/g, " ").trim(), ...ways].join("|");
}

/** New for old, with the focus on the button it was on. */
function replace(part, now) {
  const held = part.contains(document.activeElement) && (document.activeElement.dataset.key ?? "");
  part.innerHTML = now.innerHTML;
  part.querySelectorAll("[data-pair]").forEach(pairs);
  if (held !== false) (part.querySelector(`[data-key="${held}"]`) ?? part.querySelector("a, button, summary"))?.focus();
}
