"use strict";
// Takes what is dropped, or a whole folder: its files become the choice of the form's own field.
// What cannot be sent is said at once, and `data-refused` tells it to whatever sends the form.
(() => {
  const form = document.querySelector("[data-drop]");
  if (!form || !window.DataTransfer) return;
  const here = form.querySelector("[data-drop-here]");
  const files = form.querySelector("[data-drop-files]");
  const folder = form.querySelector("[data-drop-folder-input]");
  const whole = form.querySelector("[data-drop-whole]"); // has to stay the last field
  const said = form.querySelector("[data-drop-said]");
  const wrong = form.querySelector("[data-drop-wrong]");
  const words = form.querySelector("[data-drop-texts]").dataset;
  const limit = Number(form.dataset.limit || 0);
  const MOST = 1000; // files of one upload
  const NAMED = 3; // files that a message names
  let turn = 0; // what is dropped later goes before what is still being looked through
  files.setAttribute("aria-describedby", `${files.getAttribute("aria-describedby") || ""} ${wrong.id}`.trim());
  form.querySelector("[data-drop-words]").hidden = false;
  form.querySelector("[data-drop-folder]").hidden = !("webkitdirectory" in folder);

  const size = (bytes) => {
    const units = ["B", "kB", "MB", "GB"];
    let place = 0;
    while (bytes >= 1000 && place < 3) { bytes /= 1000; place += 1; }
    return `${bytes.toFixed(place ? 1 : 0)} ${units[place]}`;
  };

  const listed = (names) =>
    names.slice(0, NAMED).join(", ") + (names.length > NAMED ? ` +${names.length - NAMED}` : "");

  const why = (list) => {
    const bytes = list.reduce((sum, file) => sum + file.size, 0);
    if (list.length > MOST) return words.tooMany.replace("%n", MOST);
    return limit && bytes > limit ? words.large : "";
  };

  const tell = (list, lost) => {
    const bytes = list.reduce((sum, file) => sum + file.size, 0);
    const count = list.length === 1 ? words.one : words.many.replace("%n", list.length);
    const refused = why(list);
    form.dataset.refused = refused;
    said.textContent = list.length && list.length <= MOST ? count + size(bytes) : "";
    wrong.textContent = refused || (lost.length ? words.lost.replace("%names", () => listed(lost)) : "");
  };

  // What was chosen: the files, and where each lay in its folder.
  const take = ({ found, lost }) => {
    turn += 1;
    delete form.dataset.reading;
    const chosen = new DataTransfer();
    form.querySelectorAll("[name=paths]").forEach((old) => old.remove());
    if (found.length <= MOST) {
      found.forEach(({ file, path }) => {
        chosen.items.add(file);
        whole.before(Object.assign(document.createElement("input"), { type: "hidden", name: "paths", value: path }));
      });
    }
    files.files = chosen.files;
    tell(found.map(({ file }) => file), lost);
  };

  // A file that is gone or locked says so only when it is read; one without a size, when all of it is.
  const keep = async (file, path, all) => {
    try {
      await (file.size ? file.slice(0, 1) : file).arrayBuffer();
      all.found.push({ file, path });
    } catch {
      all.lost.push(path);
    }
  };

  const readAll = async (entry, path, all) => {
    try {
      if (entry.isFile) {
        const file = await new Promise((give, refuse) => { entry.file(give, refuse); });
        await keep(file, path + entry.name, all);
        return;
      }
      const reader = entry.createReader();
      for (;;) { // a reader gives some entries at a time, at last none
        const some = await new Promise((give, refuse) => { reader.readEntries(give, refuse); });
        if (!some.length) return;
        for (const one of some) {
          if (all.found.length > MOST) return;
          await readAll(one, `${path}${entry.name}/`, all);
        }
      }
    } catch {
      all.lost.push(path + entry.name);
    }
  };

  const dropped = async (transfer) => {
    // Both are asked for at once: when the event is over, a transfer is empty.
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const loose = entries.length ? [] : [...transfer.files];
    const all = { found: [], lost: [] };
    for (const entry of entries) await readAll(entry, "", all);
    for (const file of loose) await keep(file, file.name, all);
    return all;
  };

  const drop = async (transfer) => {
    turn += 1;
    const mine = turn;
    form.dataset.reading = "";
    wrong.textContent = "";
    said.textContent = words.reading;
    const all = await dropped(transfer);
    if (mine !== turn) return;
    take(all);
    if (!all.found.length && !all.lost.length) wrong.textContent = words.empty;
  };

  // A file that misses the frame is taken too, for else the browser would leave the page for it.
  const isFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  const isMeant = (event) => isFiles(event) || here.contains(event.target);
  ["dragenter", "dragover"].forEach((name) => document.addEventListener(name, (event) => {
    if (!isMeant(event)) return;
    event.preventDefault();
    here.classList.add("is-over");
  }));
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget || !here.contains(event.relatedTarget)) here.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    here.classList.remove("is-over");
    if (!isMeant(event)) return;
    event.preventDefault();
    if (!("sending" in form.dataset)) drop(event.dataTransfer);
  });
  folder.addEventListener("change", () => {
    take({ found: [...folder.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })), lost: [] });
  });
  files.addEventListener("change", () => {
    take({ found: [...files.files].map((file) => ({ file, path: file.name })), lost: [] });
  });
})();
