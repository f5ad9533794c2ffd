"use strict";
// Sends the chosen files, shows how far that is, and says beside them why it did not go through:
// a browser by itself would show a page of its own, and forget what was chosen.
(() => {
  const form = document.querySelector("[data-drop]");
  if (!form) return;
  const files = form.querySelector("[data-drop-files]");
  const said = form.querySelector("[data-drop-said]");
  const wrong = form.querySelector("[data-drop-wrong]");
  const look = form.querySelector("[data-drop-look]");
  const signIn = form.querySelector("[data-drop-sign-in]");
  const sending = form.querySelector("[data-drop-sending]");
  const bar = sending.querySelector("progress");
  const words = form.querySelector("[data-drop-texts]").dataset;
  const button = form.querySelector("button[type=submit]");
  const STALLED = 30_000; // milliseconds without a byte
  let request = null;
  let isStopped = false;
  let isUp = false; // all of it was sent: whatever happens now, the room may have it

  const refuse = (text) => {
    said.textContent = "";
    wrong.textContent = text;
    signIn.hidden = text !== words.ended;
    look.hidden = text !== words.unsure;
    files.setAttribute("aria-invalid", "true");
    files.focus();
  };

  const show = (isBusy) => {
    if (isBusy) {
      form.dataset.sending = "";
      isStopped = false;
      isUp = false;
      request = null;
      bar.value = 0;
      said.textContent = words.sending;
      wrong.textContent = "";
      signIn.hidden = true;
      look.hidden = true;
      files.removeAttribute("aria-invalid");
      form.querySelectorAll(".has-error .error:not([data-drop-wrong])").forEach((old) => old.remove());
      button.setAttribute("aria-disabled", "true");
    } else {
      if (sending.contains(document.activeElement)) button.focus();
      delete form.dataset.sending;
      button.removeAttribute("aria-disabled");
    }
    sending.hidden = !isBusy;
  };

  // A file that cannot be read would break the upload off without a word.
  const findGone = async () => {
    for (const file of files.files) {
      try { await (file.size ? file.slice(0, 1) : file).arrayBuffer(); } catch { return file.name; }
    }
    return "";
  };

  // Whoever signed in meanwhile in another tab has another token. Gives why there is none, else "".
  const renewToken = async () => {
    const answer = await fetch(window.location.href, { cache: "no-store" });
    if (new URL(answer.url).pathname !== window.location.pathname) return words.ended;
    if (answer.status === 403 || answer.status === 404) return words.denied;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const field = page.querySelector("[data-drop] [name=csrfmiddlewaretoken]");
    if (!field) return words.failed.replace("%n", answer.status);
    form.querySelector("[name=csrfmiddlewaretoken]").value = field.value;
    return "";
  };

  const upload = () => new Promise((give) => {
    request = new XMLHttpRequest();
    let watch = 0;
    const goOn = () => {
      clearTimeout(watch);
      said.textContent = isUp ? words.taken : words.sending;
      watch = setTimeout(() => { said.textContent = isUp ? words.waits : words.stalls; }, STALLED);
    };
    request.upload.addEventListener("load", () => { isUp = true; goOn(); });
    request.upload.addEventListener("progress", (event) => {
      goOn();
      if (event.lengthComputable) bar.value = Math.round((100 * event.loaded) / event.total);
    });
    request.addEventListener("loadend", () => { clearTimeout(watch); give(request); });
    request.open("POST", form.action);
    goOn();
    request.send(new FormData(form));
  });

  const isPlan = (place) => new RegExp(`^${new URL(form.action).pathname}/\\d+$`).test(place);

  const explain = async ({ status, responseURL, responseText }) => {
    if (!status) {
      const gone = await findGone();
      if (isUp) return words.unsure;
      return gone ? words.gone.replace("%names", () => gone) : words.broken;
    }
    if (status === 413) return words.large;
    if (status === 400) return words.tooMany.replace("%n", "1000");
    if (status === 403) return words.ended;
    if (status === 404) return words.denied;
    if (status === 422) {
      const page = new DOMParser().parseFromString(responseText, "text/html");
      const told = page.querySelector("[data-drop] .error:not(:empty)");
      if (told) return told.textContent.trim();
    }
    if (status === 200 && new URL(responseURL).pathname !== new URL(form.action).pathname) return words.ended;
    return words.unsure;
  };

  const send = async () => {
    show(true);
    try {
      const gone = await findGone();
      if (gone) return words.gone.replace("%names", () => gone);
      const why = await renewToken();
      if (isStopped) return "";
      if (why) return why;
      const answer = await upload();
      if (isStopped) return "";
      if (answer.status === 200 && isPlan(new URL(answer.responseURL).pathname)) {
        said.textContent = words.sent;
        window.location.assign(answer.responseURL);
        return null;
      }
      return await explain(answer);
    } catch {
      return isUp ? words.unsure : words.broken;
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ("sending" in form.dataset || "reading" in form.dataset) return;
    if (form.dataset.refused) { refuse(form.dataset.refused); return; }
    if (!files.files.length) { refuse(words.none); return; }
    const told = await send();
    if (told === null) return;
    show(false);
    if (!isStopped) { refuse(told); return; }
    said.textContent = isUp ? words.late : words.stopped;
    look.hidden = !isUp;
  });

  sending.querySelector("[data-drop-stop]").addEventListener("click", () => {
    isStopped = true;
    if (request) request.abort();
  });

  // Whoever comes back to this page finds it as it was before it was sent.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    show(false);
    said.textContent = "";
  });
})();
