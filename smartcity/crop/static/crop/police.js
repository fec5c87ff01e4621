/** The police desk: shows at once what comes in, and sounds, in sight and in hearing, until somebody has seen it. */
import { live } from "../look/js/live.js";
import { refresh } from "../look/js/time.js";

const AGAIN = 4000, ASK_ANYWAY = 30_000; // milliseconds
const board = document.getElementById("alarms");
const box = document.getElementById("sound");
const said = document.getElementById("sound-said");
const [on, attempt] = ["sound-on", "sound-try"].map((id) => document.getElementById(id));
const plain = document.title;
let audio, waiting, shown = false;

const sounding = () => Number(board.querySelector("[data-sounding]")?.dataset.sounding ?? 0);

/** Two tones, drawn here: browsers let a page sound only after somebody has pressed something. */
function sound() {
  if (audio?.state !== "running") return;
  for (const [n, pitch] of [880, 660, 880, 660].entries()) {
    const tone = audio.createOscillator(), loud = audio.createGain(), at = audio.currentTime + n * 0.28;
    tone.type = "square";
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0.0001, at);
    loud.gain.exponentialRampToValueAtTime(0.35, at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0001, at + 0.26);
    tone.connect(loud).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.27);
  }
  box.dataset.sounded = String(Number(box.dataset.sounded ?? 0) + 1);
}

function say() {
  const running = audio?.state === "running";
  on.setAttribute("aria-pressed", String(running));
  on.querySelector("span").textContent = running ? box.dataset.on : on.dataset.word;
  said.textContent = running ? box.dataset.on : box.dataset.off;
  box.classList.toggle("sound-off", !running);
}

async function start() {
  const begun = Boolean(audio);
  audio ??= new AudioContext(); // in some browsers it runs at once
  audio.onstatechange = say;
  if (begun && audio.state === "running") await audio.suspend();
  else await audio.resume();
  say();
  if (sounding()) sound();
}

/** In sight too: the title of a tab that is not looked at, and a phone's shiver. */
function flash() {
  const n = sounding();
  shown = n > 0 && !shown;
  document.title = n === 0 ? plain : shown ? `(${n}) ${box.dataset.title}` : `(${n}) ${plain}`;
}

function alarm() {
  if (!sounding()) return;
  sound();
  navigator.vibrate?.([300, 150, 300]);
}

async function renew() {
  const answer = await fetch(`${location.pathname}?fragment=1`).catch(() => null); // asked again soon
  if (!answer) return;
  if (!answer.ok || answer.redirected) return location.reload();
  const before = sounding(), text = await answer.text();
  if (board.contains(document.activeElement) && before === Number(/data-sounding="(\d+)"/.exec(text)?.[1] ?? 0)) return;
  board.innerHTML = text;
  refresh(board);
  flash();
  if (sounding() > before) alarm();
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(renew, 100);
}

on.dataset.word = on.querySelector("span").textContent;
box.hidden = false;
on.addEventListener("click", start);
attempt.addEventListener("click", async () => {
  if (audio?.state !== "running") await start();
  sound();
});
say();
flash();
live({ mine: "1", kind: "reports" }, soon);
setInterval(renew, ASK_ANYWAY);
setInterval(alarm, AGAIN);
setInterval(flash, 1000);
addEventListener("pageshow", (event) => event.persisted && renew());
