// The numbers of a running upload. The page works whole without this file: "Show new numbers" is a link to itself.
const FIRST_MS = 500; // a small file is read before anybody looks
const EVERY_MS = 2000;
const SLOWER = 1.5; // after each question, and after failures up to MOST_MS: a site in trouble is asked less often
const MOST_MS = 30000;

const root = document.querySelector("[data-progress]");
if (root) start();

function start() {
  const part = root.querySelector("[data-progress-part]"), spoken = root.querySelector("[data-progress-spoken]");
  let wait = FIRST_MS;
  const ask = async () => {
    if (document.hidden) return next();
    try {
      const answer = await fetch(root.dataset.progress, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(10000) });
      if (answer.redirected || !answer.ok) throw new Error(answer.status);
      const found = await answer.json();
      if (found.done) return location.reload();
      part.innerHTML = found.html; // made by our own template, in which every text is escaped
      if (spoken.textContent !== found.spoken) spoken.textContent = found.spoken; // a step, not each number
      wait = Math.min(EVERY_MS, wait * SLOWER);
    } catch { wait = Math.min(MOST_MS, wait * SLOWER); }
    next();
  };
  const next = () => setTimeout(ask, wait);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wait = EVERY_MS; });
  next();
}
