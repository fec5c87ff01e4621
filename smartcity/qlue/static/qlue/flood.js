// The flood night: the phone says where, the button says what it sends, and the page is new every minute while nobody is at it.

const AGAIN_MS = 60_000;
const form = document.getElementById("tell");
const here = document.getElementById("here");
const choose = document.getElementById("choose");
const fresh = document.getElementById("fresh");
const locate = document.getElementById("locate");
let touched = false;

const said = (element, words) => {
  element.textContent = words;
  element.hidden = false;
};

const position = () => new Promise((found, lost) =>
  navigator.geolocation.getCurrentPosition(found, lost, { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 }));

const name = () => {
  const button = form.elements.send;
  const chosen = form.querySelector("input[type=radio]:checked");
  if (!chosen) return;
  const words = form.elements.lon.value ? button.dataset.here : button.dataset.there;
  button.textContent = words.replace("{depth}", chosen.dataset.name.toLowerCase());
};

const find = async () => {
  if (form.elements.lon.value || !("geolocation" in navigator)) return;
  said(here, here.dataset.asking);
  try {
    const { coords } = await position();
    form.elements.lon.value = coords.longitude.toFixed(6);
    form.elements.lat.value = coords.latitude.toFixed(6);
    form.elements.accuracy.value = Math.round(coords.accuracy);
    said(here, here.dataset.found.replace("{m}", Math.round(coords.accuracy)));
    choose.hidden = true;
  } catch {
    said(here, here.dataset.lost);
  }
  name();
};

form?.addEventListener("change", (event) => {
  touched = true;
  name();
  if (event.target.type === "radio") find();
});

if ("geolocation" in navigator) {
  locate.hidden = false;
  locate.firstElementChild.addEventListener("click", async () => {
    try {
      const { coords } = await position();
      location.search = `?lon=${coords.longitude.toFixed(3)}&lat=${coords.latitude.toFixed(3)}`;
    } catch {
      locate.hidden = true;
    }
  });
}

fresh.append(`, ${fresh.dataset.auto}`);
setInterval(() => {
  if (!touched && !document.hidden && navigator.onLine) location.reload();
}, AGAIN_MS);
