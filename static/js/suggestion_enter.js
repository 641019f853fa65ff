/* suggestion_enter.js — what came on paper: the boxes for deputies become searching lists. */
(() => {
  const form = document.querySelector("form[data-enter]");
  if (!form || !window.TomSelect) return;
  const address = () => new URL(form.dataset.deputiesUrl, location.href);
  for (const box of form.querySelectorAll("input[data-deputies]")) window.pickDeputies.pick(box, address);
})();
