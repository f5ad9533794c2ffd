"use strict";
// What somebody typed into a form is kept in this tab while it is sent off. If the session has
// ended meanwhile, it is put back once the same person has signed in again. No password is kept.
(() => {
  const KEY = "sameroom-typed";
  const who = document.body.dataset.who || "";
  const secret = new Set(["password", "file", "hidden", "submit"]);
  const read = () => { try { return JSON.parse(sessionStorage.getItem(KEY)); } catch { return null; } };
  const write = (kept) => { try { sessionStorage.setItem(KEY, JSON.stringify(kept)); } catch { return; } };
  const forget = () => { try { sessionStorage.removeItem(KEY); } catch { return; } };
  const boxes = (form) => [...form.elements].filter((box) => box.name && !secret.has(box.type));

  const putBack = (kept) => {
    const form = document.querySelectorAll("main form")[kept.form];
    if (!form) return;
    const told = new Map();
    kept.typed.forEach(([name, said]) => told.set(name, [...(told.get(name) || []), said]));
    boxes(form).forEach((box) => {
      const said = told.get(box.name) || [];
      if (box.type === "checkbox" || box.type === "radio") box.checked = said.includes(box.value);
      else if (box.multiple) [...box.options].forEach((one) => { one.selected = said.includes(one.value); });
      else if (said.length) box.value = said.shift();
    });
    const note = document.createElement("p");
    note.className = "said-one";
    note.setAttribute("role", "status");
    note.textContent = document.body.dataset.kept || "";
    form.prepend(note);
  };

  const kept = read();
  if (kept && !who) write({ ...kept, signedOut: true });
  else if (kept) {
    if (kept.signedOut && kept.who === who && kept.place === location.pathname) putBack(kept);
    forget();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const number = [...document.querySelectorAll("main form")].indexOf(form);
    if (!who || number < 0 || form.method !== "post") return;
    const typed = boxes(form).flatMap((box) => {
      if (box.type === "checkbox" || box.type === "radio") return box.checked ? [[box.name, box.value]] : [];
      if (box.multiple) return [...box.selectedOptions].map((one) => [box.name, one.value]);
      return [[box.name, box.value]];
    });
    write({ who, place: location.pathname, form: number, typed });
  });
})();
