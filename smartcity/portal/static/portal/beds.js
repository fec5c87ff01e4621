/* "Posisi saya": the phone is asked only when somebody presses it, and tells some 110 m. */
const here = document.querySelector("#here");
const said = document.querySelector("#here-said");

if (here && navigator.geolocation) {
  here.hidden = false;
  here.addEventListener("click", () => {
    here.disabled = true;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const to = new URL(location.href);
      for (const name of ["wilayah", "dekat", "hal"]) to.searchParams.delete(name);
      to.searchParams.set("lon", coords.longitude.toFixed(3));
      to.searchParams.set("lat", coords.latitude.toFixed(3));
      location.assign(to);
    }, () => {
      here.disabled = false;
      said.textContent = said.dataset.failed;
    }, { maximumAge: 60_000, timeout: 15_000 });
  });
}
