/** An act that waits on this phone, as a line: whole beside its case, short in the list of what waits, its state alone on a closed case. */

const { outbox } = globalThis;
const words = document.getElementById("field").dataset;
const VERBS = { accept: words.accept, answer: words.answer, comment: words.comment, note: words.note };
let page;

/** @param {{again: (act: object) => Promise<void>, back: (act: object) => Promise<boolean>}} acts what the buttons do */
export const acting = (acts) => { page = acts; };

const stateOf = (act) => (act.state === "waiting" && act.hold ? "held" : act.state);

/** @typedef {"beside" | "listed" | "state"} Where */

/** What a line of this act would say now: equal looks need no new line. @param {Where} where */
export const looksOf = (act, where, title) => JSON.stringify([stateOf(act), where, title, act.errors]);

/** @param {Where} where  @param {string} [title] of its case, where that is on this phone */
export function actLine(act, where, title) {
  const item = document.getElementById(where === "state" ? "act-state" : "act").content.cloneNode(true).firstElementChild;
  const part = (name) => item.querySelector(`[data-${name}]`), state = stateOf(act);
  Object.assign(item.dataset, { act: act.id, state, looks: looksOf(act, where, title) });
  part("verb").textContent = VERBS[act.verb] ?? "";
  part("why").textContent = state === "wrong" ? (act.errors ?? []).map((one) => one.message).join(" ") : "";
  for (const badge of item.querySelectorAll("[data-is]")) badge.hidden = badge.dataset.is !== state;
  if (where === "state") return item;
  const whole = where === "beside" || !title, said = Object.fromEntries(act.fields);
  if (where === "listed") named(part("named"), act, title);
  part("words").textContent = whole ? said.reason ?? said.text ?? "" : "";
  part("sign-in").hidden = state !== "held";
  part("see").hidden = state !== "sent";
  part("see").href = act.url ?? "";
  buttons(part, act, whole ? state : "");
  return item;
}

function named(place, act, title) {
  const link = Object.assign(document.createElement("a"), { href: `#case-${act.number_of}`, textContent: title });
  place.replaceChildren(" · ", title ? link : `No. ${act.shown_as}`);
}

function buttons(part, act, state) {
  part("retry").hidden = state !== "wrong";
  part("retry").addEventListener("click", () => page.again(act));
  part("back").hidden = state !== "wrong" || act.verb === "accept";
  part("back").addEventListener("click", async ({ currentTarget: button }) => { button.hidden = !(await page.back(act)); });
  part("remove").hidden = !["wrong", "waiting", "held", "sent"].includes(state);
  part("remove").addEventListener("click", ({ currentTarget: button }) => {
    if (button.dataset.asked) return outbox.remove(act.id);
    button.dataset.asked = "yes";
    button.textContent = button.dataset.sure;
    return undefined;
  });
}
