"use strict";
// Keys of a page: whatever carries `data-key="x"` or `data-key="g x"` is clicked by it, and listed
// on `?` by `data-key-words` or its own words. No key does anything while somebody writes. What
// carries `data-desk="x"` is listed likewise; the page's own script sees to those keys.
(() => {
  const list = document.getElementById("keys");
  const isOff = document.body.dataset.keys === "off";
  const WAIT = 1500; // milliseconds in which the second key of two has to follow
  let first = "";
  let until = 0;

  const keyed = () => [...document.querySelectorAll("[data-key]")];
  const isWriting = (target) =>
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || Boolean(target.closest("[role=textbox]"));

  const row = (element) => {
    const line = document.createElement("tr");
    const keys = line.insertCell();
    (element.dataset.key || element.dataset.desk).split(" ").forEach((key, place) => {
      if (place) keys.append(` ${list.dataset.then} `);
      keys.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    });
    const words = element.cloneNode(true);
    words.querySelectorAll("kbd").forEach((one) => one.remove());
    line.insertCell().textContent = element.dataset.keyWords || words.textContent.trim();
    return line;
  };

  const show = () => {
    const listed = isOff ? [] : [...document.querySelectorAll("[data-desk]:not(input)"), ...keyed()];
    const leads = (element) => (element.dataset.key || "").includes(" "); // to a place, as on any page
    list.querySelector("[data-keys-list]").replaceChildren(...listed.filter((one) => !leads(one)).map(row));
    list.querySelector("[data-keys-places]").replaceChildren(...listed.filter(leads).map(row));
    list.showModal();
    list.focus(); // not on its first link, which stands at its end
    list.scrollTop = 0;
  };

  document.querySelectorAll("[data-show-keys]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", show);
  });
  if (isOff) return;

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
    const pressed = performance.now() < until ? `${first} ${event.key}` : event.key;
    until = 0;
    if (pressed === "?") { event.preventDefault(); show(); return; }
    if (pressed === "/") {
      event.preventDefault();
      document.querySelector("[data-palette]").click();
      return;
    }
    const found = keyed().find((element) => element.dataset.key === pressed);
    if (found) { event.preventDefault(); found.click(); return; }
    if (keyed().some((element) => element.dataset.key.startsWith(`${event.key} `))) {
      first = event.key;
      until = performance.now() + WAIT;
    }
  });
})();
