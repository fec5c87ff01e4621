/** Who is signed in on this phone, as far as it knows by itself: what one person has written is not shown to the next. */
import { forgetPrivate } from "../look/js/private.js";

const KEY = "qlue-account", OUT = "/qlue/keluar/", LEFT = "qlue-left";
const here = document.querySelector("meta[name=account]").content; // of whoever this page was made for
const [visit] = performance.getEntriesByType("navigation");
if (visit?.transferSize > 0) note(here); // just come from the server; what the phone had kept may be of somebody gone
addEventListener("submit", ({ target }) => {
  if (target.getAttribute("action") !== OUT) return;
  note("");
  sessionStorage.setItem(LEFT, "yes");
  forgetPrivate();
});

/** The key of the account, "" for nobody; the last that was heard. */
export function whose() {
  try {
    return localStorage.getItem(KEY) ?? here;
  } catch {
    return here;
  }
}

function note(account) {
  try {
    localStorage.setItem(KEY, account);
  } catch { /* a phone that keeps nothing has no drafts either */ }
}

/** Whether a draft may be shown to `account`: its own, and what was written here before signing in. */
export const theirs = (draft, account) => !draft.account || draft.account === account;

/** Whether somebody has signed out here just now; told once. */
export function justLeft() {
  const left = sessionStorage.getItem(LEFT);
  sessionStorage.removeItem(LEFT);
  return Boolean(left);
}
