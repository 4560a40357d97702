// Pages work whole without this file. It folds the filters on phones and starts govuk-frontend where a page needs it.
const phone = matchMedia("(max-width: 59.99rem)");
const fold = () => document.querySelectorAll("[data-fold-on-phone]").forEach((panel) => { panel.open = !phone.matches; });
fold();
phone.addEventListener("change", fold);

// The vendored module is 11 KB, so only pages with an error summary, a form to send or a link styled as a button load it.
const needed = "[data-module='govuk-error-summary'], [data-prevent-double-click], a[role='button']";
const source = document.querySelector("script[data-govuk]")?.dataset.govuk;
if (source && document.querySelector(needed)) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  const { createAll, Button, ErrorSummary } = await import(source);
  for (const Component of [Button, ErrorSummary]) createAll(Component);
}
