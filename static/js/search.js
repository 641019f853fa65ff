/* search.js — the box at the head of every page: “/” leads to it, what it offers is chosen with the arrows. Without it the box sends the words to the page of results. */
(() => {
  const box = document.querySelector("[data-find]"), list = document.getElementById("find-hits");
  if (!box || !list) return;
  let chosen = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const show = on => { list.hidden = !on; box.setAttribute("aria-expanded", String(on)); if (!on) choose(-1); };
  const choose = to => {
    const all = options();
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === to)));
    chosen = to;
    if (all[to]) { box.setAttribute("aria-activedescendant", all[to].id); all[to].scrollIntoView({ block: "nearest" }); }
    else box.removeAttribute("aria-activedescendant");
  };

  list.addEventListener("htmx:afterSwap", () => { choose(-1); show(document.activeElement === box && options().length > 0); });
  box.addEventListener("input", () => { if (!box.value.trim()) show(false); });
  box.addEventListener("focus", () => { if (box.value.trim() && options().length) show(true); });
  box.form.addEventListener("focusout", event => { if (!box.form.contains(event.relatedTarget)) show(false); });
  list.addEventListener("mousedown", event => event.preventDefault());      // a click on an offer comes before the box is left

  box.addEventListener("keydown", event => {
    if (event.isComposing) return;                                          // the arrows belong to the input method
    const all = options();
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); show(false); }
    else if (event.key === "Enter" && !list.hidden && all[chosen]) { event.preventDefault(); location.assign(all[chosen].href); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length) {
      event.preventDefault();
      show(true);
      choose((chosen + (event.key === "ArrowDown" ? 1 : -1) + all.length + 1) % (all.length + 1) );
    }
  });

  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    event.preventDefault();
    box.focus(); box.select();
  });
})();
