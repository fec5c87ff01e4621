/** A new report: photos first, the place found, the receiver named; all of it a draft on this phone until it has arrived. */
import { alike } from "./alike.js";
import { kinds } from "./kinds.js";
import { draftOf, uuid } from "./draft.js";
import "../look/js/outbox.js";
import "./outbox.js";
import { photos } from "./photos.js";
import { place } from "./place.js";
import { questions } from "./questions.js";
import { taken } from "./taken.js";
import { theirs, whose } from "./whose.js";
import { missing, show } from "./wrong.js";

const { outbox } = globalThis;
const form = document.querySelector("#new");
for (const part of form.querySelectorAll("[data-script]")) part.hidden = false;
for (const part of form.querySelectorAll("[data-without-script]")) part.remove();
form.querySelector("#id_kelurahan legend").className = "hidden"; // the map says it

const account = whose();
const answered = document.querySelector(".errors, .exposing, .come-in"); // the server has just given everything back
const asked = new URLSearchParams(location.search).get("draf");
const filled = "given" in form.dataset; // it has filled it in, for a post that becomes a report
let id = answered ? form.elements.client_id.value : asked ?? (filled ? form.elements.client_id.value : uuid());
let kept = true; // whether the phone has all of it
let pause; // until what is typed is kept
form.elements.client_id.value = id;

const draft = draftOf(form);
const where = place(form, soon);
const pictures = photos(form, () => id, { changed: soon, full, seen: taken(form, where) });
await restore();
questions(form);
kinds(form);
alike(form);
where.start();
form.addEventListener("input", soon);
form.addEventListener("change", soon);
document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
others();

function soon() {
  clearTimeout(pause);
  pause = setTimeout(save, 300);
}

/** Everything in the form, extra fields too, into the draft; nothing is kept of a form nobody has touched. */
async function save() {
  clearTimeout(pause);
  const fields = draft.collect(), said = Object.fromEntries(fields);
  if (form.dataset.left || !(said.text || said.category || said.landmark || pictures.list().length)) return;
  try {
    await outbox.save(id, account, fields);
  } catch {
    return full();
  }
  if (!location.search) history.replaceState(null, "", `?draf=${id}`); // a page the phone has thrown away comes back with its draft
  const saved = document.querySelector("#saved");
  if (saved.textContent) return;
  saved.innerHTML = '<svg class="icon icon-16" viewBox="0 0 24 24" aria-hidden="true"><path d="m5 12.5 4.5 4.5L19 7.5"/></svg>';
  saved.append(saved.dataset.saved);
}

/** The phone's store is full or closed: this page alone holds the report, and says so. */
function full() {
  kept = false;
  document.querySelector("#full").hidden = false;
}

async function restore() {
  const before = await outbox.load(id).catch(() => null);
  if (!before) return;
  if (!theirs(before, account)) return void location.replace("/qlue/draf/");
  if (before.state === "sent") return void location.replace(before.url);
  for (const photo of await outbox.photosOf(id)) pictures.add(photo);
  if (answered) return;
  draft.fill(before.fields);
  const { lon, lat, accuracy } = Object.fromEntries(before.fields);
  if (lat) where.restore({ lon, lat, accuracy });
  if (before.errors?.some(({ code }) => code === "client_id_taken")) {
    id = await outbox.renew(id, uuid());
    form.elements.client_id.value = id;
    history.replaceState(null, "", `?draf=${id}`);
  }
  if (before.state === "wrong") show(form, before.errors);
  else if (before.state !== "draft") await outbox.change(id, { state: "draft" }); // it is being changed: it waits for its writer
}

/** Other reports that still wait on this phone. */
async function others() {
  const waiting = (await outbox.all().catch(() => [])).filter((one) => one.id !== id && one.state !== "sent" && theirs(one, account));
  const note = document.querySelector("#unsent");
  note.hidden = !waiting.length;
  if (waiting.length) note.lastChild.textContent = note.dataset.words.replace("{n}", String(waiting.length));
}

/** A stranger's form goes as it is, to be signed in on the way; anybody else's through the outbox, which survives this page. */
form.addEventListener("submit", async (event) => {
  if (form.dataset.ready) return void delete form.dataset.ready;
  event.preventDefault();
  if (event.submitter?.hasAttribute("formaction")) return void support(event.submitter);
  if (event.submitter?.name === "personal") choose(event.submitter.value);
  const button = form.querySelector("#send");
  button.setAttribute("aria-busy", "true");
  if (!show(form, missing(form, pictures.list().length))) {
    const here = account ? { account } : await outbox.who().catch(() => ({ account }));
    await (here.csrf && !here.account ? plainly(button, here.csrf) : send(here.account));
  }
  button.removeAttribute("aria-busy");
});

/** The earlier report is supported instead; the photos go along once they are on the server. */
async function support(button) {
  await save();
  if (form.elements.bring.checked && !(await pictures.settled())) return void form.querySelector(".again")?.focus();
  form.dataset.ready = "yes";
  setTimeout(() => form.requestSubmit(button));
}

/** What its writer says to the question whether a number may be published goes with the form, and into the draft. */
function choose(value) {
  const said = form.querySelector("input[name=personal]") ?? Object.assign(document.createElement("input"), { type: "hidden", name: "personal" });
  said.value = value;
  form.append(said);
}

async function plainly(button, csrf) {
  await save();
  if (!(await pictures.settled())) return void form.querySelector(".again")?.focus();
  form.elements.csrfmiddlewaretoken.value = csrf; // a page the phone had kept has an old one
  form.dataset.ready = "yes";
  setTimeout(() => form.requestSubmit(button)); // within this event's own turn a second submission is ignored
}

/** Into the outbox, and from there to the server while this page is open; the worker has it if the page is closed. */
async function send(by) {
  await pictures.taken();
  await save();
  const now = { upload: pictures.upload, ready: async () => { await outbox.soon(); await pictures.settled(); } };
  let after;
  try {
    if (!kept || pictures.list().some((photo) => !photo.kept)) throw new Error("this page alone has it");
    await outbox.queue(id, by);
    after = await outbox.send(id, now);
  } catch {
    kept = false;
    await pictures.settled();
    after = await outbox.deliver({ id, account: by, fields: draft.collect() }, pictures.list(), now);
  }
  if (after.state === "sent") {
    sessionStorage.setItem("qlue-toast", form.dataset.sent.replace("{n}", after.shown));
    if (!kept) await outbox.remove(id).catch(() => {});
    return leave(after.url);
  }
  if (after.state === "wrong") return void show(form, after.errors);
  if (kept && (navigator.onLine || navigator.serviceWorker?.controller)) return leave("/qlue/draf/");
  document.querySelector(kept ? "#waits" : "#stay").hidden = false;
  addEventListener("online", () => form.requestSubmit(), { once: true });
}

function leave(address) {
  form.dataset.left = "yes";
  location.assign(address);
}
addEventListener("pageshow", (event) => { if (event.persisted && (form.dataset.left || whose() !== account)) location.replace("/qlue/lapor/"); });

/** The text grows with what is written. */
const text = form.querySelector("#id_text");
const grow = () => { text.style.height = "auto"; text.style.height = `${text.scrollHeight + 2}px`; };
text.addEventListener("input", grow);
grow();
