// "Use my location": asks on press only. The place is rounded to 3 decimals (about 100 metres) and nothing is stored.
const DECIMALS = 3;

for (const button of document.querySelectorAll("button[data-locate]")) {
  const input = document.getElementById(button.dataset.locate);
  const status = document.getElementById(button.getAttribute("aria-describedby"));
  if (!navigator.geolocation || !input) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    status.textContent = button.dataset.waiting;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        input.value = [coords.latitude, coords.longitude].map((degrees) => degrees.toFixed(DECIMALS)).join(",");
        status.textContent = button.dataset.found;
      },
      () => { status.textContent = button.dataset.refused; },
      { timeout: 8000, maximumAge: 600000 },
    );
  });
}
