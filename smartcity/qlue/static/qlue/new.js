/** A new report: photos first, the place found, the receiver named, and what is typed kept on this phone. */
import { alike } from "./alike.js";
import { kinds } from "./kinds.js";
import { photos } from "./photos.js";
import { place } from "./place.js";
import { questions } from "./questions.js";

const form = document.querySelector("#new");
const KEY = "qlue-draft";
const KEPT = ["text", "landmark", "lon", "lat", "accuracy"];
for (const part of form.querySelectorAll("[data-script]")) part.hidden = false;
for (const part of form.querySelectorAll("[data-without-script]")) part.remove();
form.querySelector("#id_kelurahan legend").className = "hidden"; // the map says it

const pictures = photos(form);
const where = place(form, () => save());
const answered = document.querySelector(".errors, .come-in"); // the server has just given everything back
if (!answered) restore();
questions(form);
kinds(form);
alike(form);
where.start();
pictures.changed(save);
form.addEventListener("input", save);
form.addEventListener("change", save);

/** What is in the form, with its client id, so that a draft sent twice is one report. */
function save() {
  const data = new FormData(form);
  const draft = Object.fromEntries(KEPT.map((name) => [name, data.get(name) ?? ""]));
  Object.assign(draft, {
    client_id: data.get("client_id"), category: data.get("category"), visibility: data.get("visibility"), photos: pictures.names(), at: Date.now(),
  });
  if (!draft.text && !draft.category && !draft.photos.length && !draft.landmark) return void localStorage.removeItem(KEY);
  try {
    localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    return; // a full phone: the form itself still holds all
  }
  const saved = document.querySelector("#saved");
  if (saved.textContent) return;
  saved.innerHTML = '<svg class="icon icon-16" viewBox="0 0 24 24" aria-hidden="true"><path d="m5 12.5 4.5 4.5L19 7.5"/></svg>';
  saved.append(saved.dataset.saved);
}

function restore() {
  const draft = JSON.parse(localStorage.getItem(KEY) ?? "null");
  const sent = document.cookie.match(/(?:^|; )terkirim=([^;]+)/)?.[1];
  if (!draft || draft.client_id === sent || Date.now() - draft.at > 86_400_000) return void localStorage.removeItem(KEY);
  form.elements.client_id.value = draft.client_id;
  for (const name of ["text", "landmark"]) form.elements[name].value = draft[name];
  for (const name of ["category", "visibility"]) {
    const radio = form.querySelector(`[name=${name}][value="${CSS.escape(draft[name] ?? "")}"]`);
    if (!radio) continue;
    radio.checked = true;
    if (radio.closest("#rest")) form.querySelector(".rest").open = true;
  }
  draft.photos.forEach((name) => pictures.add({ name, url: `/media/${name}-s.jpg` }));
  if (draft.lat) where.restore(draft);
}

/** Sent when its photos have arrived. */
form.addEventListener("submit", async (event) => {
  if (form.dataset.ready) return void delete form.dataset.ready;
  event.preventDefault();
  const button = form.querySelector("#send");
  button.setAttribute("aria-busy", "true");
  const arrived = await pictures.settled();
  button.removeAttribute("aria-busy");
  if (!arrived) return void form.querySelector(".again").focus();
  form.dataset.ready = "yes";
  setTimeout(() => form.requestSubmit(button)); // within this event's own turn a second submission is ignored
});

/** The text grows with what is written. */
const text = form.querySelector("#id_text");
const grow = () => { text.style.height = "auto"; text.style.height = `${text.scrollHeight + 2}px`; };
text.addEventListener("input", grow);
grow();
