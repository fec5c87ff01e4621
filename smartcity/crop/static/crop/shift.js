/** While on duty and a page of CROP is open and seen: tells where this phone is, at most once a minute. */
const form = document.getElementById("shift");
const EVERY = 60_000;
const LAST = "crop-told"; // so that going from page to page does not tell it more often
const said = document.getElementById("told");
let timer;

function next() {
  clearTimeout(timer);
  const [shift, at] = (localStorage.getItem(LAST) ?? "").split(" ");
  const since = shift === form.dataset.shift ? Date.now() - Number(at) : EVERY;
  timer = setTimeout(tell, since < 0 ? 0 : Math.max(0, EVERY - since));
}

function tell() {
  if (document.visibilityState !== "visible") return; // asked again when it is seen
  navigator.geolocation.getCurrentPosition(send, () => { say("unknown"); later(); }, { maximumAge: 30_000, timeout: 20_000 });
}

async function send({ coords }) {
  const body = new FormData(form);
  body.set("lon", coords.longitude.toFixed(4));
  body.set("lat", coords.latitude.toFixed(4));
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (answer && answer.status !== 204) return say("over"); // off duty, or signed out: nothing more is told
  if (answer) say("told");
  later();
}

function later() {
  localStorage.setItem(LAST, `${form.dataset.shift} ${Date.now()}`);
  next();
}

function say(what) {
  if (said) said.textContent = said.dataset[what];
}

if (navigator.geolocation && isSecureContext) {
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && next());
  next();
} else say("unknown");
