/* deputy_boxes.js — the boxes for deputies of a form become searching lists. */
(() => {
  if (!window.TomSelect) return;
  for (const form of document.querySelectorAll("form[data-deputy-boxes]")) {
    const address = () => new URL(form.dataset.deputiesUrl, location.href);
    for (const box of form.querySelectorAll("input[data-deputies]")) window.pickDeputies.pick(box, address);
  }
})();
