"use strict";
// Whoever has not chosen a time zone is offered the one their device is in.
(() => {
  const box = document.querySelector("[data-own-zone]");
  if (!box) return;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...box.options].some((one) => one.value === own)) box.value = own;
})();
