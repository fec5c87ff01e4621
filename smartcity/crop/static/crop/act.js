/** An act's page: the photo just taken, the phone's position when it is offered, and a search among the offices. */

const form = document.getElementById("act");
preview();
position();
offices();

/** The photo beside the one from before, so that both can be compared. */
function preview() {
  const input = form?.querySelector("input[type=file]");
  const frame = document.getElementById("after-photo");
  if (!input || !frame) return;
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (!file) return;
    const image = Object.assign(new Image(), { className: "photo", alt: input.labels[0].firstChild.textContent.trim() });
    image.addEventListener("load", () => URL.revokeObjectURL(image.src));
    image.src = URL.createObjectURL(file);
    frame.querySelector(".photo").replaceWith(image);
  });
}

/** Asked only by a press, shown before it is sent, taken back by another press. */
function position() {
  const box = document.getElementById("position");
  if (!box || !navigator.geolocation || !isSecureContext) return;
  const [ask, drop, said] = ["position-ask", "position-drop", "position-said"].map((id) => document.getElementById(id));
  const line = said.querySelector("span");
  const without = line.textContent;
  const { lon, lat } = form.elements;
  const say = (words, given) => {
    line.textContent = words;
    said.classList.toggle("note-green", given);
    ask.hidden = given;
    drop.hidden = !given;
  };
  ask.hidden = false;
  ask.addEventListener("click", () => {
    line.textContent = box.dataset.asking;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      [lon.value, lat.value] = [coords.longitude.toFixed(6), coords.latitude.toFixed(6)];
      say(box.dataset.from.replace(/\[.*?\]/, metres(away(coords))), true);
    }, () => say(`${box.dataset.failed} ${without}`, false), { enableHighAccuracy: true, timeout: 15_000 });
  });
  drop.addEventListener("click", () => {
    lon.value = lat.value = "";
    say(without, false);
  });
}

/** Metres from the report's place: on so short a way the earth is flat. */
function away({ longitude, latitude }) {
  const east = (longitude - Number(form.dataset.lon)) * Math.cos((latitude * Math.PI) / 180);
  return Math.hypot(east, latitude - Number(form.dataset.lat)) * 111_195;
}

function metres(m) {
  const number = (value, digits) => value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits });
  return m < 1000 ? `${number(m, 0)} m` : `${number(m / 1000, 1)} km`;
}

/** A field that narrows the long list of offices; a likely office and one from the list exclude each other. */
function offices() {
  const box = document.querySelector(".find-office");
  const select = box?.querySelector("select");
  if (!select) return;
  const all = [...select.children].map((part) => part.cloneNode(true));
  const find = Object.assign(document.createElement("input"), { type: "search", className: "input", autocomplete: "off" });
  find.placeholder = box.dataset.label;
  find.setAttribute("aria-label", box.dataset.label);
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    const chosen = select.value;
    select.replaceChildren(...all.map((part) => narrowed(part, wanted)).filter(Boolean));
    const options = [...select.options];
    const still = chosen && options.some((o) => o.value === chosen);
    select.value = still ? chosen : (wanted && options.find((o) => o.value)?.value) || "";
    if (wanted && options.length < 2) select.options[0].textContent = box.dataset.none;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  find.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  select.before(find);
  find.classList.add("find-above");
  const radios = () => form.querySelectorAll('input[name="to"]');
  const unpick = () => radios().forEach((radio) => { radio.checked = false; });
  select.addEventListener("change", () => select.value && unpick());
  radios().forEach((radio) => radio.addEventListener("change", () => { select.value = ""; }));
}

function narrowed(part, wanted) {
  const copy = part.cloneNode(true);
  if (copy.tagName === "OPTION") return copy;
  for (const option of [...copy.children]) if (!option.textContent.toLowerCase().includes(wanted)) option.remove();
  return copy.children.length ? copy : null;
}
