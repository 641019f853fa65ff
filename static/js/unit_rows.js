/* unit_rows.js — the units of a hand-over: add and take away rows, take over what was recommended. */
(() => {
  const form = document.querySelector("form[data-unit-rows]");
  const list = form?.querySelector("[data-rows]"), pattern = form?.querySelector("template");
  if (!list || !pattern) return;
  const total = form.querySelector("[name$=-TOTAL_FORMS]"), said = form.querySelector("[data-said]"), add = form.querySelector("[data-add]");
  const organOf = row => row.querySelector("select[name$=-organ]"), partOf = row => row.querySelector("select[name$=-part]");
  const rows = () => [...list.querySelectorAll("[data-row]")];
  const nameOf = row => organOf(row).selectedOptions[0]?.value ? organOf(row).selectedOptions[0].textContent : "这一行";

  // the server counts rows by number: they are numbered again whenever one goes
  const number = () => {
    rows().forEach((row, at) => row.querySelectorAll("[name], [id], [for]").forEach(part => {
      for (const name of ["name", "id", "for"]) if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace(/units-(\d+|__prefix__)-/, `units-${at}-`));
    }));
    total.value = rows().length;
  };
  const dress = row => { row.querySelector("[data-remove]").hidden = false; };
  const hasLead = () => rows().some(row => organOf(row).value && partOf(row).value === "lead");
  const addRow = part => {
    const shell = document.createElement("template");
    shell.innerHTML = pattern.innerHTML.replaceAll("__prefix__", String(rows().length));
    const row = shell.content.firstElementChild;
    list.append(row);
    partOf(row).value = part;
    document.body.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: row }, bubbles: true }));
    dress(row); number();
    return row;
  };
  rows().forEach(dress);
  add.hidden = false;
  add.addEventListener("click", () => {
    // there is one lead: a row that stands for it counts before its unit is chosen
    const has = part => rows().some(row => partOf(row).value === part);
    const row = addRow(has("split") ? "split" : has("lead") ? "co" : "lead");
    organOf(row).tomselect?.focus();
  });
  list.addEventListener("click", event => {
    const row = event.target.closest("[data-remove]")?.closest("[data-row]");
    if (!row) return;
    const name = nameOf(row), next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number();
    if (next) organOf(next).tomselect?.focus(); else add.focus();
    said.textContent = `已去掉${name}`;
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.querySelectorAll("[data-take]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (rows().some(row => organOf(row).value === button.dataset.take)) { said.textContent = "已经选了"; return; }
      const part = button.dataset.part === "lead" && hasLead() ? "co" : button.dataset.part;
      const row = rows().find(one => !organOf(one).value) ?? addRow(part);
      partOf(row).value = part;
      if (organOf(row).tomselect) organOf(row).tomselect.setValue(button.dataset.take); else organOf(row).value = button.dataset.take;
      said.textContent = `已选${nameOf(row)}`;
      button.disabled = true;
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  // other units only where they are asked for
  const others = form.querySelector("[data-others]"), choices = form.querySelectorAll("[name=who]");
  const show = () => { others.hidden = form.querySelector("[name=who]:checked")?.value !== "others"; };
  if (others) { choices.forEach(choice => choice.addEventListener("change", show)); show(); }
})();
