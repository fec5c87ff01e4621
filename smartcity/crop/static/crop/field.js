/** In the field: the day's cases as this phone has kept them, and acts that wait here for signal. */
import { kept, refresh, want, wanted } from "./kept.js";
import { begin } from "./sending.js";

const { outbox } = globalThis;
const at = (id) => document.getElementById(id);
const root = at("field"), words = root.dataset, VERBS = { accept: words.accept, answer: words.answer, comment: words.comment, note: words.note };
const account = () => localStorage.getItem("crop-account") ?? ""; // noted by app.js
const waits = (act) => ["waiting", "sending"].includes(act.state);
const pictures = new Map(); // number of a case -> address of its picture

signal();
addEventListener("online", signal);
addEventListener("offline", signal);
outbox.listen(() => draw());
at("again").addEventListener("click", again);
at("keep").addEventListener("click", async () => {
  want();
  const done = await refresh({ now: true }).catch(() => false);
  at("kept-said").textContent = done ? "" : at("kept-said").dataset.failed;
  await draw(true);
});
await draw(true);
begin().then(() => draw(true));

function signal() {
  at("no-signal").hidden = navigator.onLine;
}

async function again() {
  const done = await refresh({ now: true }).catch(() => false);
  at("said").textContent = done ? at("said").dataset.fresh : at("said").dataset.failed;
  await draw(true);
}

/** The queue; the cases too when they may have changed, for a form may be half filled in. */
async function draw(cases = false) {
  const found = await kept().catch(() => null), mine = found && found.account === account();
  const acts = await outbox.all().catch(() => []), theirs = acts.filter((act) => act.account === account());
  root.hidden = !mine && !acts.length;
  at("nothing").hidden = Boolean(mine);
  at("again").hidden = !mine || !wanted();
  at("queue").hidden = !theirs.length;
  at("acts").replaceChildren(...theirs.map(actLine));
  const others = acts.filter((act) => act.account !== account() && act.state !== "sent").length;
  at("others").hidden = !others;
  at("others").textContent = words.notOurs.replace("{n}", String(others));
  if (cases) drawCases(mine ? found : null, theirs);
}

function drawCases(found, acts) {
  at("whose").textContent = found?.office ?? "";
  at("count").textContent = found ? words.count.replace("{n}", String(found.cases.length)) : "";
  at("saved-at").textContent = found ? savedAt(found) : "";
  at("cases").replaceChildren(...(found?.cases ?? []).map((one) => caseLine(one, acts)));
}

function savedAt({ clock, day }) {
  const today = new Date().toLocaleDateString("sv") === day;
  return (today ? words.saved : words.savedDay.replace("{day}", day)).replace("{time}", clock);
}

function caseLine(one, acts) {
  const item = at("case").content.cloneNode(true).firstElementChild, part = (name) => item.querySelector(`[data-${name}]`);
  item.dataset.number = one.number;
  for (const name of ["title", "place", "text", "category", "area", "shown", "status"]) part(name).textContent = one[name];
  part("due").textContent = one.due ? words.due.replace("{due}", one.due) : "";
  part("geo").href = `geo:${one.lat},${one.lon}`;
  part("open").href = `/crop/tugas/${one.number}/`;
  show(item.querySelector(".photo"), one);
  const queued = (verb) => acts.some((act) => act.state !== "wrong" && act.number_of === one.number && act.verb === verb);
  const accepts = one.acts.includes("accept") && !queued("accept"), answers = one.acts.includes("answer") || one.acts.includes("accept");
  part("accept").hidden = !accepts;
  part("answer").hidden = !answers || queued("answer");
  part("accept").addEventListener("click", async () => {
    part("accept").hidden = true;
    await queue(one, "accept", []);
  });
  part("answer").addEventListener("submit", (event) => answer(event, one, item));
  part("locate").addEventListener("click", () => locate(item));
  part("note-part").hidden = !one.acts.includes("note");
  for (const verb of ["note", "comment"]) part(verb).addEventListener("submit", (event) => say(event, one, verb));
  return item;
}

function show(place, one) {
  if (!one.picture) return;
  if (!pictures.has(one.number)) pictures.set(one.number, URL.createObjectURL(one.picture));
  place.replaceWith(Object.assign(document.createElement("img"), { className: "photo", alt: "", src: pictures.get(one.number) }));
}

