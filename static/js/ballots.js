/* ballots.js — how many are ticked of how many, said while ticking. The page works without it. */
(() => {
  const form = document.querySelector("form[data-most]");
  if (!form) return;
  const most = Number(form.dataset.most), said = form.querySelector("[data-count]");
  const tell = () => {
    const ticked = form.querySelectorAll("input[type=checkbox]:checked").length;
    const over = ticked - most;
    said.textContent = over > 0 ? `最多选 ${most} 项，请去掉 ${over} 项` : `已选 ${ticked}／${most} 项`;
    said.classList.toggle("is-over", over > 0);
  };
  form.addEventListener("change", tell);
  tell();
})();
