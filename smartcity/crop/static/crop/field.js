/** In the field: the day's cases as this phone has kept them, each with its acts that wait here for signal beside it. */
import { settle } from "../look/js/clock.js";
import { smaller, upload } from "../look/js/photofile.js";
import { refresh as tickAnew } from "../look/js/time.js";
import { acting, actLine, looksOf } from "./fieldacts.js";
import { kept, refresh, want, wanted } from "./kept.js";
import { when } from "./moments.js";
import { begin, ways } from "./sending.js";

const { outbox } = globalThis;
const at = (id) => document.getElementById(id);
const root = at("field"), words = root.dataset;
const account = () => localStorage.getItem("crop-account") ?? ""; // noted by app.js
const waits = (act) => ["waiting", "sending"].includes(act.state);
const pictures = new Map(); // number of a case -> address of its picture
const cases = new Map(); // number -> the case as it was kept last
const TYPED = "crop-typed"; // what stands in the forms, for a phone that throws the page away while its camera is open

let drawing = Promise.resolve(), later;

ways.upload = shown;
acting({ again: retry, back: putBack });
signal();
addEventListener("online", signal);
addEventListener("offline", signal);
outbox.listen(changed);
at("again").addEventListener("click", again);
at("keep").addEventListener("click", async () => {
  want();
  const done = await refresh({ now: true }).catch(() => false);
  at("kept-said").textContent = done ? "" : at("kept-said").dataset.failed;
  await draw();
});
root.addEventListener("input", ({ target }) => remember(target));
root.addEventListener("click", ({ target }) => goTo(target.closest?.("a[href^='#case-']")));
await draw();
settle().then(draw);
begin().then(draw);

function signal() {
  at("no-signal").hidden = navigator.onLine;
}

async function again() {
  const done = await refresh({ now: true }).catch(() => false);
  at("said").textContent = done ? at("said").dataset.fresh : at("said").dataset.failed;
  await draw();
}

/** What is done or refused has changed its case, or taken it away. */
async function changed(id) {
  await draw();
  const act = await outbox.load(id);
  if (!["sent", "wrong"].includes(act?.state)) return;
  clearTimeout(later);
  later = setTimeout(() => refresh({ now: true }).then(draw).catch(() => {}), 300); // several at once are fetched once
}

/** One after the other, for each begins with what is kept by then. */
function draw() {
  drawing = drawing.then(drawAll, drawAll);
  return drawing;
}

/** All of it as it is now; what is typed, chosen or opened stays as it is. */
async function drawAll() {
  const found = await kept().catch(() => null), mine = found && found.account === account();
  const acts = await outbox.all().catch(() => []), theirs = acts.filter((act) => act.account === account() && act.verb);
  root.hidden = !mine && !acts.length;
  at("nothing").hidden = Boolean(mine);
  at("again").hidden = !mine || !wanted();
  const others = acts.filter((act) => act.account !== account() && act.state !== "sent").length;
  at("others").hidden = !others;
  at("others").textContent = words.notOurs.replace("{n}", String(others));
  drawCases(mine ? found : null, theirs);
  drawQueue(theirs);
}

/** What waits, each with the way to its case; whole where its case is on this phone no more. What is sent stands apart. */
function drawQueue(acts) {
  const left = acts.filter((act) => act.state !== "sent"), sent = acts.filter((act) => act.state === "sent");
  at("queue").hidden = !acts.length;
  lines(at("acts"), left, "listed");
  at("sent").hidden = !sent.length;
  at("sent-count").textContent = words.sentCount.replace("{n}", String(sent.length));
  lines(at("sent-acts"), sent, "listed");
}

function drawCases(found, acts) {
  at("whose").textContent = found?.office ?? "";
  at("count").textContent = found ? words.count.replace("{n}", String(found.cases.filter((one) => !one.left).length)) : "";
  at("saved-at").textContent = found ? words.saved.replace("{time}", found.moment ? when(found.moment, words) : found.clock) : "";
  const before = new Map([...at("cases").children].map((item) => [Number(item.dataset.number), item]));
  cases.clear();
  for (const one of found?.cases ?? []) cases.set(one.number, one);
  const items = [...cases.values()].map((one) => before.get(one.number) ?? caseLine(one));
  const typed = [...before].filter(([number, item]) => !cases.has(number) && [...item.querySelectorAll("textarea")].some((text) => text.value.trim())).map(([, item]) => item);
  const wanted = [...items, ...typed];
  for (const item of before.values()) if (!wanted.includes(item)) item.remove();
  wanted.forEach((item, n) => { if (at("cases").children[n] !== item) at("cases").insertBefore(item, at("cases").children[n] ?? null); });
  items.forEach((item) => tell(item, cases.get(Number(item.dataset.number)), acts.filter((act) => act.number_of === Number(item.dataset.number))));
  typed.forEach((item) => { item.querySelector("[data-left]").hidden = false; });
  tickAnew(at("cases"));
}

