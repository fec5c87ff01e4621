/** One line at the foot of the page, one action at most, gone after six seconds. */

/** @param {string} text  @param {{action?: string, href?: string, onAction?: () => void}} [more] */
export function toast(text, { action, href, onAction } = {}) {
  const box = document.createElement("div");
  box.className = "toast";
  const words = document.createElement("span");
  words.textContent = text;
  box.append(words);
  const leave = () => box.remove();
  if (action) box.append(act(action, href, () => { onAction?.(); leave(); }));
  place().append(box);
  let left = setTimeout(leave, 6000);
  box.addEventListener("focusin", () => clearTimeout(left));
  box.addEventListener("pointerenter", () => clearTimeout(left));
  box.addEventListener("pointerleave", () => { left = setTimeout(leave, 6000); });
  return box;
}

function act(words, href, onClick) {
  const it = document.createElement(href ? "a" : "button");
  it.textContent = words;
  if (href) it.href = href;
  else it.type = "button";
  it.addEventListener("click", onClick);
  return it;
}

function place() {
  let box = document.querySelector(".toasts");
  if (!box) {
    box = document.createElement("div");
    box.className = "toasts";
    box.setAttribute("role", "status");
    document.body.append(box);
  }
  return box;
}
