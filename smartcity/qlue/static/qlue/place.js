/** The place of a new report: the phone's position, a pin that can be moved, and who will receive it there. */
import { leaflet } from "../look/js/maps.js";
import { onTheme, token } from "../look/js/marks.js";

const PIN = '<svg viewBox="0 0 36 44" width="36" height="44" aria-hidden="true"><ellipse cx="18" cy="42" rx="7" ry="2" fill="#000" opacity=".25"/><path d="M18 42C14 33 4 26 4 15a14 14 0 0 1 28 0c0 11-10 18-14 27z" fill="currentColor" stroke="#fff" stroke-width="2.5"/><circle cx="18" cy="15" r="5.5" fill="#fff"/></svg>';
const STEP = 0.0001; // degrees an arrow key moves the pin: 11 m
const MARGIN = 0.5; // degrees around the city in which a phone's position may still mean it, its islands included

/** @param {HTMLFormElement} form  @param {() => void} changed */
export function place(form, changed) {
  const at = (id) => form.querySelector(`#${id}`);
  const box = at("map"), how = at("place-how"), list = at("kelurahan"), says = how.dataset;
  const fields = { lon: at("lon"), lat: at("lat"), accuracy: at("accuracy") };
  const [west, south, east, north] = (box.dataset.box || "-180,-60,180,70").split(",").map(Number);
  const inside = ({ longitude: x, latitude: y }) => x > west - MARGIN && x < east + MARGIN && y > south - MARGIN && y < north + MARGIN;
  let map, pin, ring, city, asked = 0;

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
    const chosen = form.querySelector("[name=category]:checked")?.value ?? "";
    const area = form.querySelector("[name=area]:checked")?.value ?? "";
    const answer = await fetch(`${form.dataset.receiver}?${new URLSearchParams({ ...where, category: chosen, area })}`).catch(() => null);
    if (mine !== asked) return;
    if (!answer) {
      at("place-name").textContent = says.offline;
      return;
    }
    const said = await answer.json();
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

  function near({ approximate, nearest }) {
    at("nearest").hidden = !approximate;
    const codes = approximate ? nearest.map((area) => area.code).join() : "";
    if (at("nearest").dataset.codes === codes) return;
    at("nearest").dataset.codes = codes;
    at("nearest").querySelector(".chips").replaceChildren(...(approximate ? nearest : []).map((area, n) => {
      const choice = Object.assign(document.createElement("span"), { className: "choice" });
      const radio = Object.assign(document.createElement("input"), { type: "radio", name: "area", id: `near${n}`, value: area.code, checked: n === 0 });
      const label = Object.assign(document.createElement("label"), { className: "chip", htmlFor: radio.id, textContent: area.name });
      choice.append(radio, label);
      return choice;
    }));
  }

  async function draw() {
    if (!map) return;
    const spot = [Number(fields.lat.value), Number(fields.lon.value)];
    if (!fields.lat.value) return;
    pin.setLatLng(spot).addTo(map);
    ring.setLatLng(spot).setRadius(Math.min(Number(fields.accuracy.value) || 0, 3000)).addTo(map);
    if (!map.getBounds().pad(-0.2).contains(spot) || map.getZoom() < 13) map.setView(spot, 14);
  }

  async function open() {
    const L = await leaflet();
    map = L.map(box, { zoomControl: false, attributionControl: false, preferCanvas: true, dragging: false, scrollWheelZoom: false, touchZoom: false, doubleClickZoom: false, keyboard: false, zoomAnimation: false });
    city = L.latLngBounds([[south, west], [north, east]]);
    map.fitBounds(city);
    L.control.zoom({ zoomInTitle: says.closer, zoomOutTitle: says.wider, position: "topright" }).addTo(map);
    ring = L.circle([0, 0], { radius: 0, stroke: false, fillColor: token("focus"), fillOpacity: 0.14, interactive: false });
    pin = L.marker([0, 0], { draggable: true, keyboard: true, icon: L.divIcon({ className: "map-pin", html: PIN, iconSize: [36, 44], iconAnchor: [18, 42] }), title: box.dataset.pin, alt: box.dataset.pin });
    pin.on("dragend", () => { const { lng, lat } = pin.getLatLng(); set(lng, lat, 0, says.pinned); });
    map.on("click", ({ latlng }) => set(latlng.lng, latlng.lat, 0, says.pinned));
    pin.on("keydown", ({ originalEvent: key }) => {
      const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key.key] ?? [0, 0];
      if (!x && !y) return;
      key.preventDefault();
      set(Number(fields.lon.value) + x * STEP, Number(fields.lat.value) + y * STEP, 0, says.pinned);
    });
    draw();
    const outlines = await ground();
    if (!outlines) return;
    const colours = () => ({ color: token("map-kota"), weight: 1, fillColor: token("map-land"), fillOpacity: 1, interactive: false });
    const land = L.geoJSON(outlines, { style: colours, interactive: false }).addTo(map);
    land.bringToBack();
    onTheme(() => land.setStyle(colours()));
    map.on("moveend", () => names(L, land));
    names(L, land);
  }

  /** The outlines of the city: 70 KB that must not keep the form waiting, and that a thrifty phone does without. */
  async function ground() {
    if (navigator.connection?.saveData) return null;
    await new Promise((go) => (globalThis.requestIdleCallback ? requestIdleCallback(go, { timeout: 3000 }) : setTimeout(go, 500)));
    return fetch(box.dataset.outlines).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  }

  /** The names of the kelurahan in sight, when they are few. */
  function names(L, land) {
    const sight = map.getBounds(), near = map.getZoom() >= 13;
    land.eachLayer((area) => {
      const seen = near && sight.intersects(area.getBounds());
      if (seen && !area.getTooltip()) area.bindTooltip(area.feature.properties.name, { permanent: true, direction: "center", className: "map-name" });
      if (!seen && area.getTooltip()) area.unbindTooltip();
    });
  }

  function locate() {
    how.textContent = says.searching;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!inside(coords)) return unplaced(says.outside);
        byName(false);
        set(coords.longitude, coords.latitude, coords.accuracy, says.gps.replace("{m}", String(Math.round(coords.accuracy))));
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
  const again = () => (fields.lat.value ? ask({ lon: fields.lon.value, lat: fields.lat.value }) : undefined);
  addEventListener("online", again);
  at("locate").addEventListener("click", locate);
  at("move").addEventListener("click", ({ currentTarget: button }) => {
    const moving = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(moving));
    button.textContent = moving ? button.dataset.done : button.dataset.move;
    box.classList.toggle("large", moving);
    byName(moving);
    for (const way of ["dragging", "touchZoom", "scrollWheelZoom", "doubleClickZoom"]) map?.[way][moving ? "enable" : "disable"]();
    map?.invalidateSize();
    if (fields.lat.value) map?.setView([Number(fields.lat.value), Number(fields.lon.value)]);
    else {
      map?.fitBounds(city);
      if (moving) how.textContent = says.tap;
    }
    if (moving) box.scrollIntoView({ block: "center" });
  });

  return {
    start() {
      open();
      byName(false);
      if (fields.lat.value) return void again();
      byName(Boolean(list.value));
      if (list.value) list.dispatchEvent(new Event("change"));
      else if (navigator.geolocation) locate();
      else byName(true);
    },
    /** Where the pin is, or null. */
    at: () => (fields.lat.value ? { lon: Number(fields.lon.value), lat: Number(fields.lat.value) } : null),
    /** Where a photo says it was taken. */
    use(lon, lat) {
      byName(false);
      set(lon, lat, 0, says.photo);
    },
    restore: ({ lon, lat, accuracy }) => set(Number(lon), Number(lat), Number(accuracy), Number(accuracy) >= 1000 ? says.middle : accuracy ? says.gps.replace("{m}", accuracy) : says.pinned),
  };
}