/** A line whose forms are its own; what changes is told by `tell`. */
function caseLine(one) {
  const item = at("case").content.cloneNode(true).firstElementChild, part = (name) => item.querySelector(`[data-${name}]`);
  const here = () => cases.get(one.number) ?? one;
  item.dataset.number = one.number;
  item.id = `case-${one.number}`;
  show(item.querySelector(".photo"), one);
  part("accept").addEventListener("click", async ({ currentTarget: button }) => {
    button.disabled = true;
    await done(item, "accept", queue(here(), "accept", []).finally(() => { button.disabled = false; }));
  });
  part("answer").addEventListener("submit", (event) => answer(event, here(), item));
  part("locate").addEventListener("click", () => locate(item));
  for (const verb of ["note", "comment"]) part(verb).addEventListener("submit", (event) => say(event, here(), verb, item));
  const typed = remembered();
  for (const text of item.querySelectorAll("textarea")) text.value = typed[key(item, text)] ?? "";
  return item;
}

function tell(item, one, acts) {
  const part = (name) => item.querySelector(`[data-${name}]`);
  for (const name of ["title", "place", "text", "category", "area", "shown"]) part(name).textContent = one[name];
  part("status").replaceChildren(at("statuses").content.querySelector(`[data-status="${one.code}"]`)?.cloneNode(true) ?? one.status);
  due(part("due-place"), one);
  part("geo").href = `geo:${one.lat},${one.lon}`;
  part("open").href = `/crop/tugas/${one.number}/`;
  const queued = (verb) => acts.some((act) => waits(act) && act.verb === verb);
  const accepts = one.acts.includes("accept"), answers = one.acts.includes("answer") || accepts;
  part("left").hidden = !one.left;
  part("accept").hidden = !accepts || queued("accept");
  const open = (name, may) => { part(name).hidden = !may && ![...part(name).querySelectorAll("textarea")].some((text) => text.value.trim()); }; // what is typed is not hidden
  open("answer", answers && !queued("answer"));
  open("note-part", one.acts.includes("note"));
  open("comment-part", one.acts.includes("comment"));
  for (const list of item.querySelectorAll("[data-acts]")) lines(list, acts.filter((act) => act.verb === list.dataset.acts), "beside");
  lines(part("states"), acts.filter((act) => act.state !== "sent"), "state");
}

/** "sisa 3 jam", or "terlambat 2 hari" in red, kept true by time.js; beside it the moment in words. */
function due(place, one) {
  place.hidden = !one.due_at;
  if (!one.due_at) return;
  const before = place.querySelector("time");
  if (before?.dateTime !== one.due_at) {
    const pill = at("dues").content.querySelector(one.tone === "late" ? ".late" : "time:not(.late)").cloneNode(true);
    pill.dateTime = one.due_at;
    pill.querySelector("span").textContent = one.remains;
    before?.remove();
    place.prepend(pill);
  }
  place.querySelector("[data-due-when]").textContent = words.due.replace("{due}", when(one.due_at, words));
}

/** The lines of these acts, of which those that are the same as before stay, with what is focused in them. */
function lines(list, acts, where) {
  const before = new Map([...list.children].map((line) => [line.dataset.act, line]));
  const wanted = acts.map((act) => {
    const line = before.get(act.id), title = cases.get(act.number_of)?.title;
    if (line?.dataset.looks === looksOf(act, where, title)) return line;
    return actLine(act, where, title);
  });
  if (wanted.length === list.children.length && wanted.every((line, n) => list.children[n] === line)) return;
  const held = list.contains(document.activeElement) && document.activeElement.closest("[data-act]").dataset.act;
  list.replaceChildren(...wanted);
  if (held) list.querySelector(`[data-act="${held}"]`)?.focus();
}

function show(place, one) {
  if (!one.picture) return;
  if (!pictures.has(one.number)) pictures.set(one.number, URL.createObjectURL(one.picture));
  place.replaceWith(Object.assign(document.createElement("img"), { className: "photo", alt: "", src: pictures.get(one.number) }));
}

/** Once it is kept: its line stands where the press was, and has the focus. */
async function done(item, verb, act) {
  const id = await act;
  await draw();
  item.querySelector(`[data-acts=${verb}] [data-act="${id}"]`)?.focus();
}

/** Stays in the form until it is kept. */
async function say(event, one, verb, item) {
  event.preventDefault();
  const { text } = event.target.elements;
  if (!text.value.trim()) return;
  await trying(event.target, async () => {
    const act = await queue(one, verb, [["text", text.value.trim()]]);
    text.value = "";
    remember(text);
    await done(item, verb, act);
  });
}

