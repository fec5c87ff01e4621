/** Two photos in one frame with a handle between them: pointer, arrow keys, ARIA slider. Without this, side by side. */

/** @param {HTMLElement} frame  a [data-pair] holding figure.before and figure.after */
export function pairs(frame) {
  const line = document.createElement("span");
  line.className = "pair-line";
  const handle = document.createElement("button");
  handle.type = "button";
  handle.className = "pair-handle";
  handle.innerHTML = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m8.5 8-4 4 4 4M15.5 8l4 4-4 4"/></svg>';
  for (const [name, value] of Object.entries({
    role: "slider", "aria-label": frame.dataset.label, "aria-valuemin": "0", "aria-valuemax": "100",
  })) handle.setAttribute(name, value);

  let cut = 50;
  const show = (percent) => {
    cut = Math.min(100, Math.max(0, percent));
    frame.style.setProperty("--cut", `${cut}%`);
    handle.setAttribute("aria-valuenow", String(Math.round(cut)));
  };
  const follow = (event) => {
    const box = frame.getBoundingClientRect();
    show(((event.clientX - box.left) / box.width) * 100);
  };
  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    follow(event);
    frame.setPointerCapture(event.pointerId);
    frame.addEventListener("pointermove", follow);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    frame.addEventListener(end, () => frame.removeEventListener("pointermove", follow));
  }
  const steps = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -20, PageUp: 20, Home: -100, End: 100 };
  handle.addEventListener("keydown", (event) => {
    if (!(event.key in steps)) return;
    event.preventDefault();
    show(cut + steps[event.key]);
  });
  frame.append(line, handle);
  frame.dataset.ready = "";
  show(50);
}
