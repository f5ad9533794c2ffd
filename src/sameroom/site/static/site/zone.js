"use strict";
// Whoever has not chosen a time zone is offered the one their device is in, or taken to be in it.
(() => {
  const box = document.querySelector("[data-own-zone]");
  if (!box || box.hasAttribute("aria-invalid")) return;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!box.options || [...box.options].some((one) => one.value === own)) box.value = own;
})();
