/** What is missing or wrong in the form, beside its field, in the words of the page or of the server. */

/** Only what every report needs; all else the server says. @returns {{field: string, message: string}[]} */
export function missing(form, photos) {
  const said = form.dataset, data = new FormData(form);
  return [
    !photos && !form.querySelector("[data-urgent]:checked") && { field: "photo", message: said.noPhoto },
    !data.get("text")?.trim() && { field: "text", message: said.noText },
    !data.get("category") && { field: "category", message: said.noCategory },
    !data.get("lat") && !data.get("kelurahan") && { field: "kelurahan", message: said.noPlace },
  ].filter(Boolean);
}

/** Shows these errors and no others; the first field takes the focus. @returns whether there were any */
export function show(form, errors) {
  form.querySelectorAll(".field-error, .errors, .exposing").forEach((old) => old.remove());
  form.querySelectorAll("[data-invalid]").forEach((field) => field.removeAttribute("data-invalid"));
  for (const { field, message, mark, found } of [...errors].reverse()) {
    const line = mark ? exposing(message, mark, found) : Object.assign(document.createElement("p"), { className: "field-error", innerHTML: '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4.5 20.5 19h-17z"/><path d="M12 10v4M12 16.6h.01"/></svg>' });
    line.setAttribute("role", "alert");
    if (!mark) line.append(message);
    const part = field ? form.querySelector(`#id_${CSS.escape(field)}`) : null, home = part?.closest(".field");
    home?.setAttribute("data-invalid", "");
    if (home) home.querySelector("legend, label").after(line);
    else (part ?? form.querySelector(".page")).prepend(line);
  }
  const first = form.querySelector(".field-error, .exposing");
  first?.scrollIntoView({ block: "center" });
  first?.closest(".field")?.querySelector("textarea, input:not([type=hidden]), select")?.focus({ preventScroll: true });
  return errors.length > 0;
}

/** What all would read, and the two ways on. */
function exposing(message, mark, found) {
  const note = document.querySelector("#exposing").content.firstElementChild.cloneNode(true);
  note.querySelector("[data-says]").textContent = message;
  note.querySelector("[data-found]").textContent = found.join(" · ");
  for (const button of note.querySelectorAll("button")) button.value = `${button.dataset.choice}:${mark}`;
  return note;
}
