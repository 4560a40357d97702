// The door without a network. The page works whole as plain forms; with this file a press shows at once, is kept on the
// phone until the site has counted it, and is sent in order, each with a key by which the site counts it once.
// Kept: addresses of the page, keys, ids of bookings, what was pressed, an age band, the time. No name.
const SHELF = "waymark-door";
const KEPT_MS = 6 * 864e5; // the site forgets keys after seven days
const EVERY_MS = 20000;
const PATIENCE_MS = 15000;
const DOUBLE_MS = 700; // a second tap so soon is one by mistake: it would take the first back
const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", ı: "i", æ: "ae", œ: "oe", ß: "ss" };

const root = document.querySelector("[data-door]");
if (root && crypto.randomUUID && AbortSignal.timeout) start();

function start() {
  const address = new URL(root.dataset.door, location.href).href;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const part = (name) => root.querySelector(`[data-door-${name}]`);
  const clone = (name) => document.getElementById(`door-${name}`).content.cloneNode(true);
  const note = part("note"), none = part("none"), back = part("back"), box = part("search").elements.q;
  const rows = [...root.querySelectorAll(".wm-people > li")];
  rows.forEach((row) => { row.first = row.hidden; });
  let spare = [], isBusy = false, wasAway = false, mark = 0;

  // A browser that keeps nothing still sends: the shelf is then in the page alone.
  const read = () => { try { return JSON.parse(localStorage.getItem(SHELF) ?? "[]").filter(({ at }) => Date.now() - at < KEPT_MS); } catch { return spare; } };
  const write = (items) => { spare = items; try { localStorage.setItem(SHELF, JSON.stringify(items)); } catch { /* see above */ } };

  const cells = (name) => [...root.querySelectorAll(`[data-total="${name}"]`)];
  const number = (name) => Number(cells(name)[0]?.textContent ?? NaN);
  const put = (name, value) => { if (value !== null) for (const cell of cells(name)) cell.textContent = value; };
  const add = (name, by) => { if (cells(name).length) put(name, number(name) + by); };
  const settle = () => {
    put("all", number("here") + number("expected"));
    if (cells("left").length && part("full")) part("full").hidden = number("left") > 0;
  };
  const setRow = (row, isIn) => {
    row.classList.toggle("is-in", isIn);
    const button = row.querySelector("button");
    if (!button || (!isIn && !("held" in row.dataset))) return;
    row.dataset.held = "";
    button.value = `${isIn ? "out" : "in"}:${row.id.slice(2)}`;
    button.classList.toggle("govuk-button--secondary", isIn);
    button.setAttribute("aria-label", root.dataset[isIn ? "in" : "out"].replace("{}", row.querySelector("h3").textContent));
    button.replaceChildren(clone(isIn ? "in" : "out"));
  };
  const walk = (people, band, by) => {
    for (const name of ["here", "walk_in", band || "NOT_ASKED"]) add(name, by * people);
    add("left", -by * people);
  };
  // What a press will do to the page once it is counted.
  const show = ({ press, people, band }) => {
    const [action, about] = press.split(":");
    if (action === "walk" || action === "back") walk(people, band, action === "walk" ? 1 : -1);
    else {
      const row = document.getElementById(`b-${about}`), isIn = action === "in";
      if (!row || row.classList.contains("is-in") === isIn) return;
      const by = Number(row.dataset.people) * (isIn ? 1 : -1);
      add("here", by);
      add("NOT_ASKED", by);
      if ("held" in row.dataset) add("expected", -by); else add("left", -by);
      row.dataset.held = "";
      setRow(row, isIn);
    }
    settle();
  };
  const apply = (state) => {
    const here = new Set(state.in);
    for (const row of rows) {
      const isIn = here.has(row.id.slice(2));
      if (row.classList.contains("is-in") !== isIn) setRow(row, isIn);
    }
    for (const [name, value] of Object.entries(state.totals)) put(name, value);
    settle();
    read().filter(({ url }) => url === address).forEach(show);
  };

  const tell = (name, { words, count = read().length, where = note } = {}) => {
    const piece = name ? clone(name) : "";
    const counted = name && piece.querySelector("[data-one]");
    if (counted) counted.textContent = count === 1 ? counted.dataset.one : counted.textContent.replace("{}", count);
    if (words) piece.querySelector("bdi").textContent = words;
    where.replaceChildren(piece);
  };

  const ask = (url, options) => fetch(url, { ...options, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE_MS) });
  // Only an answer of the door itself is final. A page of somebody else's network, or of a site being mended, is none.
  const verdict = async (answer) => {
    if (answer.status === 401) return "signed-out";
    if (answer.status >= 500 || answer.status === 429) return "offline";
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    return isOurs ? answer.json() : answer.ok || answer.redirected ? "offline" : answer.status === 400 ? {} : "shut";
  };
  async function send() {
    if (isBusy) return;
    isBusy = true;
    let words = "";
    const shut = new Set(); // the door of another event must not wait for this one
    try {
      for (let item; (item = read().find(({ url }) => !shut.has(url)));) {
        const { url, key, press, band } = item;
        const answer = await ask(url, { method: "POST", body: new URLSearchParams({ key, press, band, csrfmiddlewaretoken: token }) });
        const found = await verdict(answer);
        if (found === "shut") { shut.add(url); continue; }
        if (typeof found === "string") { wasAway = true; return tell(found); }
        write(read().filter((one) => one.key !== key));
        if (!answer.ok) words = found.words ?? document.getElementById("door-lost").content.textContent;
        if (found.totals && url === address) apply(found);
      }
      if (shut.size) tell("shut");
      else if (words) tell("refused", { words });
      else if (wasAway) tell("done");
      else if (!note.querySelector(".is-refused")) tell("");
      wasAway = shut.size > 0;
    } catch { wasAway = true; tell("offline"); } finally { isBusy = false; }
  }
  async function refresh() {
    const before = mark;
    try {
      const found = await verdict(await ask(address));
      if (found.totals && before === mark) apply(found);
      if (found === "signed-out") tell(found);
    } catch { /* the next press says it */ }
  }
  const tick = () => { if (read().length) send(); else if (!document.hidden && !isBusy) refresh(); };

  const press = (event) => {
    const button = event.submitter;
    if (!button?.value) return;
    event.preventDefault();
    const row = button.closest("li");
    if (row && event.timeStamp - (row.pressed ?? -DOUBLE_MS) < DOUBLE_MS) return;
    if (row) row.pressed = event.timeStamp;
    const data = new FormData(event.target);
    const [action, about] = button.value.split(":");
    const item = { url: address, key: crypto.randomUUID(), press: button.value, band: data.get("band") ?? "", people: 0, at: Date.now() };
    if (action === "walk") {
      item.people = Number(about === "other" ? data.get("other") : about);
      item.press = `walk:${item.people}`;
      Object.assign(back.dataset, { people: item.people, band: item.band });
      back.value = `back:${item.key}`;
    }
    if (action === "back") Object.assign(item, { people: Number(back.dataset.people), band: back.dataset.band });
    if (action === "walk" || action === "back") {
      back.hidden = action === "back";
      if (back.hidden) event.target.querySelector("button").focus();
      event.target.reset();
    }
    mark += 1;
    for (const old of root.querySelectorAll(".wm-said")) old.remove();
    write([...read(), item]);
    show(item);
    if (action === "walk") tell("added", { count: item.people, where: part("walk") });
    else if (action === "back") tell("back", { where: part("walk") });
    else part("heard").textContent = button.getAttribute("aria-label");
    send();
  };
  for (const form of root.querySelectorAll("[data-door-form]")) form.addEventListener("submit", press);

  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[łøđðıæœß]/g, (one) => LETTERS[one]).replace(/[^\p{L}\p{N}]/gu, "");
  const find = () => {
    const whole = fold(box.value), words = box.value.split(/\s+/).map(fold);
    let found = 0;
    for (const row of rows) {
      const [name, reference] = row.dataset.find.split(" ");
      const fits = whole ? name.includes(whole) || reference.includes(whole) || words.every((word) => name.includes(word)) : !row.first;
      row.hidden = !fits;
      found += fits;
    }
    none.hidden = !whole || found > 0;
  };
  box.addEventListener("input", find);
  part("search").addEventListener("submit", (event) => { if (!navigator.onLine) { event.preventDefault(); find(); tell("offline"); } });

  addEventListener("online", send);
  addEventListener("storage", ({ key }) => { if (key === SHELF) refresh(); });
  setInterval(tick, EVERY_MS);
  const waiting = read();
  waiting.filter(({ url }) => url === address).forEach(show);
  if (waiting.length) send();
}
