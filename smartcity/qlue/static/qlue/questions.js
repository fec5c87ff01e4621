/** The questions of the chosen category: shown with it, and answers to the others are not sent. */

/** @param {HTMLFormElement} form  @returns {() => void} call it after the form was filled by a script */
export function questions(form) {
  const parts = [...form.querySelectorAll(".questions")];
  const show = () => {
    const chosen = form.querySelector("[name=category]:checked")?.value;
    for (const part of parts) part.hidden = part.disabled = part.dataset.for !== chosen;
  };
  const lat = form.elements.lat;
  lat.addEventListener("input", () => nearestFirst(form, Number(form.elements.lon.value), Number(lat.value)));
  if (lat.value) nearestFirst(form, Number(form.elements.lon.value), Number(lat.value));
  form.addEventListener("change", ({ target }) => { if (!target?.closest?.(".questions")) show(); });
  show();
  return show;
}

/** Offices to name are offered from the nearest to the pin on; those without a place stay last. */
function nearestFirst(form, lon, lat) {
  const away = ({ dataset: { at } }) => {
    if (!at) return Infinity;
    const [x, y] = at.split(",").map(Number);
    return (x - lon) ** 2 + (y - lat) ** 2; // degrees are about square here
  };
  for (const list of form.querySelectorAll("datalist")) list.append(...[...list.children].sort((a, b) => away(a) - away(b) || 0));
}
