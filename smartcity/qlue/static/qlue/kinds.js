/** The categories of a new report: three the text suggests come first, a search looks through all. One alone is chosen until its writer chooses. */

const PAUSE = 400; // ms without a key before the text is asked about

/** @param {HTMLFormElement} form */
export function kinds(form) {
  const field = form.querySelector("#id_category"), first = field.querySelector("#first"), rest = field.querySelector("#rest");
  const text = form.querySelector("#id_text"), find = field.querySelector("#find"), none = field.querySelector("#none-found");
  const says = field.querySelector("#kinds-say"), hint = field.querySelector("#suggested");
  const usual = [...first.children], all = [...usual, ...rest.children];
  const radio = (choice) => choice.querySelector("input");
  let pause, asked = 0, shown = "";
  let given = null; // the radio chosen here

  async function ask() {
    const mine = (asked += 1);
    const said = text.value.trim();
    const answer = said ? await fetch(`${field.dataset.kinds}?${new URLSearchParams({ text: said.slice(0, 300) })}`).catch(() => null) : null;
    if (mine !== asked || (said && !answer?.ok)) return;
    arrange(answer ? (await answer.json()).kinds.map(({ code }) => code) : []);
  }

  /** The chosen one stays in sight and in front; the finger that is on its way to a chip finds it where it was. */
  function arrange(codes) {
    if (codes.join() === shown) return;
    shown = codes.join();
    const wanted = codes.map((code) => all.find((choice) => radio(choice).value === code)).filter(Boolean);
    choose(wanted.length === 1 ? radio(wanted[0]) : null);
    const chosen = all.filter((choice) => radio(choice).checked);
    const front = codes.length ? [...new Set([...chosen, ...wanted])] : [...new Set([...usual, ...chosen])];
    first.append(...front);
    rest.append(...all.filter((choice) => !front.includes(choice)));
    hint.hidden = !codes.length;
    says.textContent = codes.length ? `${says.dataset.words} ${wanted.map((choice) => choice.textContent.trim()).join(", ")}` : "";
  }

  /** Never over what its writer has chosen. */
  function choose(alone) {
    const chosen = all.map(radio).find((one) => one.checked) ?? null;
    if (chosen !== given || chosen === alone) return;
    if (chosen) chosen.checked = false;
    if (alone) alone.checked = true;
    given = alone;
    (alone ?? chosen).dispatchEvent(new Event("change", { bubbles: true }));
  }

  field.addEventListener("click", ({ target }) => { if (target.name === "category") given = null; });
  text.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, PAUSE); });
  form.addEventListener("restored", ask);
  if (text.value) ask();

  /** Every word asked for must begin, or nearly begin, one of the category's words in either language. */
  find.addEventListener("input", () => {
    const words = plain(find.value);
    const fits = (choice) => words.every((word) => plain(radio(choice).dataset.words).some((own) => near(word, own)));
    for (const choice of all) choice.hidden = words.length > 0 && !radio(choice).checked && !fits(choice);
    none.textContent = words.length && !all.some(fits) ? none.dataset.words : "";
  });
}

const plain = (text) => text.toLowerCase().normalize("NFKD").split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Whether `word` is how `own` begins, with one slip of the thumb from four letters on, two from eight. */
export function near(word, own) {
  if (own.startsWith(word)) return true;
  const slips = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
  if (!slips) return false;
  return [-1, 0, 1].some((more) => distance(word, own.slice(0, word.length + more)) <= slips);
}

/** How many letters must be put in, left out, changed or swapped with their neighbour. */
function distance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}