/** Accepts first where nobody has: the way is the same as with signal, in one press. */
async function answer(event, one, item) {
  event.preventDefault();
  const form = event.target, { reason, photo, lon, lat } = form.elements, wrong = form.querySelector("[data-wrong]");
  const [chosen] = photo.files;
  wrong.hidden = Boolean(reason.value.trim()) && (Boolean(chosen) || !one.proof);
  wrong.textContent = words.missing;
  if (!wrong.hidden) return;
  await trying(form, async () => {
    const file = chosen && await smaller(chosen, { words: true });
    const before = (await outbox.all()).find((act) => act.number_of === one.number && act.verb === "accept" && waits(act));
    const first = before?.id ?? (one.acts.includes("accept") ? await queue(one, "accept", []) : undefined);
    const fields = [["reason", reason.value.trim()]];
    if (lon.value) fields.push(["lon", lon.value], ["lat", lat.value]);
    const act = await queue(one, "answer", fields, { file, name: chosen?.name, first });
    form.reset();
    remember(reason);
    await done(item, "answer", act);
  });
}

/** What cannot be kept is told in its form, where it still stands. */
async function trying(form, work) {
  const wrong = form.querySelector("[data-wrong]"), button = form.querySelector("button.button:not([type=button])");
  wrong.hidden = true;
  button.disabled = true;
  try {
    await work();
  } catch (refused) {
    wrong.hidden = false;
    wrong.textContent = refused.name === "QuotaExceededError" ? words.full : refused.message;
  } finally {
    button.disabled = false;
  }
}

/** Keeps the act on this phone, then sends it if there is signal. @returns its id */
async function queue(one, verb, fields, { file, name, first } = {}) {
  const id = crypto.randomUUID(), seen = first || ["note", "comment"].includes(verb) ? [] : [["seen", String(one.seen)]];
  await outbox.save(id, account(), [["verb", verb], ["number", String(one.number)], ...seen, ...fields]);
  if (file) await outbox.addPhoto({ id: crypto.randomUUID(), draft: id, blob: file, name: name || "sesudah.jpg", at: Date.now(), stashed: "" });
  await outbox.change(id, { verb, number_of: one.number, shown_as: one.shown, after: first });
  await outbox.queue(id, account());
  outbox.soon();
  outbox.send(id, ways).catch(() => {});
  return id;
}

/** An upload that shows how far it is, on the line of its act. */
async function shown(photo, csrf) {
  const bars = () => root.querySelectorAll(`[data-act="${photo.draft}"] progress`);
  const bar = { set value(part) { for (const one of bars()) Object.assign(one, { hidden: part >= 1, value: part }); } };
  return upload(words.photo, photo, csrf, bar);
}

function locate(item) {
  const form = item.querySelector("[data-answer]"), { lon, lat } = form.elements, wrong = form.querySelector("[data-wrong]");
  const button = item.querySelector("[data-locate]");
  navigator.geolocation?.getCurrentPosition(({ coords }) => {
    [lon.value, lat.value] = [coords.longitude.toFixed(6), coords.latitude.toFixed(6)];
    button.lastChild.textContent = words.located;
  }, () => {
    wrong.hidden = false;
    wrong.textContent = words.unlocated;
  }, { enableHighAccuracy: true, timeout: 15_000 });
}

/** Once more, whatever has happened to the case since. */
async function retry(act) {
  await outbox.change(act.id, { fields: act.fields.filter(([name]) => name !== "seen") });
  await outbox.queue(act.id, account());
  await outbox.send(act.id, ways);
}

/** What was refused stands in its form again, photo and all, to be changed; false where there is no such form. */
async function putBack(act) {
  const item = at(`case-${act.number_of}`), form = item?.querySelector(`form[data-${act.verb}]`);
  if (!form || form.closest("[hidden]")) return false;
  const said = Object.fromEntries(act.fields), text = form.querySelector("textarea");
  text.value = [text.value.trim(), said.reason ?? said.text ?? ""].filter(Boolean).join("\n");
  const [photo] = await outbox.photosOf(act.id);
  if (photo && form.elements.photo) {
    const files = new DataTransfer();
    files.items.add(new File([photo.blob], photo.name, { type: photo.blob.type }));
    form.elements.photo.files = files.files;
  }
  if (said.lon) [form.elements.lon.value, form.elements.lat.value] = [said.lon, said.lat];
  remember(text);
  await outbox.remove(act.id);
  await draw();
  for (let part = form; part; part = part.parentElement.closest("details")) if (part.tagName === "DETAILS") part.open = true;
  text.focus();
  return true;
}

function key(item, text) {
  return `${item.dataset.number} ${[...text.form.attributes].find(({ name }) => name.startsWith("data-")).name}`;
}

function shelf() {
  return `${TYPED}-${account()}`;
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(shelf()) ?? "{}");
  } catch {
    return {};
  }
}

function remember(text) {
  const item = text.tagName === "TEXTAREA" && text.closest("[data-number]");
  if (!item) return;
  const typed = { ...remembered(), [key(item, text)]: text.value || undefined };
  try {
    sessionStorage.setItem(shelf(), JSON.stringify(typed));
  } catch { /* then the page alone has it */ }
}

/** The way from an act to its case, opened. */
function goTo(link) {
  const item = link && document.querySelector(link.getAttribute("href"));
  if (!item) return;
  item.querySelector("details").open = true;
  item.querySelector("summary").focus();
}
