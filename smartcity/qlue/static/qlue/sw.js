/**
 * The service worker of Qlue: opens it without signal, sends what waits, shows what is pushed.
 * The server writes SHELL = {version, files, pages, away, parts, name, icon, badge} above this (look/pwa.py).
 */
importScripts(...SHELL.parts);

const PAGES = "qlue-pages", PICTURES = "qlue-pictures";
const SOON = 4000; // ms a page may take where the phone has kept one like it
const MOST = 80; // pictures kept
const HOME = "/qlue/", LINKS = [HOME, "/crop/"]; // where a notice may lead
const WHOSE = "/qlue/-whose"; // who, in which language, the kept pages are for
const FILLED = "surat"; // a form that the server has filled in: for this once, and never kept
const LISTS = new Set(["/qlue/", "/qlue/terbaru/", "/qlue/diikuti/", "/qlue/terdukung/", "/qlue/laporanku/"]); // of which the last seen is kept

const file = keepsFiles({ prefix: "qlue-files-", shell: SHELL, fetchPages });

addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname, searchParams } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (request.method === "GET" && !searchParams.has(FILLED)) event.respondWith(page(event, pathname));
    else if (pathname === "/qlue/keluar/") event.waitUntil(leave());
    return;
  }
  if (request.method !== "GET") return;
  if (pathname.startsWith("/static/") || pathname.startsWith("/qlue/ikon/")) event.respondWith(file(request));
  else if (/^\/media\/\w+-s\.jpg$/.test(pathname)) event.respondWith(picture(event));
  else if (pathname === "/tiles/areas.geojson") event.respondWith(outlines(event));
});

/** From the network; what the phone has kept where that does not answer soon, marked as such; else the page that says so. */
async function page(event, pathname) {
  const kept = await (await caches.open(PAGES)).match(pathname);
  try {
    const asked = fetch(event.request), before = left;
    event.waitUntil(asked.then((answer) => before === left && remember(event.request.url, answer.clone()), () => {}));
    const answer = await (kept ? soon(asked) : asked);
    if (answer.status < 500 || !kept) return answer;
  } catch { /* no signal, or too little */ }
  return kept ? stale(kept) : stale(await (await caches.open(PAGES)).match(SHELL.away) ?? Response.error());
}

function soon(asked) {
  return Promise.race([asked, new Promise((_, reject) => { setTimeout(reject, SOON, new Error("slow")); })]);
}

/** A page with its banner shown: it says when it was loaded. */
async function stale(kept) {
  if (!kept.ok) return kept;
  const headers = new Headers(kept.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response((await kept.text()).replace('id="stale" hidden', 'id="stale"'), { headers });
}

/** Keeps the last lists and the pages that work offline; those of another account or language go first. */
let turn = Promise.resolve(); // one page is noted after the other
async function remember(address, answer, inner = false) {
  if (!answer.headers.get("Content-Type")?.startsWith("text/html") || answer.redirected) return;
  const noted = turn.then(() => note(new URL(address, location.origin), answer, inner));
  turn = noted.catch(() => {});
  if ((await noted) && !inner) await fetchPages();
}

/** @returns whether pages that work offline are lacking */
async function note({ pathname, searchParams }, answer, inner) {
  const copy = answer.clone(), text = await answer.text();
  const found = text.match(/<meta name="account" content="(\w*)"/), language = text.match(/<html lang="([\w-]+)"/)?.[1];
  if (!found) return false;
  const whose = `${found[1]} ${language}`, before = await (await (await caches.open(PAGES)).match(WHOSE))?.text();
  if (inner && before !== undefined && before !== whose) return false; // asked for before somebody signed in or out
  if (before !== whose) await forget();
  const pages = await caches.open(PAGES);
  await pages.put(WHOSE, new Response(whose));
  if (copy.ok && (SHELL.pages.includes(pathname) || (LISTS.has(pathname) && !searchParams.has("dari")))) await pages.put(pathname, copy);
  return (await Promise.all(SHELL.pages.map((path) => pages.match(path)))).some((page) => !page);
}

async function fetchPages() {
  for (const path of SHELL.pages) {
    const before = left, answer = await fetch(path, { cache: "no-store", credentials: "same-origin" }).catch(() => null);
    if (answer?.ok && before === left) await remember(path, answer, true);
  }
}

/** Signed out: nothing of this account stays but its drafts, nor does a page that was asked for before and comes late. */
let left = 0;
async function leave() {
  left += 1;
  await forget();
  turn = turn.then(forget); // what was being noted just now goes too
  await turn;
}

async function forget() {
  await Promise.all([caches.delete(PAGES), caches.delete(PICTURES)]);
}

/** The small pictures of public reports, the newest of them kept. */
async function picture(event) {
  const known = await (await caches.open(PICTURES)).match(event.request);
  if (known) return known;
  const answer = await fetch(event.request);
  if (answer.ok && answer.headers.get("Cache-Control")?.startsWith("public")) event.waitUntil(keep(event.request, answer.clone()));
  return answer;
}

async function keep(request, answer) {
  const pictures = await caches.open(PICTURES);
  try {
    await pictures.put(request, answer);
    const all = await pictures.keys();
    await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((old) => pictures.delete(old)));
  } catch {
    await caches.delete(PICTURES); // a full phone: drafts need the room more
  }
}

/** The city's outlines: as they are now, else as they were. */
async function outlines(event) {
  const pictures = await caches.open(PICTURES);
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(pictures.put(event.request, answer.clone()).catch(() => {}));
    return answer;
  } catch {
    return (await pictures.match(event.request)) ?? Response.error();
  }
}

sendsWhatWaits(outbox);
pushed({ home: HOME, links: LINKS, shell: SHELL, free: ({ pathname }) => pathname.startsWith(HOME) && !pathname.includes("/lapor/") });
