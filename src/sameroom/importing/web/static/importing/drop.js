"use strict";
(() => {
  const form = document.querySelector("[data-drop]");
  if (!form || !window.DataTransfer) return;
  const here = form.querySelector("[data-drop-here]");
  const files = form.querySelector("[data-drop-files]");
  const folder = form.querySelector("[data-drop-folder-input]");
  const said = form.querySelector("[data-drop-chosen]");
  const limit = Number(form.dataset.limit || 0);
  form.querySelector("[data-drop-words]").hidden = false;
  form.querySelector("[data-drop-folder]").hidden = !("webkitdirectory" in folder);

  const size = (bytes) => {
    const units = ["B", "kB", "MB", "GB"];
    let place = 0;
    while (bytes >= 1000 && place < 3) { bytes /= 1000; place += 1; }
    return `${bytes.toFixed(place ? 1 : 0)} ${units[place]}`;
  };

  // What was chosen: the files, and where each lay in its folder.
  const take = (found) => {
    const chosen = new DataTransfer();
    form.querySelectorAll("[name=paths]").forEach((old) => old.remove());
    found.forEach(({ file, path }) => {
      chosen.items.add(file);
      const told = document.createElement("input");
      told.type = "hidden";
      told.name = "paths";
      told.value = path;
      form.append(told);
    });
    files.files = chosen.files;
    tell(found.map(({ file }) => file));
  };

  const tell = (list) => {
    const bytes = list.reduce((sum, file) => sum + file.size, 0);
    if (!list.length) { said.textContent = ""; return; }
    const count = list.length === 1 ? said.dataset.one : said.dataset.many.replace("%n", list.length);
    said.textContent = limit && bytes > limit ? said.dataset.large : `${count}${size(bytes)}`;
  };

  const readAll = async (entry, path) => {
    if (entry.isFile) {
      const file = await new Promise((give, refuse) => entry.file(give, refuse));
      return [{ file, path: path + file.name }];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((give, refuse) => reader.readEntries(give, refuse));
      if (!some.length) break;
      for (const one of some) found.push(...(await readAll(one, `${path}${entry.name}/`)));
    }
    return found;
  };

  const dropped = async (transfer) => {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const loose = [...transfer.files];
    if (!entries.some(Boolean)) return loose.map((file) => ({ file, path: file.name }));
    const found = [];
    for (const entry of entries.filter(Boolean)) found.push(...(await readAll(entry, "")));
    return found;
  };

  ["dragenter", "dragover"].forEach((name) => here.addEventListener(name, (event) => {
    event.preventDefault();
    here.classList.add("is-over");
  }));
  ["dragleave", "drop"].forEach((name) => here.addEventListener(name, () => here.classList.remove("is-over")));
  here.addEventListener("drop", async (event) => {
    event.preventDefault();
    take(await dropped(event.dataTransfer));
  });
  folder.addEventListener("change", () => {
    take([...folder.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
  });
  files.addEventListener("change", () => {
    take([...files.files].map((file) => ({ file, path: file.name })));
  });
})();
