/** The page without signal: which lists this phone has kept, and since when. */
const kept = document.querySelector("#kept"), list = kept.querySelector("ul"), pages = await globalThis.caches?.open("qlue-pages");
for (const item of pages ? list.querySelectorAll("li") : []) {
  const page = await pages.match(new URL(item.querySelector("a").href).pathname);
  if (!page) continue;
  item.hidden = kept.hidden = false;
  const when = new Date(page.headers.get("Date") ?? NaN);
  if (Number.isNaN(when.valueOf())) continue;
  const shown = when.toLocaleString(document.documentElement.lang, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: list.dataset.zone });
  item.querySelector(".small").textContent = list.dataset.since.replace("{when}", shown);
}
