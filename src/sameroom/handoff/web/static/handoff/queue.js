"use strict";
// One key each for what is on the desk: each control says its key in `data-desk`. Keys of the whole
// room, such as a letter behind "g", go first.
(() => {
  const find = (key) => {
    const open = document.querySelector(".decide details.say[open]");
    if (open && /^[1-9]$/.test(key)) return open.querySelector(`[data-desk="${key}"]`);
    return [...document.querySelectorAll(`#desk [data-desk="${key}"]`)].find((one) => one.type !== "radio");
  };
  const isTyping = (target) => target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "Enter" && event.target.type === "radio") {
      event.preventDefault();
      event.target.form.requestSubmit();
      return;
    }
    const control = find(event.key.toLowerCase());
    if (!control) return;
    event.preventDefault();
    control.click();
    if (control.type === "radio") control.focus();
    const details = control.closest("summary") && control.parentElement;
    if (details && details.open) {
      document.querySelectorAll(".decide details.say[open]").forEach((other) => { if (other !== details) other.open = false; });
      const first = details.querySelector("input:not([type=hidden])");
      if (first) first.focus();
    }
  });

  // A refusal is an answer too: it is shown where it was asked for.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // The next lead is fetched ahead, and lies there at once while a decision is on its way.
  let ahead = null;
  const fetchAhead = async () => {
    ahead = null;
    const next = document.querySelector('#desk [data-desk="j"]');
    if (!next) return;
    try {
      const answer = await fetch(next.href, { headers: { "HX-Request": "true" } });
      if (answer.ok) ahead = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".packet");
    } catch { ahead = null; }
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    const goesOn = event.target.matches(".decide > form, .say-form, .walk a[data-desk=j]");
    const packet = document.querySelector("#desk .packet");
    if (!goesOn || !ahead || !packet) return;
    packet.innerHTML = ahead.innerHTML;
    packet.setAttribute("aria-busy", "true");
    packet.inert = true;
    ahead = null;
  });
  fetchAhead();
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "desk") return;
    fetchAhead();
    const who = document.querySelector("#packet-who");
    if (who && window.scrollY > who.offsetTop) window.scrollTo(0, 0);
  });
})();
