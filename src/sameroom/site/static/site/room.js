"use strict";
(() => {
  const root = document.documentElement;
  const remember = (theme) => {
    try { localStorage.setItem("sameroom-theme", theme); } catch { return; }
  };
  try { root.dataset.theme = localStorage.getItem("sameroom-theme") || ""; } catch { root.dataset.theme = ""; }
  if (!root.dataset.theme) delete root.dataset.theme;

  const button = document.querySelector("[data-theme-switch]");
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
  const say = () => {
    button.hidden = false;
    button.textContent = isDark() ? button.dataset.light : button.dataset.dark;
    button.setAttribute("aria-label", isDark() ? button.dataset.toLight : button.dataset.toDark);
  };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember(root.dataset.theme);
    say();
  });
  prefersDark.addEventListener("change", say);
  say();

  // A menu shuts when one turns to something else, and by Escape; a note goes away by Escape.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); return; }
    if (document.activeElement) document.activeElement.blur();
  });

  // Places that find no room in the bar are reached by its menu: the tab key passes over them.
  const line = document.querySelector(".places-line");
  if (line) {
    new ResizeObserver(() => {
      [...line.children].forEach((one) => { one.inert = one.offsetTop > line.children[0].offsetTop; });
      line.scrollTop = 0;
    }).observe(line);
  }

  // What is folded in on the screen is wanted on paper, except what is there to be filled in.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("main details:not([open]):not(:has(form))")];
    unfolded.forEach((part) => { part.open = true; });
  });
  window.addEventListener("afterprint", () => {
    unfolded.forEach((part) => { part.open = false; });
    unfolded = [];
  });

  // What is to be copied is selected by one click, and copied where the browser allows it.
  document.querySelectorAll("[data-copy]").forEach((box) => {
    box.addEventListener("focus", () => box.select());
  });
})();
