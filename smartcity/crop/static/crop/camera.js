/**
 * The camera of an answer: the photo from before lies over the live picture, half seen through, so that the same place
 * is taken from the same angle. What is taken goes into the form's own field; where there is no camera that field stays.
 */
import { now, settle } from "../look/js/clock.js";

const box = document.getElementById("camera");
const part = (name) => document.getElementById(`camera-${name}`);
const [open, video, ghost, range] = ["open", "live", "ghost", "opacity"].map(part);
const field = document.getElementById("id_photo");
let stream = null, ticking;

async function start() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1920 } } });
  } catch {
    open.hidden = true;
    field.closest(".field").querySelector(".hint").textContent = box.dataset.failed;
    return field.focus();
  }
  video.srcObject = stream;
  box.showModal();
  await video.play();
  light();
  position();
  tick();
  ticking = setInterval(tick, 1000);
}

function stop() {
  clearInterval(ticking);
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = video.srcObject = null;
}

function fade() {
  ghost.style.opacity = String(range.value / 100);
  part("percent").textContent = `${box.dataset.ghost} ${range.value}%`;
  part("first").setAttribute("aria-pressed", String(range.value === "100"));
}

/** The whole of what the lens sees, as a file in the form's field. */
async function shoot() {
  if (!video.videoWidth) return;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d").drawImage(video, 0, 0);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  const taken = new DataTransfer();
  taken.items.add(new File([blob], `${box.dataset.name}.jpg`, { type: "image/jpeg", lastModified: now() }));
  field.files = taken.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  box.close();
  open.focus();
}

/** The server's time, which is what will be kept. */
async function tick() {
  await settle();
  const zone = document.documentElement.dataset.zone || "Asia/Jakarta";
  part("clock").textContent = new Intl.DateTimeFormat("id", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(now());
}

/** What the form knows of the phone's place; pressed, it asks as the form's own button does. */
function position() {
  const given = document.getElementById("position-drop");
  const said = document.querySelector("#position-said span");
  part("position").querySelector("span").textContent = given?.hidden === false ? `${far(said)} ${box.dataset.from}` : box.dataset.none;
  part("position").classList.toggle("given", given?.hidden === false);
}

/** "12 m" of "12 m dari titik laporan". */
const far = (said) => /^[\d.,]+ k?m/.exec(said.textContent)?.[0] ?? "";

function light() {
  const [track] = stream.getVideoTracks();
  const lamp = part("light");
  lamp.hidden = !track.getCapabilities?.().torch;
  lamp.onclick = async () => {
    const on = lamp.getAttribute("aria-pressed") !== "true";
    await track.applyConstraints({ advanced: [{ torch: on }] });
    lamp.setAttribute("aria-pressed", String(on));
  };
}

if (box && field && navigator.mediaDevices?.getUserMedia && isSecureContext) {
  open.hidden = false;
  open.addEventListener("click", start);
  part("close").addEventListener("click", () => box.close());
  box.addEventListener("close", stop);
  part("shot").addEventListener("click", shoot);
  range.addEventListener("input", fade);
  part("first").addEventListener("click", () => {
    range.value = range.value === "100" ? "50" : "100";
    fade();
  });
  part("position").addEventListener("click", () => document.getElementById("position-ask")?.click());
  new MutationObserver(position).observe(document.getElementById("position"), { subtree: true, childList: true, characterData: true, attributes: true });
  fade();
}
