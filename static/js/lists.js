/* lists.js — picking rows: how many, the whole page, everything that is filtered. The form works without it. */
(() => {
  const say = form => {
    const picks = [...form.querySelectorAll("[name=pick]")], picked = picks.filter(box => box.checked);
    const every = form.querySelector("[data-every]"), page = form.querySelector("[data-pick-page]");
    const whole = picked.length === picks.length;
    if (every) {
      if (!whole) every.checked = false;
      every.closest("label").hidden = !whole;
    }
    picks.forEach(box => box.closest("tr").classList.toggle("is-picked", box.checked));
    page.checked = whole;
    page.indeterminate = picked.length > 0 && !whole;
    const count = every?.checked ? Number(every.dataset.every) : picked.length;
    const words = form.querySelector("[data-picked]");
    words.textContent = `已选 ${count.toLocaleString("en-US")} ${words.dataset.picked}`;
    form.querySelector(".rd-bulk").classList.toggle("is-on", picked.length > 0);
  };
  document.addEventListener("change", event => {
    const form = event.target.closest("form#picks");
    if (!form) return;
    if (event.target.matches("[data-pick-page]")) form.querySelectorAll("[name=pick]").forEach(box => { box.checked = event.target.checked; });
    say(form);
  });
  document.addEventListener("reset", event => { if (event.target.id === "picks") setTimeout(() => say(event.target)); });
  addEventListener("pageshow", () => { const form = document.getElementById("picks"); if (form) say(form); });      // the browser keeps ticks on the way back
})();
