/* The two buttons beside each number; how many rooms are otherwise than they were saved. */
const form = document.querySelector("#beds");
const save = form?.querySelector("[data-save]");
const plain = save?.textContent;

const changed = (field) => field.value !== field.defaultValue;

function tell() {
  let n = 0;
  for (const room of form.querySelectorAll(".rooms > li")) {
    const is = [...room.querySelectorAll("input")].some(changed);
    room.toggleAttribute("data-changed", is);
    n += Number(is);
  }
  save.textContent = n ? save.dataset.changed.replace("{n}", String(n)) : plain;
}

for (const button of form?.querySelectorAll("[data-step]") ?? []) {
  const field = button.parentElement.querySelector("input");
  button.hidden = false;
  button.addEventListener("click", () => {
    const most = Number(field.dataset.of ?? 5000);
    field.value = String(Math.min(most, Math.max(0, (Number(field.value) || 0) + Number(button.dataset.step))));
    tell();
  });
}
form?.addEventListener("input", tell);
