"use strict";
// The palette: places at once, everything else as the server answers; late answers are dropped.
(() => {
  const palette = document.getElementById("palette");
  const box = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  const status = palette.querySelector("[role=status]");
  const PAUSE = 150; // milliseconds of rest before the server is asked
  let asked = null;
  let timer = 0;
  let chosen = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];

  const choose = (place) => {
    const all = options();
    chosen = all.length ? (place + all.length) % all.length : -1;
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
    if (chosen < 0) { box.removeAttribute("aria-activedescendant"); return; }
    box.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };

  const lay = (nodes) => {
    list.replaceChildren(...nodes);
    list.querySelectorAll("a").forEach((link, number) => {
      link.id = `palette-${number}`;
      link.setAttribute("role", "option");
      link.tabIndex = -1;
    });
    choose(0);
    status.textContent = options().length ? palette.dataset.some : palette.dataset.none;
  };

  const places = () => [...document.querySelectorAll(".places-all a")].map((way) => {
    const link = document.createElement("a");
    link.className = "hit";
    link.href = way.href;
    link.textContent = way.textContent;
    return link;
  });

  const ask = async (question) => {
    asked = new AbortController();
    const mine = asked;
    list.setAttribute("aria-busy", "true");
    try {
      const url = `${palette.dataset.src}?q=${encodeURIComponent(question)}`;
      const answer = await fetch(url, { headers: { "X-Part": "hits" }, signal: mine.signal });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      lay([...page.querySelectorAll(".hits")]);
    } catch (error) {
      if (error.name === "AbortError") return;
      status.textContent = palette.dataset.broken;
    }
    list.removeAttribute("aria-busy");
  };

  const stop = () => {
    clearTimeout(timer);
    asked?.abort();
    asked = null;
    list.removeAttribute("aria-busy");
  };

  const open = () => {
    if (document.querySelector("dialog[open]")) return;
    box.value = "";
    palette.showModal();
    lay(places());
    box.focus();
  };

  box.addEventListener("input", () => {
    stop();
    const question = box.value.trim();
    if (!question) { lay(places()); return; }
    const known = places().filter((link) => link.textContent.toLowerCase().includes(question.toLowerCase()));
    lay(known);
    status.textContent = palette.dataset.waiting;
    timer = setTimeout(() => ask(question), PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") { event.preventDefault(); palette.close(); return; }
    const moves = { ArrowDown: chosen + 1, ArrowUp: chosen - 1 };
    if (event.key in moves) { event.preventDefault(); choose(moves[event.key]); }
    if (event.key === "Enter") { event.preventDefault(); options()[chosen]?.click(); }
  });
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
  palette.addEventListener("close", stop);
  document.querySelectorAll("[data-palette]").forEach((way) => {
    way.addEventListener("click", (event) => { event.preventDefault(); open(); });
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
})();
