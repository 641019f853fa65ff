/* bulletins.js — dragging entries on the desk, and keeping the keyboard's place after every change. */
(() => {
  let place = null;                                                  // id of the button used last

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

  document.addEventListener("click", event => {
    const button = event.target.closest("#desk button[id]");
    place = button ? button.id : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    prepare();
    if (!place) return;
    const other = place.startsWith("up-") ? place.replace("up-", "down-") : place.replace("down-", "up-");
    (document.getElementById(place) ?? document.getElementById(other))?.focus();   // the first has no 上移, the last no 下移
    place = null;
  });
  prepare();
})();
