/** On every page of Qlue: the service worker, the banner of a lost signal, and what waits is sent. */
import { toast } from "../look/js/toast.js";
import "../look/js/outbox.js";
import "./outbox.js";
import { justLeft, theirs } from "./whose.js";

const { outbox } = globalThis;
const FIRST = 5_000, MOST = 300_000; // ms between two attempts while the page stays open

const said = sessionStorage.getItem("qlue-toast");
sessionStorage.removeItem("qlue-toast");
if (said) toast(said);

/** Signing out leaves the drafts where they are: nothing typed is lost, and nobody else reads it. */
if (justLeft()) {
  outbox.all().then((all) => {
    const n = all.filter((draft) => draft.state !== "sent" && !theirs(draft, "")).length;
    const { keptOne, keptMany } = document.querySelector("#stale")?.dataset ?? {};
    if (n && keptOne) toast((n === 1 ? keptOne : keptMany).replace("{n}", String(n)));
  }).catch(() => {});
}

/** A form that went without the outbox has arrived: its draft is done. */
const arrived = document.cookie.match(/(?:^|; )terkirim=([^;]+)/)?.[1];
if (arrived) {
  outbox.remove(arrived).catch(() => {});
  document.cookie = "terkirim=; path=/; max-age=0; samesite=lax";
}

const banner = document.querySelector("#stale"), reload = document.querySelector("#reload");
const kept = banner && !banner.hidden; // the worker gave the page from what the phone had kept
addEventListener("offline", () => { if (banner) banner.hidden = false; });
addEventListener("online", () => {
  if (banner && !kept) banner.hidden = true;
  if (kept) reload.hidden = false;
  flush(FIRST);
});
if (banner && !navigator.onLine) banner.hidden = false;

let next;
async function flush(pause) {
  clearTimeout(next);
  const left = await outbox.flush().catch(() => 0); // a browser that keeps nothing has nothing to send
  if (left) next = setTimeout(flush, pause, Math.min(2 * pause, MOST));
}
if (navigator.onLine) addEventListener("load", () => flush(FIRST), { once: true });

navigator.serviceWorker?.register("/qlue/sw.js", { scope: "/qlue/" }).catch(() => {}); // a page without https has none
