/**
 * The service worker of CROP: opens it without signal, sends what waits, shows what is pushed.
 * The server writes SHELL = {version, files, pages, away, parts, name, icon, badge} above this (look/pwa.py).
 * What it keeps is the same for everybody: pages with a case on them are never put into a cache. The day's cases stand in a
 * database of their own (kept.js), which goes when their owner signs out.
 */
importScripts(...SHELL.parts);

const PAGES = "crop-pages";
const HOME = "/crop/", LINKS = [HOME, "/qlue/"]; // where a notice may lead

const file = keepsFiles({ prefix: "crop-files-", shell: SHELL, fetchPages });

addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});

/** From the network; without it a page that works offline, else the one that says what is there. */
async function page(event, pathname) {
  const pages = await caches.open(PAGES);
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(sameLanguage(answer.clone()));
    return answer;
  } catch {
    const kept = await pages.match(pathname) ?? await pages.match(SHELL.away);
    return kept ?? Response.error();
  }
}

/** Somebody has chosen another language: the kept pages are fetched anew. */
async function sameLanguage(answer) {
  const spoken = (text) => text?.match(/<html lang="([\w-]+)"/)?.[1];
  const kept = await (await (await caches.open(PAGES)).match(SHELL.away))?.text();
  const now = spoken(await answer.text());
  if (now && now !== spoken(kept)) await fetchPages();
}

/** They show nothing of whoever asks for them but the language. */
async function fetchPages() {
  const pages = await caches.open(PAGES);
  for (const path of SHELL.pages) {
    const answer = await fetch(path, { cache: "no-store", credentials: "same-origin" }).catch(() => null);
    if (answer?.ok) await pages.put(path, answer);
  }
}

sendsWhatWaits(outbox);
pushed({ home: HOME, links: LINKS, shell: SHELL, free: ({ pathname }) => /^\/crop\/($|kabar|riwayat|tugas\/\d+\/$)/.test(pathname) });
