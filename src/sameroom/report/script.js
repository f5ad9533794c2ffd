"use strict";
(() => {
  const root = document.documentElement;
  const button = document.querySelector("[data-theme-switch]");
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
  const say = () => {
    button.hidden = false;
    const { saidDark, saidLight, saidToDark, saidToLight } = button.dataset;
    button.textContent = isDark() ? saidLight : saidDark;
    button.setAttribute("aria-label", isDark() ? saidToLight : saidToDark);
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

  // Each section shows its first figures; the switch unfolds the rest of all of them.
  const wholes = [...document.querySelectorAll("details.whole")];
  const whole = document.querySelector("[data-whole-switch]");
  const isWhole = () => wholes.every((part) => part.open);
  const tell = () => {
    whole.textContent = isWhole() ? whole.dataset.saidShort : whole.dataset.saidAll;
    whole.setAttribute("aria-pressed", String(isWhole()));
  };
  whole.hidden = wholes.length === 0;
  whole.addEventListener("click", () => {
    const open = !isWhole();
    wholes.forEach((part) => { part.open = open; });
    tell();
  });
  wholes.forEach((part) => part.addEventListener("toggle", tell));

  // Who follows a link to a section wants to see all of it.
  const unfold = () => {
    const aim = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const part = aim && aim.querySelector(":scope > details.whole");
    if (part) part.open = true;
  };
  window.addEventListener("hashchange", unfold);
  unfold();

  // What is folded in on the screen is wanted on paper, except the long lists of rows.
  const folded = () => document.querySelectorAll("details.whole[open] details[data-print]:not([open]), .side details[data-print]:not([open]), .ground details[data-print]:not([open])");
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
