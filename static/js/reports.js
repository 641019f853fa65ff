/* reports.js — a figure picked on the right is written into the prose at the cursor. Typing the name works as well. */
(() => {
  const prose = document.querySelector("textarea[data-prose]"), picker = document.querySelector("[data-pick]"), list = document.getElementById("picked");
  if (!prose || !picker || !list) return;
  picker.addEventListener("submit", event => event.preventDefault());
  list.addEventListener("click", event => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    prose.setRangeText(button.dataset.insert, prose.selectionStart, prose.selectionEnd, "end");
    prose.dispatchEvent(new Event("input", { bubbles: true }));
    prose.focus();
  });
  // Arrows walk from the search box through the figures and back.
  document.querySelector(".rpt-pick").addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], rows = [...list.querySelectorAll("[data-insert]")];
    if (!step || !rows.length || event.target.matches("select")) return;
    const at = rows.indexOf(event.target), search = picker.querySelector("[name=q]");
    if (at < 0 && event.target !== search) return;
    event.preventDefault();
    (at + step < 0 ? search : rows[Math.min(at + step, rows.length - 1)]).focus();
  });
})();
