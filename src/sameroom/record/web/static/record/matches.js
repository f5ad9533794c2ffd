"use strict";
(() => {
  // One key for each answer; none while somebody writes or holds another key.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const button = document.querySelector(`#match [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });
  // The next pair takes the focus, so that it is read out and Tab leads to its answers.
  document.addEventListener("htmx:afterSwap", () => {
    const next = document.querySelector("#match [data-next]");
    if (next) next.focus();
  });
})();
