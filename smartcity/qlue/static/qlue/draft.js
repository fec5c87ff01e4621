/** A form as a draft: whatever fields it has, those of other modules too, out of it and back into it. */

const NOT_KEPT = new Set(["csrfmiddlewaretoken", "client_id", "photo", "stashed", "send", "remove", "keep", "account", "username", "password", "pseudonym", "guest_email"]);

/** An id nobody else has; a page without https has no randomUUID. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** @param {HTMLFormElement} form */
export function draftOf(form) {
  let later = []; // values whose fields have not appeared yet

  /** @returns {[string, string][]} names and values, in the form's order */
  function collect() {
    const here = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name));
    return [...here, ...later.filter(([name]) => !form.elements[name])];
  }

  /** Puts the values back, now or when their fields appear. */
  function fill(fields) {
    later = fields.filter(([name]) => name !== "personal" && !put(form, name, fields)); // that was said of the words as they were
    for (const one of form.querySelectorAll("[name=category]:checked")) one.dispatchEvent(new Event("change", { bubbles: true }));
  }

  new MutationObserver(() => {
    if (later.length) later = later.filter(([name]) => !put(form, name, later));
  }).observe(form, { childList: true, subtree: true });
  return { collect, fill };
}

/** Gives the fields called `name` their values among `fields`. @returns false where there is no such field */
function put(form, name, fields) {
  const found = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const values = fields.filter(([other]) => other === name).map(([, value]) => value);
  let one = 0;
  for (const field of found) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
    else field.value = values[one++] ?? "";
    if (field.checked && field.closest("details")) field.closest("details").open = true;
  }
  return found.length > 0;
}
