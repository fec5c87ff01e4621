/** The day's open cases on this phone, with their pictures: in a database that goes when their owner signs out. */

const NAME = "crop-private"; // forgotten by look/js/private.js
const LIST = "/crop/lapangan/tugas.json", WISH = "crop-keep";
const OLD = 600_000; // ms after which they are fetched anew
const MOST = 8_000_000; // bytes of pictures

function database() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("cases", { keyPath: "number" });
      asked.result.createObjectStore("about", { keyPath: "id" });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close(); // it is being forgotten
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
}

async function inOne(mode, work) {
  const opened = await database();
  const transaction = opened.transaction(["cases", "about"], mode);
  const asked = work(transaction.objectStore("cases"), transaction.objectStore("about"));
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  opened.close();
  return asked;
}

/** @returns {Promise<{account: string, at: number, moment: string, clock: string, office: string, cases: object[]} | null>} */
export async function kept() {
  const [cases, about] = await inOne("readonly", (cases, about) => [cases.getAll(), about.get("all")]);
  return about.result ? { ...about.result, cases: cases.result.sort((a, b) => a.place_in_list - b.place_in_list) } : null;
}

/** Whether this phone is to keep them: an installed app always, a browser's tab when its owner has asked for it. */
export function wanted() {
  const app = ["fullscreen", "standalone", "minimal-ui"].some((mode) => matchMedia(`(display-mode: ${mode})`).matches);
  return app || navigator.standalone === true || localStorage.getItem(WISH) === "yes";
}

export const want = () => localStorage.setItem(WISH, "yes");

/** Fetches them when they are old, or `now`; a case that has left stays as long as something of its owner's waits for it or
 * was refused, marked `left`. @returns whether they are of this moment. Throws without signal. */
export async function refresh({ now = false } = {}) {
  const before = await kept();
  if (!now && before && Math.abs(Date.now() - before.at) < OLD) return true;
  const answer = await fetch(LIST, { headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(20_000) });
  if (!answer.ok || answer.redirected) return false;
  const told = await answer.json(), known = new Map((before?.cases ?? []).map((one) => [one.photo, one.picture]));
  let room = MOST;
  for (const [n, one] of told.cases.entries()) {
    one.place_in_list = n;
    one.picture = one.photo ? known.get(one.photo) ?? await picture(one.photo) : null;
    room -= one.picture?.size ?? 0;
    if (room < 0) one.picture = null; // the words matter more
  }
  if (before?.account === told.account) told.cases.push(...await leaving(before.cases, told));
  await inOne("readwrite", (cases, about) => {
    cases.clear();
    told.cases.forEach((one) => cases.put(one));
    about.put({ id: "all", account: told.account, at: Date.now(), moment: told.at, clock: told.clock, office: told.office });
  });
  return true;
}

/** Their act, as the outbox of the page tells it, is not over: the case is where it is read. */
async function leaving(cases, told) {
  const acts = await globalThis.outbox?.all().catch(() => []) ?? [], here = new Set(told.cases.map((one) => one.number));
  const needed = new Set(acts.filter((act) => act.account === told.account && act.state !== "sent").map((act) => act.number_of));
  return cases.filter((one) => needed.has(one.number) && !here.has(one.number)).map((one, n) => ({ ...one, left: true, acts: [], place_in_list: told.cases.length + n }));
}

async function picture(address) {
  const answer = await fetch(address).catch(() => null);
  return answer?.ok ? answer.blob() : null;
}
