/** Keeps "2 menit lalu" and deadlines true while the page stays open: once a minute, and when it is looked at again. */
import { now, settle } from "./clock.js";

const HOUR = 60, DAY = 1440;
const BARELY = 15; // minutes by which what is left of an hour or a day still counts as whole, as in words.py
let settled = false; // until then the server's own words stand

export function tick() {
  again();
  setInterval(again, 60_000);
  document.addEventListener("visibilitychange", () => document.hidden || again());
  addEventListener("online", again);
}

async function again() {
  await settle();
  settled = true;
  refresh();
}

/** Refreshes every <time data-ago> and <time data-due> in `root`; call it after putting new ones there. */
export function refresh(root = document) {
  const words = JSON.parse(document.getElementById("look-words")?.textContent ?? "null");
  if (!words || !settled) return;
  const say = (name, n) => words[name][n === 1 ? 0 : 1].replace("%(n)d", n);
  for (const time of root.querySelectorAll("time[data-ago]")) {
    const text = ago(minutesTo(time) * -1, say);
    if (text && text !== time.textContent) time.textContent = text;
  }
  for (const time of root.querySelectorAll("time[data-due]")) due(time, minutesTo(time), say);
}

/** The phrase for `minutes` ago; none after a day, when the server's words hold. */
export function ago(minutes, say) {
  if (minutes < 1) return say("now", 0);
  if (minutes < HOUR) return say("ago_minutes", Math.floor(minutes));
  return minutes < DAY ? say("ago_hours", Math.floor(minutes / HOUR)) : "";
}

function due(pill, left, say) {
  const tone = left < 0 ? "late" : left <= 6 * HOUR ? "soon" : "";
  const name = left < 0 ? "late" : "left";
  const size = left >= HOUR ? left + BARELY : Math.abs(left);
  const text = size < HOUR ? say(`${name}_minutes`, Math.max(1, Math.floor(size)))
    : size < DAY ? say(`${name}_hours`, Math.floor(size / HOUR))
    : say(`${name}_days`, Math.floor(size / DAY));
  pill.querySelector("span").textContent = text;
  if (pill.classList.contains("late") || tone !== "late") return void (pill.className = `due ${tone}`.trim());
  pill.className = "due late";
  pill.querySelector("svg").innerHTML = '<path d="M12 4.5 20.5 19h-17z"/><path d="M12 10v4M12 16.6h.01"/>';
}

function minutesTo(time) {
  return (Date.parse(time.dateTime) - now()) / 60_000;
}
