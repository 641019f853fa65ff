/* bulletins.js — dragging entries on the desk, and keeping the keyboard's place after every change. */
(() => {
  let place = null;                                                  // id of the desk button that has, or had, the focus

  const prepare = () => {
    const list = document.querySelector("[data-sortable]");
    if (!list || !window.Sortable || list.dataset.ready) return;
    list.dataset.ready = "1";
    const form = document.getElementById(list.dataset.sortable);
    Sortable.create(list, {
      handle: "[data-grip]", animation: 120, chosenClass: "sortable-chosen", ghostClass: "sortable-ghost",
      onEnd: event => {
        if (event.oldIndex === event.newIndex) return;
        htmx.ajax("POST", form.action, {
          source: form, target: "#desk", swap: "outerHTML",
          values: { to: `${event.item.dataset.entry}:${event.newIndex + 1}`, version: form.elements.version.value },
        });
      },
    });
  };

  const remember = event => { place = event.target.closest?.("#desk button[id]")?.id ?? null; };
  document.addEventListener("focusin", remember);                    // an element that is swapped away loses the focus without an event
  document.addEventListener("click", remember);
  document.addEventListener("htmx:afterSettle", () => {
    prepare();
    if (!place || document.activeElement !== document.body) return;
    const other = place.startsWith("up-") ? place.replace("up-", "down-") : place.replace("down-", "up-");
    (document.getElementById(place) ?? document.getElementById(other))?.focus();   // the first has no 上移, the last no 下移
  });
  prepare();
})();
