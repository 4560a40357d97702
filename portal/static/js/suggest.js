// Suggestions for a search box: the ARIA combobox pattern with a listbox. Focus never leaves the box.
// Markup: <input data-suggest="/api/v1/suggest/" data-suggest-name="Suggestions" data-suggest-count="{} suggestions">.
// Answer: {"suggestions": [{"text": "care work", "kind": "Course", "url": "/search/?q=care%20work"}]}.
// Choosing fills the box; the form then sends the question of the address, which finds something in every language.
// No answer: the box stays a plain box.
const WAIT_MS = 150;
const LEAST_LETTERS = 2;

for (const input of document.querySelectorAll("input[data-suggest]")) start(input);

function start(input) {
  const { suggest: address, suggestName: name = "", suggestCount: count = "{}" } = input.dataset;
  const list = Object.assign(document.createElement("ul"), { id: `${input.id}-list`, className: "wm-suggest__list", hidden: true });
  const status = Object.assign(document.createElement("p"), { className: "govuk-visually-hidden" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", name);
  status.setAttribute("role", "status");
  const set = (attributes) => Object.entries(attributes).forEach(([key, value]) => input.setAttribute(key, value));
  set({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" });
  input.parentElement.classList.add("wm-suggest");
  input.after(list, status);
  let timer, request, chosen, active = -1, isGone = false;

  const mark = (index) => {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    const option = list.children[index];
    if (option) { set({ "aria-activedescendant": option.id }); option.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => { clearTimeout(timer); request?.abort(); list.hidden = true; set({ "aria-expanded": "false" }); status.textContent = ""; mark(-1); };
  const choose = (option) => { input.value = option.dataset.text; chosen = { ...option.dataset }; close(); };
  const show = (items) => {
    list.replaceChildren(...items.map(({ text, kind, url }, i) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${i}` });
      option.setAttribute("role", "option");
      option.dataset.text = text;
      if (url) option.dataset.url = url;
      const words = document.createElement("span");
      words.append(Object.assign(document.createElement("bdi"), { textContent: text }));
      option.append(words);
      if (kind) option.append(" ", Object.assign(document.createElement("small"), { textContent: kind }));
      return option;
    }));
    if (!items.length) return close();
    list.hidden = false;
    set({ "aria-expanded": "true" });
    status.textContent = count.replace("{}", items.length);
    mark(-1);
  };
  const ask = async () => {
    request?.abort();
    request = new AbortController();
    const url = new URL(address, location.href);
    url.searchParams.set("q", input.value.trim());
    url.searchParams.set("lang", document.documentElement.lang.toLowerCase());
    try {
      const answer = await fetch(url, { signal: request.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) { isGone = true; return; }
      const items = (await answer.json()).suggestions ?? [];
      if (document.activeElement === input) show(items.slice(0, 8));
    } catch (error) { if (error.name !== "AbortError") close(); }
  };

  input.form?.addEventListener("formdata", ({ formData }) => {
    if (!chosen?.url || input.value !== chosen.text) return;
    formData.delete(input.name);
    for (const [name, value] of new URL(chosen.url, location.href).searchParams) formData.append(name, value);
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (isGone) return;
    if (input.value.trim().length < LEAST_LETTERS) close(); else timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") mark(active >= last ? 0 : active + 1);
    else if (event.key === "ArrowUp") mark(active <= 0 ? last : active - 1);
    else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) choose(option); });
}
