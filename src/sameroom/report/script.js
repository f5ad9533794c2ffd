"use strict";
(() => {
  const root = document.documentElement;
  const button = document.querySelector("[data-theme-switch]");
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
  const say = () => {
    button.hidden = false;
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colours`);
  };
  const remember = (theme) => {
    // A file opened from disk may be refused storage; the switch works all the same.
    try { localStorage.setItem("sameroom-theme", theme); } catch { return; }
  };
  try { root.dataset.theme = localStorage.getItem("sameroom-theme") || ""; } catch { root.dataset.theme = ""; }
  if (!root.dataset.theme) delete root.dataset.theme;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember(root.dataset.theme);
    say();
  });
  prefersDark.addEventListener("change", say);
  say();

  // What is folded in on the screen is wanted on paper, except the long lists of rows.
  const folded = () => document.querySelectorAll("details[data-print]:not([open])");
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...folded()];
    opened.forEach((part) => { part.open = true; });
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((part) => { part.open = false; });
  });

  // A note opens on hover and focus by style alone; Escape puts it away again.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement) document.activeElement.blur();
  });
})();
