/** The after-photo is made smaller and sent while the words are still being written; where that fails the form brings it. */
import { smaller, upload } from "../look/js/photofile.js";

const field = document.getElementById("id_photo"), box = document.getElementById("photo-way");
const form = field.form, bar = box.querySelector("progress"), said = box.querySelector("p");
let going = null; // what is under way
let stop = () => {}, sent = null;

field.addEventListener("change", () => {
  stop();
  sent?.remove();
  field.name = "photo";
  const [file] = field.files;
  box.hidden = !file;
  if (file) going = bring(file).finally(() => { going = null; });
});

/** Whoever is quicker than the photo waits for it. */
form.addEventListener("submit", async (event) => {
  if (!going) return;
  const { submitter } = event;
  event.preventDefault();
  submitter?.setAttribute("aria-busy", "true");
  while (going) await going;
  submitter?.removeAttribute("aria-busy");
  setTimeout(() => form.requestSubmit(submitter)); // within this event's own turn a second submission is ignored
});

async function bring(file) {
  say(box.dataset.sending, 0);
  const blob = await smaller(file, { words: true });
  if (field.files[0] !== file) return; // another was chosen meanwhile
  put(blob === file ? file : new File([blob], file.name, { type: blob.type }));
  try {
    const answer = await upload(form.dataset.photo, { blob, name: file.name }, form.elements.csrfmiddlewaretoken.value, bar, (f) => { stop = f; });
    sent = Object.assign(document.createElement("input"), { type: "hidden", name: "stashed", value: answer.name });
    form.append(sent);
    field.removeAttribute("name"); // it shows which one was chosen, and is not sent twice
    say(box.dataset.sent.replace("{name}", file.name));
  } catch (wrong) {
    if (wrong.name === "AbortError") return;
    if (wrong.refused) empty();
    say(wrong.refused ? wrong.message : box.dataset.later);
    said.classList.toggle("red", Boolean(wrong.refused));
  } finally {
    stop = () => {};
  }
}

/** The browser's own "nothing chosen" is not shown; see the field for photos in look.css. */
function empty() {
  field.value = "";
  field.removeAttribute("data-chosen");
}

function put(file) {
  const files = new DataTransfer();
  files.items.add(file);
  field.files = files.files;
}

/** @param {number} [part]  how far the bar is; none without */
function say(text, part) {
  said.textContent = text;
  said.classList.remove("red");
  bar.hidden = part === undefined;
  bar.value = part ?? 0;
}
