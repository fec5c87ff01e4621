/** Copies the link of a report. */
const button = document.querySelector("#copy"), link = document.querySelector("#link");
link.addEventListener("focus", () => link.select());
if (navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.value);
    button.textContent = button.dataset.done;
  });
}
