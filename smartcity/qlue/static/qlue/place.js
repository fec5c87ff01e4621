/** The place of a new report: the phone's position, a pin that can be moved, and who will receive it there. */
import { still } from "./still.js";

const STEP = 0.0001; // degrees an arrow key moves the pin: 11 m
const ROUGH = 150; // metres; a position less exact than this asks for a look at the map
const PAUSE = 250; // ms between two questions while the pin is on its way
const MARGIN = 0.5; // degrees around the city in which a phone's position may still mean it, its islands included

/** @param {HTMLFormElement} form  @param {() => void} changed */
export function place(form, changed) {
  const at = (id) => form.querySelector(`#${id}`);
  const box = at("map"), how = at("place-how"), list = at("kelurahan"), says = how.dataset;
  const fields = { lon: at("lon"), lat: at("lat"), accuracy: at("accuracy") };
  const [west, south, east, north] = (box.dataset.box || "-180,-60,180,70").split(",").map(Number);
  const inside = ({ longitude: x, latitude: y }) => x > west - MARGIN && x < east + MARGIN && y > south - MARGIN && y < north + MARGIN;
  let map, opening, asked = 0, passing = 0;
  const picture = still(box, ({ lon, lat }) => set(lon, lat, 0, says.pinned), () => open());

  const spot = () => ({ lon: Number(fields.lon.value), lat: Number(fields.lat.value) });
  const set = (lon, lat, accuracy, words) => {
    fields.lon.value = lon.toFixed(6);
    fields.lat.value = lat.toFixed(6);
    fields.accuracy.value = accuracy ? String(Math.round(accuracy)) : "";
    how.textContent = words;
    fields.lat.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
    ask({ lon: fields.lon.value, lat: fields.lat.value });
    changed();
  };

  /** Names the kelurahan and the receiver; the newest question wins. */
  async function ask(where) {
    const mine = (asked += 1);
    const chosen = new FormData(form).get("category") ?? "";
    const area = form.querySelector("[name=area]:checked")?.value ?? "";
    const answer = await fetch(`${form.dataset.receiver}?${new URLSearchParams({ ...where, category: chosen, area, sketch: map ? "" : picture.lacks() })}`).catch(() => null);
    if (mine !== asked) return;
    if (!answer) {
      at("place-name").textContent = says.offline;
      return;
    }
    const said = await answer.json();
    picture.draw(said.sketch);
    const label = at("send-label");
    if (!answer.ok) {
      at("place-name").textContent = said.detail;
      label.textContent = label.dataset.plain;
      at("nearest").hidden = true;
      return;
    }
    at("place-name").textContent = said.area.full_name;
    label.textContent = said.label ?? label.dataset.plain;
    if (where.kelurahan) return said;
    list.value = said.area.code;
    near(said);
    return said;
  }

  /** The kelurahan under the moving pin is named at once. */
  function over({ lon, lat }) {
    if (performance.now() - passing < PAUSE) return;
    passing = performance.now();
    ask({ lon: lon.toFixed(6), lat: lat.toFixed(6) });
  }

  function near({ approximate, nearest }) {
    at("nearest").hidden = !approximate;
    const codes = approximate ? nearest.map((area) => area.code).join() : "";
    if (at("nearest").dataset.codes === codes) return;
    at("nearest").dataset.codes = codes;
    const first = nearest.find((area) => area.code === form.dataset.area) ?? nearest[0]; // the one it has been in
    at("nearest").querySelector(".chips").replaceChildren(...(approximate ? nearest : []).map((area, n) => {
      const choice = Object.assign(document.createElement("span"), { className: "choice" });
      const radio = Object.assign(document.createElement("input"), { type: "radio", name: "area", id: `near${n}`, value: area.code, checked: area === first });
      const label = Object.assign(document.createElement("label"), { className: "chip", htmlFor: radio.id, textContent: area.name });
      choice.append(radio, label);
      return choice;
    }));
  }

  function draw() {
    if (fields.lat.value) (map ?? picture).show(spot(), Number(fields.accuracy.value) || 0);
  }

  /** The live map over the picture; where it cannot be loaded the list of kelurahan is there. */
  function open() {
    opening ??= import("./pinmap.js").then(({ pinmap }) => pinmap(box, picture, ({ lon, lat }) => set(lon, lat, 0, says.pinned), over)).then((live) => {
      map = live;
      map.moving(at("move").getAttribute("aria-pressed") === "true");
      draw();
    }).catch(() => {
      opening = undefined;
      how.textContent = says.mapless;
      byName(true);
    });
    return opening;
  }

  /** An app that is installed keeps the outlines for when there is no signal. */
  function keepOutlines() {
    if (!navigator.serviceWorker?.controller || navigator.connection?.saveData) return;
    (globalThis.requestIdleCallback ?? setTimeout)(() => fetch(box.dataset.outlines).catch(() => {}));
  }

  function locate() {
    how.textContent = says.searching;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!inside(coords)) return unplaced(says.outside);
        byName(false);
        const rough = coords.accuracy > ROUGH;
        set(coords.longitude, coords.latitude, coords.accuracy, (rough ? says.rough : says.gps).replace("{m}", String(Math.round(coords.accuracy))));
        if (rough) open();
      },
      () => unplaced(says.denied),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  }

  function unplaced(why) {
    if (fields.lat.value) return; // a pin set meanwhile stays
    how.textContent = why;
    at("place-name").textContent = says.unplaced;
    byName(true);
  }

  /** The list of kelurahan: there when the pin is being moved or no position was found. */
  const byName = (on) => { at("by-name").open = on; at("by-name").hidden = !on; };

  list.addEventListener("change", async () => {
    if (!list.value) return;
    fields.lon.value = fields.lat.value = "";
    const said = await ask({ kelurahan: list.value });
    if (!said) return;
    at("nearest").hidden = true;
    at("nearest").querySelector(".chips").replaceChildren(); // the list itself was the choice
    delete at("nearest").dataset.codes;
    fields.lon.value = said.lon.toFixed(6);
    fields.lat.value = said.lat.toFixed(6);
    fields.accuracy.value = "1000";
    how.textContent = says.middle;
    draw();
    changed();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "category" || event.target.name === "area") again();
  });
  box.addEventListener("keydown", (key) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key.key] ?? [0, 0];
    if ((!x && !y) || !fields.lat.value || !key.target.matches(".still, .map-pin")) return;
    key.preventDefault();
    set(Number(fields.lon.value) + x * STEP, Number(fields.lat.value) + y * STEP, 0, says.pinned);
  });
  box.addEventListener("click", async ({ target }) => {
    const by = Number(target.closest("[data-zoom]")?.dataset.zoom);
    if (!by) return;
    await open();
    map?.zoom(by);
  });
  const again = () => (fields.lat.value ? ask({ lon: fields.lon.value, lat: fields.lat.value }) : undefined);
  addEventListener("online", again);
  at("locate").addEventListener("click", locate);
  at("move").addEventListener("click", ({ currentTarget: button }) => {
    const moving = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(moving));
    button.textContent = moving ? button.dataset.done : button.dataset.move;
    box.classList.toggle("large", moving);
    byName(moving);
    if (!fields.lat.value && moving) how.textContent = says.tap;
    if (moving) open();
    map?.moving(moving);
    draw();
    if (moving) box.scrollIntoView({ block: "center" });
  });

  return {
    start() {
      keepOutlines();
      byName(false);
      if (fields.lat.value) {
        draw();
        return void again();
      }
      byName(Boolean(list.value));
      if (list.value) list.dispatchEvent(new Event("change"));
      else if (navigator.geolocation) locate();
      else byName(true);
    },
    /** Where the pin is, or null. */
    at: () => (fields.lat.value ? spot() : null),
    /** Where a photo says it was taken. */
    use(lon, lat) {
      byName(false);
      set(lon, lat, 0, says.photo);
    },
    restore: ({ lon, lat, accuracy }) => set(Number(lon), Number(lat), Number(accuracy), Number(accuracy) >= 1000 ? says.middle : accuracy ? says.gps.replace("{m}", accuracy) : says.pinned),
  };
}
