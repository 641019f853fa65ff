/* calendar.js — arrow keys move between the days that have activities, PageUp and PageDown change the month. */
(() => {
  const table = document.querySelector("table[data-calendar]");
  if (!table) return;
  const links = cell => [...cell.querySelectorAll("a")];
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  table.addEventListener("keydown", event => {
    const link = event.target.closest("a"), cells = [...table.tBodies[0].querySelectorAll("td")];
    if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      document.querySelector(event.key === "PageUp" ? ".cal-nav [rel=prev]" : ".cal-nav [rel=next]").click();
      return;
    }
    const by = step[event.key];
    if (!by) return;
    event.preventDefault();
    const cell = link.closest("td"), own = links(cell), at = own.indexOf(link);
    if (Math.abs(by) === 7 && own[at + Math.sign(by)]) { own[at + Math.sign(by)].focus(); return; }     // within the day first
    for (let to = cells.indexOf(cell) + by; to >= 0 && to < cells.length; to += by) {
      const there = links(cells[to]);
      if (there.length) { there[by < 0 && Math.abs(by) === 7 ? there.length - 1 : 0].focus(); return; }
    }
  });
})();
