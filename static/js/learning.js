/* learning.js — boxes of deputies become searching lists. The page works without it. */
(() => {
  const form = document.querySelector("[data-deputies-url]");
  if (!form || !window.TomSelect) return;
  const address = () => new URL(form.dataset.deputiesUrl, location.href);
  form.querySelectorAll("[data-deputies]").forEach(box => window.pickDeputies.pick(box, address));
})();
