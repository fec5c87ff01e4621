/** A report put right: the pin where it stands, to be moved, and who would receive it then. */
import { place } from "./place.js";

const form = document.querySelector("#correct");
for (const part of form.querySelectorAll("[data-script]")) part.hidden = false;
for (const name of ["lon", "lat", "accuracy"]) form.elements[name].value ||= form.dataset[name];
place(form, () => {}).start();