/** Stays in the form until it is kept. */
async function say(event, one, verb) {
  event.preventDefault();
  const { text } = event.target.elements;
  if (!text.value.trim()) return;
  await queue(one, verb, [["text", text.value.trim()]]);
  text.value = "";
}

/** Accepts first where nobody has: the way is the same as with signal, in one press. */
async function answer(event, one, item) {
  event.preventDefault();
  const form = event.target, { reason, photo, lon, lat } = form.elements, wrong = item.querySelector("[data-wrong]");
  const [file] = photo.files;
  wrong.hidden = Boolean(reason.value.trim()) && (Boolean(file) || !one.proof);
  wrong.textContent = words.missing;
  if (!wrong.hidden) return;
  try {
    const before = (await outbox.all()).find((act) => act.number_of === one.number && act.verb === "accept" && waits(act));
    const first = before?.id ?? (one.acts.includes("accept") ? await queue(one, "accept", []) : undefined);
    const fields = [["reason", reason.value.trim()]];
    if (lon.value) fields.push(["lon", lon.value], ["lat", lat.value]);
    await queue(one, "answer", fields, { file, first });
    form.hidden = true;
    item.querySelector("[data-accept]").hidden = true;
  } catch (refused) {
    wrong.hidden = false;
    wrong.textContent = refused.name === "QuotaExceededError" ? words.full : refused.message;
  }
}

/** Keeps the act on this phone, then sends it if there is signal. @returns its id */
async function queue(one, verb, fields, { file, first } = {}) {
  const id = crypto.randomUUID(), seen = first ? [] : [["seen", String(one.seen)]];
  const told = [["verb", verb], ["number", String(one.number)], ...(["note", "comment"].includes(verb) ? [] : seen), ...fields];
  await outbox.save(id, account(), told);
  if (file) await outbox.addPhoto({ id: crypto.randomUUID(), draft: id, blob: file, name: file.name || "sesudah.jpg", at: Date.now(), stashed: "" });
  await outbox.change(id, { verb, number_of: one.number, shown_as: one.shown, after: first });
  await outbox.queue(id, account());
  outbox.soon();
  outbox.send(id).then((after) => after?.state === "sent" && refresh({ now: true }).catch(() => false));
  return id;
}

function locate(item) {
  const { lon, lat } = item.querySelector("[data-answer]").elements;
  navigator.geolocation?.getCurrentPosition(({ coords }) => {
    [lon.value, lat.value] = [coords.longitude.toFixed(6), coords.latitude.toFixed(6)];
    item.querySelector("[data-locate]").lastChild.textContent = words.located;
  }, () => {}, { enableHighAccuracy: true, timeout: 15_000 });
}

function actLine(act) {
  const item = at("act").content.cloneNode(true).firstElementChild, part = (name) => item.querySelector(`[data-${name}]`);
  const state = act.state === "waiting" && act.hold ? "held" : act.state;
  item.dataset.act = act.id;
  item.dataset.state = state;
  part("verb").textContent = VERBS[act.verb] ?? "";
  part("shown").textContent = act.shown_as;
  const said = Object.fromEntries(act.fields);
  part("words").textContent = said.reason ?? said.text ?? "";
  part("why").textContent = act.state === "wrong" ? (act.errors ?? []).map((one) => one.message).join(" ") : "";
  for (const badge of item.querySelectorAll("[data-is]")) badge.hidden = badge.dataset.is !== state;
  item.querySelector("[data-is=sent]").href = act.url ?? "";
  part("retry").hidden = act.state !== "wrong";
  part("retry").addEventListener("click", async () => { await retry(act); });
  part("remove").hidden = !["wrong", "sent", "waiting"].includes(act.state);
  part("remove").addEventListener("click", ({ currentTarget: button }) => {
    if (button.dataset.asked) return outbox.remove(act.id).then(() => draw());
    button.dataset.asked = "yes";
    button.textContent = button.dataset.sure;
    return undefined;
  });
  return item;
}

/** Once more, whatever has happened to the case since. */
async function retry(act) {
  await outbox.change(act.id, { fields: act.fields.filter(([name]) => name !== "seen") });
  await outbox.queue(act.id, account());
  await outbox.send(act.id);
}
