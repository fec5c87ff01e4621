/** The photos of a new report: made smaller, kept on this phone, sent at once, each with its progress, its cancel and its retry. */
import { uuid } from "./draft.js";
import "../look/js/outbox.js";
import "./outbox.js";
import { smaller, upload as post } from "../look/js/photofile.js";

const { outbox } = globalThis;
const NOTHING = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";
const CROSS = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18"/></svg>';

/**
 * @param {HTMLFormElement} form  @param {() => string} draft the draft's id
 * @param {{changed: () => void, full: () => void, seen: (file: File) => Promise<void>}} tell
 */
export function photos(form, draft, tell) {
  const list = form.querySelector("#photos"), says = form.querySelector("#photo-says"), words = list.dataset;
  const shown = new Map(); // li -> its photo, as outbox.js has it, and `kept`: whether the phone has it too
  const going = new Set(), taking = new Set();

  const items = () => [...list.querySelectorAll("li:not(.add)")];
  const picture = (src) => Object.assign(made("img", "photo"), { src, alt: words.photoWord, onerror: unseen });

  function number() {
    items().forEach((li, n) => {
      li.querySelector(".tag")?.remove();
      if (n === 0) li.append(made("span", "tag", words.main));
      li.querySelector(".photo-remove")?.setAttribute("aria-label", `${words.remove} ${n + 1}`);
    });
    for (const add of list.querySelectorAll(".add")) add.hidden = items().length >= Number(form.dataset.most);
    tell.changed();
  }

  function show(image, photo) {
    const li = document.createElement("li");
    const remove = Object.assign(made("button", "photo-remove"), { type: "button", innerHTML: CROSS });
    li.append(image, remove);
    list.insertBefore(li, list.querySelector(".add"));
    shown.set(li, photo);
    if (photo.stashed) arrived(li, photo);
    return li;
  }

  function arrived(li, photo) {
    li.append(Object.assign(document.createElement("input"), { type: "hidden", name: "stashed", value: photo.stashed }));
  }

  async function take(file) {
    const photo = { id: uuid(), draft: draft(), name: file.name, at: Date.now() + shown.size / 100, stashed: "", blob: file };
    const li = show(picture(URL.createObjectURL(file)), photo);
    number();
    tell.seen(file);
    photo.blob = await smaller(file);
    if (!li.isConnected) return;
    photo.kept = await outbox.addPhoto(photo).then(() => true, () => false);
    if (!photo.kept) tell.full();
    tell.changed();
    start(li, photo);
  }

  /** Sends it now; without signal it waits for its report. */
  function start(li, photo) {
    if (!navigator.onLine || photo.stashed || !li.isConnected) return;
    const task = upload(photo).catch((wrong) => failed(li, photo, wrong));
    going.add(task);
    task.finally(() => { going.delete(task); number(); });
  }

  function failed(li, photo, wrong) {
    if (wrong.name === "AbortError") return;
    if (wrong.refused) {
      says.textContent = wrong.message;
      return forget(li, photo);
    }
    const again = Object.assign(made("button", "again", words.retry), { type: "button" });
    again.addEventListener("click", () => { again.remove(); start(li, photo); });
    li.querySelector(".again")?.remove();
    li.append(again);
  }

  /** @returns {Promise<{name: string}>} what the server calls it now */
  async function upload(photo, csrf) {
    const li = [...shown].find(([, one]) => one.id === photo.id)?.[0] ?? document.createElement("li");
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", words.photoWord);
    li.append(bar);
    try {
      const token = csrf ?? (await outbox.who()).csrf;
      if (li.dropped) throw new DOMException("", "AbortError");
      const answer = await post(form.dataset.photo, photo, token, bar, (stop) => { li.stop = stop; });
      const mine = shown.get(li) ?? photo;
      mine.stashed = answer.name;
      if (mine.kept) await outbox.changePhoto(photo.id, { stashed: answer.name });
      const unshown = li.querySelector("img.photo-none");
      if (unshown) unshown.src = answer.url; // drawn anew by the server
      li.querySelector(".again")?.remove();
      arrived(li, mine);
      says.textContent = "";
      return answer;
    } finally {
      bar.remove();
      delete li.stop;
    }
  }

  function forget(li, photo) {
    li.dropped = true;
    li.stop?.();
    li.remove();
    shown.delete(li);
    if (photo?.kept) outbox.dropPhoto(photo.id).catch(() => {});
    number();
  }

  for (const input of form.querySelectorAll("#camera, #gallery")) {
    input.addEventListener("change", () => {
      const room = Number(form.dataset.most) - items().length;
      const files = [...input.files];
      says.textContent = files.length > room ? words.full : "";
      for (const file of files.slice(0, room)) {
        const task = take(file);
        taking.add(task);
        task.finally(() => taking.delete(task));
      }
      input.value = "";
    });
  }
  list.addEventListener("click", (event) => {
    const remove = event.target.closest(".photo-remove");
    if (!remove) return;
    event.preventDefault();
    const li = remove.closest("li");
    forget(li, shown.get(li));
    list.querySelector(".add:not([hidden]) input")?.focus();
  });
  addEventListener("online", () => shown.forEach((photo, li) => start(li, photo)));
  for (const li of items()) shown.set(li, { id: uuid(), stashed: li.querySelector("[name=stashed]").value, at: 0, kept: false }); // the server gave it back
  number();

  return {
    /** Waits until the phone has them. */
    taken: () => Promise.allSettled(taking),
    /** Waits for what is on its way; false when a photo has not arrived. */
    settled: async () => { await Promise.allSettled(taking); await Promise.allSettled(going); return [...shown.values()].every((photo) => photo.stashed); },
    upload,
    /** Those in the form, in their order. */
    list: () => items().map((li) => shown.get(li)),
    /** One that the phone had kept. */
    add(photo) {
      const known = [...shown].find(([, one]) => photo.stashed && one.stashed === photo.stashed);
      if (known) return void shown.set(known[0], { ...photo, kept: true });
      start(show(picture(URL.createObjectURL(photo.blob)), { ...photo, kept: true }), photo);
      number();
    },
  };
}

function made(tag, css, text = "") {
  return Object.assign(document.createElement(tag), { className: css, textContent: text });
}

/** A picture that this browser cannot show (HEIC) is a quiet place until the server has drawn it anew. */
function unseen({ target: image }) {
  image.onerror = null;
  image.classList.add("photo-none");
  image.src = NOTHING;
}
