/** Copies a link shown once, or one to share: what stands in #link, at a press of #copy. */
const button = document.querySelector("#copy"), link = document.querySelector("#link");
link.addEventListener("focus", () => link.select());
if (navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.value);
    button.textContent = button.dataset.done;
  });
}
