/** What waits on this phone: each report with its state, sent by a button where the browser does not do it by itself. */
import "../look/js/outbox.js";
import "./outbox.js";
import { theirs, whose } from "./whose.js";

const { outbox } = globalThis;
const list = document.querySelector("#drafts"), words = list.dataset, row = document.querySelector("#row");
const pictures = new Map(); // draft id -> address of its first photo
const WAITS = ["waiting", "sending"];
const others = document.querySelector("#others");
const clear = document.querySelector("#clear");
/** One that is under way may have arrived already. */
const unsent = (draft) => !["sending", "sent"].includes(draft.state);
let here = { account: whose(), name: "" }; // who is signed in
let pause; // several changes are drawn at once

document.querySelector("#by-itself").hidden = !("SyncManager" in globalThis);
document.querySelector("#by-opening").hidden = "SyncManager" in globalThis;
twice(others.querySelector("button"), async () => {
  for (const draft of await outbox.all()) if (!theirs(draft, here.account)) await outbox.remove(draft.id);
});
twice(clear.querySelector("button"), async () => {
  for (const draft of await outbox.all()) if (unsent(draft) && theirs(draft, here.account)) await outbox.remove(draft.id);
});
outbox.listen(soon);
await draw();
ask();
addEventListener("online", ask);
addEventListener("pagehide", () => { clearTimeout(pause); list.replaceChildren(); }); // a page gone back to shows it only to its writer
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  here = { account: whose(), name: "" };
  draw().then(ask);
});

function ask() {
  outbox.who().then((found) => {
    document.querySelector("#stale").hidden = true; // the server has answered: there is a signal
    here = found;
    return draw();
  }).catch(() => {});
}

function soon() {
  clearTimeout(pause);
  pause = setTimeout(draw, 100);
}

async function draw() {
  const all = await outbox.all(), drafts = all.filter((draft) => theirs(draft, here.account));
  const waiting = drafts.filter((draft) => WAITS.includes(draft.state));
  list.replaceChildren(...(await Promise.all(drafts.map(line))));
  hidden(all.filter((draft) => draft.state !== "sent" && !theirs(draft, here.account)).length);
  clear.hidden = drafts.filter(unsent).length < 2; // a single one has a button of its own
  document.querySelector("#open-to-all").hidden = !drafts.some((draft) => !draft.account && draft.state !== "sent");
  document.querySelector("#none").hidden = drafts.length > 0 || !others.hidden;
  document.querySelector("#about-drafts").hidden = !drafts.length;
  document.querySelector("#send-all").hidden = !waiting.some((draft) => !held(draft));
  const open = drafts.filter((draft) => draft.state !== "sent").length;
  document.querySelector("#on-phone").textContent = open ? ` · ${open}` : "";
}

/** Waits for somebody to sign in, or to say that it is theirs. */
function held(draft) {
  return Boolean(draft.hold) && draft.state !== "sent" && !(here.account && draft.account === here.account);
}

/** Of drafts whose writer is not signed in only how many there are. */
function hidden(count) {
  others.hidden = !count;
  others.querySelector("p").textContent = (count === 1 ? words.oneHidden : words.manyHidden).replace("{n}", String(count));
  others.querySelector("a").hidden = Boolean(here.account);
}

/** @param {HTMLButtonElement} button  that asks once more before it does `f` */
function twice(button, f) {
  const words = button.querySelector("span") ?? button, plain = words.textContent;
  button.addEventListener("click", async () => {
    if (!button.dataset.asked) {
      button.dataset.asked = "yes";
      words.textContent = button.dataset.sure;
      return;
    }
    await f();
    delete button.dataset.asked;
    words.textContent = plain;
  });
}

async function line(draft) {
  const item = row.content.cloneNode(true).firstElementChild, at = (part) => item.querySelector(part);
  const said = Object.fromEntries(draft.fields), photos = await outbox.photosOf(draft.id);
  item.dataset.draft = draft.id;
  item.dataset.is = draft.state;
  const link = at("h2 a");
  link.textContent = said.text?.trim().split("\n")[0] || words.untitled;
  if (draft.state === "sent") link.href = draft.url;
  else if (draft.state !== "sending") link.href = `${words.new}?draf=${draft.id}`;
  picture(at(".photo"), draft.id, photos[0]?.blob);
  facts(at("[data-facts]"), draft, said, photos.length);
  const state = held(draft) ? "held" : draft.state;
  for (const badge of item.querySelectorAll("[data-state]")) badge.hidden = badge.dataset.state !== state;
  at("[data-number]").textContent = words.number.replace("{n}", draft.shown ?? "");
  progress(item, draft, photos);
  at("[data-says]").textContent = held(draft) ? (here.account ? words.before : words.out) : (draft.errors ?? []).map((one) => one.message).join(" ");
  at("[data-says]").classList.toggle("red", !held(draft));
  acts(at, draft);
  return item;
}

function picture(place, id, blob) {
  if (!blob) return;
  if (!pictures.has(id)) pictures.set(id, URL.createObjectURL(blob));
  const image = Object.assign(document.createElement("img"), { className: "photo", alt: "", src: pictures.get(id), onerror: () => image.replaceWith(place) });
  place.replaceWith(image);
}

function facts(place, draft, said, photos) {
  const when = new Date(draft.at).toLocaleString(document.documentElement.lang, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: words.zone });
  const parts = [
    draft.state === "sent" ? "" : photos === 1 ? words.one : words.many.replace("{n}", String(photos)),
    said.landmark || (said.category ? "" : words.uncategorised), when,
  ];
  place.append(...parts.filter(Boolean).map((text) => Object.assign(document.createElement("span"), { textContent: text })));
}

/** How much of its photos has arrived, when some of it has. */
function progress(item, draft, photos) {
  const total = photos.reduce((sum, photo) => sum + photo.blob.size, 0);
  const there = photos.reduce((sum, photo) => sum + (photo.stashed ? photo.blob.size : 0), 0);
  const part = total ? Math.round((100 * there) / total) : 0, shown = WAITS.includes(draft.state) && part > 0;
  item.querySelector("progress").hidden = item.querySelector("[data-part]").hidden = !shown;
  item.querySelector("progress").value = part;
  item.querySelector("[data-part]").textContent = words.sent.replace("{n}", `${part}%`);
}

function acts(at, draft) {
  at("[data-sign-in]").hidden = !held(draft) || Boolean(here.account);
  at("[data-sign-in]").href = words.signIn;
  at("[data-as]").hidden = !held(draft) || !here.name;
  at("[data-as]").textContent = words.as.replace("{name}", here.name);
  at("[data-as]").addEventListener("click", async () => { await outbox.queue(draft.id, here.account); await outbox.send(draft.id); });
  at("[data-mend]").hidden = draft.state !== "wrong";
  at("[data-mend]").href = `${words.new}?draf=${draft.id}`;
  const remove = at("[data-remove]");
  remove.hidden = draft.state === "sending";
  twice(remove, () => outbox.remove(draft.id));
}

document.querySelector("#send-all").addEventListener("click", async ({ currentTarget: button }) => {
  button.setAttribute("aria-busy", "true");
  const left = await outbox.flush();
  button.removeAttribute("aria-busy");
  const says = document.querySelector("#sent-says");
  says.textContent = left ? says.dataset.none : "";
});
