/* The two buttons beside the level; which siaga it will be saved as. */
const field = document.querySelector("#level");
const chosen = document.querySelector("#siaga");
const steps = [...document.querySelectorAll("#steps > [data-siaga]")];
const becomes = document.querySelector("[data-becomes]");

const typed = () => (field.value.trim() ? Number(field.value.replace(",", ".")) : Number.NaN);

function tell() {
  if (!becomes) return;
  const level = typed();
  const within = level >= Number(field.dataset.least) && level <= Number(field.dataset.most);
  const by = (step) => step.dataset.from === undefined || Math.round(level) >= Number(step.dataset.from);
  const step = chosen.value ? steps.find((one) => one.dataset.siaga === chosen.value) : steps.findLast(by);
  becomes.replaceChildren();
  if (!within) return;
  const badge = step?.querySelector(".badge").cloneNode(true) ?? chosen.selectedOptions[0].text;
  becomes.append(`${becomes.dataset.becomes} `, badge);
}

for (const button of document.querySelectorAll(".levels-step > [data-step]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const from = Number.isNaN(typed()) ? Number(field.placeholder) || 0 : typed();
    const to = from + Number(button.dataset.step);
    field.value = String(Math.min(Number(field.dataset.most), Math.max(Number(field.dataset.least), to)));
    tell();
  });
}
field.addEventListener("input", tell);
chosen.addEventListener("change", tell);
tell();
