/** The place as a still picture: in the very place and scale of the live map it becomes once somebody takes hold of it. */

export const NEAR = 14; // zoom in which a place is looked at
export const WORST = 3000; // metres; what is less exact than this is drawn no larger
export const FAR = 13; // zoom from which a pin may move within the picture
export const EDGE = 0.2; // of the box, in which a pin is too near its edge
const SVG = "http://www.w3.org/2000/svg";
export const PIN = '<svg viewBox="0 0 36 44" width="36" height="44" aria-hidden="true"><ellipse cx="18" cy="42" rx="7" ry="2" fill="#000" opacity=".25"/><path d="M18 42C14 33 4 26 4 15a14 14 0 0 1 28 0c0 11-10 18-14 27z" fill="currentColor" stroke="#fff" stroke-width="2.5"/><circle cx="18" cy="15" r="5.5" fill="#fff"/></svg>';

/** Degrees to the pixels of a zoom (Web Mercator, the world 256 px wide at zoom 0), and back. */
const size = (zoom) => 256 * 2 ** zoom;
const pixels = ({ lon, lat }, zoom) => [size(zoom) * (lon / 360 + 0.5), size(zoom) * (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI))];
const degrees = (x, y, zoom) => ({ lon: (x / size(zoom) - 0.5) * 360, lat: (Math.atan(Math.exp((0.5 - y / size(zoom)) * 2 * Math.PI)) * 360) / Math.PI - 90 });

/**
 * @param {HTMLElement} box  with data-view="lon,lat,zoom" of what is drawn in it
 * @param {(spot: {lon: number, lat: number}) => void} pinned  the pin was put here by hand
 * @param {() => void} hold  somebody took hold of the picture
 */
export function still(box, pinned, hold) {
  const button = box.querySelector(".still"), ground = box.querySelector(".ground");
  const [lon, lat, zoom] = box.dataset.view.split(",").map(Number);
  const pin = Object.assign(document.createElement("span"), { className: "map-pin still-pin", innerHTML: PIN, hidden: true });
  const ring = ground.parentNode.insertBefore(document.createElementNS(SVG, "circle"), ground.nextSibling);
  let view = { lon, lat, zoom }, bare = false, from = null;
  let at = [0, 0]; // where the pin stands, px from the middle
  button.after(pin);

  const place = (x, y) => { pin.style.translate = `${x}px ${y}px`; };
  const there = (x, y) => {
    const [left, top] = pixels(view, view.zoom);
    return degrees(left + x, top + y, view.zoom);
  };
  const inSight = ([x, y]) => view.zoom >= FAR && Math.abs(x) < box.clientWidth * (0.5 - EDGE) && Math.abs(y) < box.clientHeight * (0.5 - EDGE);
  const away = (spot) => {
    const middle = pixels(view, view.zoom);
    return pixels(spot, view.zoom).map((far, n) => far - middle[n]);
  };

  button.addEventListener("click", ({ clientX, clientY, detail }) => {
    if (detail) {
      const { left, top, width, height } = box.getBoundingClientRect();
      pinned(there(clientX - left - width / 2, clientY - top - height / 2));
    }
    hold();
  });
  button.addEventListener("focus", () => { if (button.matches(":focus-visible")) hold(); });
  pin.addEventListener("pointerdown", (event) => {
    pin.setPointerCapture(event.pointerId);
    from = [event.clientX, event.clientY];
    hold();
  });
  const moved = ({ clientX, clientY }) => [at[0] + clientX - from[0], at[1] + clientY - from[1]];
  pin.addEventListener("pointermove", (event) => { if (from) place(...moved(event)); });
  pin.addEventListener("pointercancel", () => { from = null; place(...at); });
  pin.addEventListener("pointerup", (event) => {
    if (!from) return;
    const [x, y] = moved(event), stayed = event.clientX === from[0] && event.clientY === from[1];
    from = null;
    if (!stayed) pinned(there(x, y));
  });

  return {
    /** Shows the pin here, in the middle unless it is well in sight, with a ring as wide as it may be wrong (metres). */
    show(spot, accuracy) {
      if (!inSight(away(spot))) {
        view = { ...spot, zoom: NEAR };
        bare = true;
        ground.replaceChildren();
        box.dataset.bare = "";
      }
      at = away(spot);
      place(...at);
      pin.hidden = false;
      const metres = (40_075_017 * Math.cos((spot.lat * Math.PI) / 180)) / size(view.zoom); // a pixel
      for (const [name, value] of [["class", "ring"], ["cx", at[0]], ["cy", at[1]], ["r", Math.min(accuracy, WORST) / metres]]) ring.setAttribute(name, String(value));
    },
    /** Where a picture of the ground is lacking, "lon,lat". */
    lacks: () => (bare ? `${view.lon.toFixed(6)},${view.lat.toFixed(6)}` : ""),
    /** The ground as the server drew it, if that is what is looked at. */
    draw(sketch) {
      if (!sketch || `${sketch.lon.toFixed(6)},${sketch.lat.toFixed(6)}` !== this.lacks()) return;
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", sketch.land);
      ground.replaceChildren(path, ...sketch.names.map(([name, x, y]) => {
        const text = document.createElementNS(SVG, "text");
        for (const [key, value] of [["x", x], ["y", y + 4]]) text.setAttribute(key, String(value));
        text.textContent = name;
        return text;
      }));
      bare = false;
      delete box.dataset.bare;
    },
    view: () => view,
    /** Somebody has the pin between their fingers. */
    held: () => from !== null,
    /** The live map lies over it now. */
    covered() { button.inert = true; pin.remove(); ring.remove(); },
    /** The live map shows all of it, or something else. */
    gone() { button.hidden = true; },
  };
}
