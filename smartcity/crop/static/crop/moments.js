/** Moments in words by the city's days, whatever day the phone kept them on: "besok 10.00". */
import { now } from "../look/js/clock.js";

const DAY = 86_400_000; // ms

/** @param {string} iso  @param {{today: string, yesterday: string, tomorrow: string, zone: string}} words */
export function when(iso, words) {
  const moment = new Date(iso), days = Math.round((date(moment, words.zone) - date(now(), words.zone)) / DAY);
  const near = { [-1]: words.yesterday, 0: words.today, 1: words.tomorrow }[days];
  return `${near ?? far(moment, words.zone)} ${clock(moment, words.zone)}`;
}

const language = () => (document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang);
const date = (moment, timeZone) => Date.parse(new Intl.DateTimeFormat("sv", { timeZone }).format(moment));
const clock = (moment, timeZone) => new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(moment);

function far(moment, timeZone) {
  const year = (one) => new Intl.DateTimeFormat("sv", { year: "numeric", timeZone }).format(one);
  return new Intl.DateTimeFormat(language(), { day: "numeric", month: "short", timeZone, ...(year(moment) === year(now()) ? {} : { year: "numeric" }) }).format(moment);
}
