/** What was wrong with a field is no longer said once it is being put right; the summary counts what is left. */

/** For "input" and "change" events. `data-mends="id"` names another field that this one puts right too. */
export function mending({ target }) {
  const fields = [target.closest(".field"), document.getElementById(target.dataset.mends ?? "")?.closest(".field")];
  for (const field of fields) if (field?.matches("[data-invalid]")) mend(field);
}

function mend(field) {
  field.removeAttribute("data-invalid");
  field.querySelectorAll(".field-error").forEach((line) => line.remove());
  field.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
  for (const summary of document.querySelectorAll(".errors:has(a[href^='#'])")) shorten(summary, field);
}

function shorten(summary, field) {
  summary.removeAttribute("role"); // it has been read out; what goes from it need not be
  for (const link of summary.querySelectorAll("li > a")) {
    const id = link.hash.slice(1), name = id.replace(/^id_/, "");
    if (field.id === id || field.querySelector(`[id="${id}"], [name="${name}"]`)) link.parentElement.remove();
  }
  const left = summary.querySelectorAll("li").length;
  if (!left) return summary.remove();
  const words = summary.querySelector("[data-one]");
  words.textContent = left === 1 ? words.dataset.one : words.dataset.many.replace("2", left);
}
