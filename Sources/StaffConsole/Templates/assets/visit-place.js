// Fills in where the phone is, when the visitor presses the button; without it the place is written in words.

for (const place of document.querySelectorAll("[data-place]")) {
  const form = document.querySelector("main form");
  const [latitude, longitude] = ["latitude", "longitude"].map((name) => form?.elements.namedItem(name));
  if (!navigator.geolocation || !latitude || !longitude) continue;
  const said = place.querySelector("[role=status]");
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    said.textContent = place.dataset.waits;
    navigator.geolocation.getCurrentPosition(
      (found) => {
        latitude.value = Math.round(found.coords.latitude * 1_000_000);
        longitude.value = Math.round(found.coords.longitude * 1_000_000);
        said.textContent = place.dataset.found;
      },
      () => {
        said.textContent = place.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
}
