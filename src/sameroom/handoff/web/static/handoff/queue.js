"use strict";
// One key each for what is on the desk: each control says its key in `data-desk`. Keys of the whole
// room, such as a letter behind "g", go first.
(() => {
  const find = (key) => {
    const open = document.querySelector(".decide details.say[open]");
    if (open && /^[1-9]$/.test(key)) return open.querySelector(`[data-desk="${key}"]`);
    return [...document.querySelectorAll(`#desk [data-desk="${key}"]`)].find((one) => one.type !== "radio");
  };
  // While an answer is on its way, and until its forms are live, keys wait: they are meant for the
  // lead that lies there ahead. They fall if another one lies there then, or once one has decided.
  let busy = false;
  let lies = "";
  let held = [];
  const isTyping = (target) => target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (busy) {
      if (!/^([1-9adjklru]|Enter)$/i.test(event.key)) return;
      event.preventDefault();
      held.push(event.key);
    } else if (press(event.key, event.target)) event.preventDefault();
  });

  const press = (key, target) => {
    if (key === "Enter" && target.type === "radio") {
      target.form.requestSubmit();
      return true;
    }
    if (document.body.dataset.keys === "off") return false; // whoever turned single keys off decides by none
    const control = find(key.toLowerCase());
    if (!control) return false;
    control.click();
    if (control.type === "radio") control.focus();
    const details = control.closest("summary") && control.parentElement;
    if (details && details.open) {
      document.querySelectorAll(".decide details.say[open]").forEach((other) => { if (other !== details) other.open = false; });
      const first = details.querySelector("input:not([type=hidden])");
      if (first) first.focus();
    }
    return true;
  };

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
    if (event.detail.target.id !== "desk") return;
    busy = true;
    lies = packet ? packet.dataset.case : "";
    held = [];
    const before = packet ? [...packet.childNodes] : [];
    event.detail.xhr.addEventListener("loadend", () => {
      const { status } = event.detail.xhr;
      if ((status >= 200 && status < 300) || [409, 422].includes(status)) return;
      busy = false;
      if (packet) packet.replaceChildren(...before);
      if (packet) packet.inert = false;
      const said = document.querySelector("#desk .desk-said");
      said.replaceChildren(Object.assign(document.createElement("p"), { className: "wrong", textContent: said.dataset.broken }));
    });
    if (!goesOn || !ahead || !packet) return;
    lies = ahead.dataset.case;
    packet.replaceChildren(...ahead.childNodes);
    packet.setAttribute("aria-busy", "true");
    packet.inert = true;
    ahead = null;
  });
  fetchAhead();
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "desk") return;
    const packet = document.querySelector("#desk .packet");
    const came = packet ? packet.dataset.case : "";
    if (came !== lies) held = [];
    lies = came; // keys from here on are meant for what is seen now
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "desk") return;
    busy = false;
    const keys = held;
    held = [];
    for (const key of keys) if (!busy) press(key, document.activeElement);
    if (busy) return;
    fetchAhead();
    const who = document.querySelector("#packet-who");
    if (who && window.scrollY > who.offsetTop) window.scrollTo(0, 0);
  });
})();
