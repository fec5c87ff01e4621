/** The questions of the chosen category: shown with it, and answers to the others are not sent. */

/** @param {HTMLFormElement} form  @returns {() => void} call it after the form was filled by a script */
export function questions(form) {
  const parts = [...form.querySelectorAll(".questions")];
  const show = () => {
    const chosen = form.querySelector("[name=category]:checked")?.value;
    for (const part of parts) part.hidden = part.disabled = part.dataset.for !== chosen;
  };
  form.addEventListener("change", ({ target }) => { if (!target?.closest?.(".questions")) show(); });
  show();
  return show;
}
