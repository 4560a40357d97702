// A call or a mail starts at once and leaves no trace here; this counts that it was begun. Counts only: see docs/figures.md.
for (const link of document.querySelectorAll("[data-counted]")) {
  link.addEventListener("click", () => navigator.sendBeacon?.(link.dataset.counted));
}
