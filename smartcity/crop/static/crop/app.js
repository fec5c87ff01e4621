/** On every page of CROP, its door included: the service worker; and what is private leaves the phone with its owner. */
import { forgetPrivate } from "../look/js/private.js";

const KEY = "crop-account", OUT = "/crop/keluar/";
const here = document.querySelector("meta[name=account]")?.content; // of whoever this page was made for
const [visit] = performance.getEntriesByType("navigation");
if (here !== undefined && visit?.transferSize > 0) note(here); // just come from the server
addEventListener("submit", ({ target }) => {
  if (target.getAttribute("action") !== OUT) return;
  note("");
  forgetOwnLists();
});

navigator.serviceWorker?.register("/crop/sw.js", { scope: "/crop/" }).catch(() => {}); // a page without https has none

/** The same session ends in Qlue, whose service worker (qlue/sw.js) does not hear of it: the lists it keeps of one's own go. */
async function forgetOwnLists() {
  if (!await globalThis.caches?.has("qlue-pages")) return;
  const pages = await caches.open("qlue-pages");
  for (const path of ["/qlue/laporanku/", "/qlue/diikuti/"]) pages.delete(path);
}

/** Another person, or nobody: what was kept for the one before goes. */
function note(account) {
  try {
    if (localStorage.getItem(KEY) === account) return;
    localStorage.setItem(KEY, account);
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("crop-typed")) sessionStorage.removeItem(key);
  } catch { /* a phone that keeps nothing has nothing to forget */ }
  forgetPrivate();
}
