// A part of a course is kept a few seconds after the last key. Without this file the buttons keep it.
const form = document.querySelector("form[data-keeps]");
const PAUSE = 3000;
let timer;
let sending = false;
let stopped = false;
let typed = false;

const say = (words) => { const place = form.querySelector("[data-keep-words]"); if (place) place.textContent = words; };

async function keep() {
  if (stopped || !typed) return;
  if (sending) { timer = setTimeout(keep, PAUSE); return; }
  sending = true;
  typed = false;
  const body = new FormData(form);
  body.set("keep", "auto");
  try {
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!(answer.headers.get("Content-Type") || "").includes("json")) { typed = true; return; }
    const told = await answer.json();
    if (!answer.ok) { stopped = true; say(told.message); return; }
    form.elements.version.value = told.version;
    form.elements.shown.value = told.shown;
    say(told.kept);
    for (const [name, html] of Object.entries(told.hints)) {
      const place = form.querySelector(`[data-hints="${CSS.escape(name)}"]`);
      if (place) place.innerHTML = html;
    }
    const phone = document.querySelector("[data-preview]");
    if (phone) phone.innerHTML = told.preview;
  } catch {
    typed = true; // no network: the next key or button tries again
  } finally {
    sending = false;
  }
}

if (form) {
  form.addEventListener("input", () => { typed = true; clearTimeout(timer); timer = setTimeout(keep, PAUSE); });
  form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); });
}
