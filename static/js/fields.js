/* fields.js — a calendar beside date boxes, a searching list for long or multiple choices. Also for what htmx brings in. */
(() => {
  const LONG = 12;
  const labelOf = field => (document.querySelector(`label[for="${field.id}"]`)?.firstChild?.textContent ?? field.getAttribute("aria-label") ?? "").trim();

  // The text box stays an ordinary one, so nothing typed is ever changed or lost; the calendar only writes into it.
  const read = text => {
    const found = text.normalize("NFKC").match(/^\s*(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?\s*$/);
    return found ? new Date(+found[1], +found[2] - 1, +found[3]) : undefined;
  };
  const addCalendar = box => {
    const button = document.createElement("button"), anchor = document.createElement("input"), row = document.createElement("span");
    row.className = "rd-date";
    button.type = "button"; button.className = "btn"; button.setAttribute("aria-label", `用日历选${labelOf(box) || "日期"}`);
    button.innerHTML = '<i class="ti ti-calendar" aria-hidden="true"></i>日历';
    anchor.type = "text"; anchor.hidden = true;                       // without a name it is never sent
    box.before(row); row.append(box, button, anchor);
    const calendar = flatpickr(anchor, {
      locale: { ...flatpickr.l10ns.zh, firstDayOfWeek: 1 }, clickOpens: false, disableMobile: true, positionElement: button,
      onChange: ([day]) => {
        if (!day) return;
        box.value = `${day.getFullYear()}年${day.getMonth() + 1}月${day.getDate()}日`;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.dispatchEvent(new Event("change", { bubbles: true }));
      },
      onClose: () => button.focus(),
    });
    button.addEventListener("click", () => { calendar.setDate(read(box.value) ?? new Date(), false); calendar.open(); });
  };

  const addList = select => {
    const list = new TomSelect(select, {
      plugins: select.multiple ? { remove_button: { title: "去掉" } } : {}, maxOptions: null, hidePlaceholder: true,
      refreshThrottle: 0,                                             // Enter takes what was typed, however fast
      render: { no_results: () => '<div class="no-results">没有符合的</div>' },
    });
    select.setAttribute("aria-hidden", "true");                       // what it was is now the list's box
    if (select.hasAttribute("aria-label")) list.control_input.setAttribute("aria-label", select.getAttribute("aria-label"));
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) list.control_input.setAttribute(name, select.getAttribute(name));
  };

  const start = place => {
    if (window.flatpickr) place.querySelectorAll("input[data-date]").forEach(box => { if (!box.closest(".rd-date") && !box.disabled) addCalendar(box); });
    if (window.TomSelect) place.querySelectorAll("select[multiple], select[data-tom], select").forEach(select => {
      if (!select.tomselect && !("plain" in select.dataset) && (select.multiple || "tom" in select.dataset || select.options.length > LONG)) addList(select);
    });
  };
  start(document);
  document.addEventListener("htmx:load", event => { if (event.detail.elt !== document.body) start(event.detail.elt.parentElement ?? event.detail.elt); });
})();
