/* activity.js — the form of an activity: rows, people of the register, count of characters, photos, a draft that survives. */
(() => {
  const form = document.querySelector("form[data-activity-form]");
  const keyOf = (owner, activity) => `activity-draft:${owner}:${activity || "new"}`;
  const storage = window.kept;

  // a record page that shows what was sent: its draft has done its work
  const saved = document.querySelector("[data-saved]");
  if (saved) {
    const { owner, saved: pk, token, version } = saved.dataset;
    const fresh = storage.read(keyOf(owner)), edit = storage.read(keyOf(owner, pk));
    if (token && fresh?.token === token) storage.drop(keyOf(owner));
    if (edit?.sent && Number(version) > Number(edit.version)) storage.drop(keyOf(owner, pk));
  }
  if (!form) return;

  // --- rows: add, move, remove, by mouse and keyboard -------------------------------------------------
  const say = (place, text) => { const line = place.querySelector("[data-said]"); if (line) line.textContent = text; };
  const nameOf = row => row.querySelector("[name$=-name]").value.trim() || `第 ${[...row.parentElement.children].indexOf(row) + 1} 行`;
  const number = place => [...place.querySelectorAll("[data-row]")].forEach((row, at, rows) => {
    row.querySelector("[name$=-ORDER]").value = at + 1;
    row.querySelector("[data-up]").disabled = at === 0;
    row.querySelector("[data-down]").disabled = at === rows.length - 1;
  });
  const addRow = place => {
    const total = place.querySelector("[name$=-TOTAL_FORMS]"), index = Number(total.value), shell = document.createElement("template");
    shell.innerHTML = place.querySelector("template").innerHTML.replaceAll("__prefix__", String(index));
    const row = shell.content.firstElementChild;
    total.value = index + 1;
    place.querySelector("ol").append(row);
    dress(row);
    number(place);
    return row;
  };
  const focusRow = row => {
    const box = row.querySelector("[name$=-name]");
    if (row.people) row.people.focus(); else box?.focus();
  };
  const dress = row => {
    row.querySelector(".is-order").hidden = true;
    row.querySelector("[data-move]").hidden = false;
    const box = row.querySelector("input[data-person]");
    if (box && window.TomSelect) choosePeople(row, box);
  };

  // --- people of the register ---------------------------------------------------------------------------
  const ask = async text => {
    const url = new URL(form.dataset.people, location.href);
    url.searchParams.set("q", text);
    url.searchParams.set("days", form.elements.days.value);
    url.searchParams.set("kind", form.elements.kind.value);
    const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).people.map(person => ({ ...person, value: `#${person.id}`, typed: text }));       // initials are matched by the server
  };
  const choosePeople = (row, box) => {
    const chosen = row.querySelector("[name$=-person]"), title = row.querySelector("[name$=-title]");
    const picker = document.createElement("select"), label = row.querySelector(`label[for="${box.id}"]`);
    const present = chosen.value && chosen.value !== "new" && chosen.type === "hidden" ? `#${chosen.value}` : box.value;
    if (box.value) picker.append(new Option(box.value, present, true, true));
    picker.setAttribute("data-plain", "");
    picker.setAttribute("aria-hidden", "true");
    box.after(picker);
    box.type = "hidden";
    const remote = window.pickDeputies.asking(ask);
    const list = new TomSelect(picker, {
      valueField: "value", labelField: "name", searchField: ["name", "hint", "typed"], refreshThrottle: 0, maxItems: 1, maxOptions: 50, preload: "focus",
      create: text => ({ value: text, name: text, hint: "", title: "" }), createOnBlur: true, persist: false, selectOnTab: false,
      placeholder: "", hidePlaceholder: true, wrapperClass: "ts-wrapper form-select",
      load: remote.load,
      shouldLoad: () => true,
      render: {
        option: (person, escape) => `<div>${escape(person.name)}${person.hint ? `<small>${escape(person.hint)}</small>` : ""}</div>`,
        item: (person, escape) => `<div>${escape(person.name)}</div>`,
        option_create: (data, escape) => {
          const isKnown = Object.values(list.options).some(person => person.id && person.name === data.input.trim());
          return `<div class="create">${isKnown ? "都不是，另增一位" : "名册里没有，新增"}“${escape(data.input)}”</div>`;
        },
        no_results: () => '<div class="no-results">没有符合的，直接写完姓名即可</div>',
        loading: () => '<div class="no-results">正在查名册</div>',
      },
    });
    remote.watch(list);
    row.people = list;
    list.control_input.setAttribute("aria-label", label ? label.textContent : "姓名");
    if (box.getAttribute("aria-invalid")) list.control_input.setAttribute("aria-invalid", "true");
    const take = value => {
      const person = list.options[value];
      box.value = person ? person.name : value;
      const isKnown = /^#\d+$/.test(value);
      const namesake = !isKnown && Object.values(list.options).some(other => other.id && other.name === box.value);
      if (chosen.type === "hidden") chosen.value = isKnown ? value.slice(1) : namesake ? "new" : "";
      if (person?.title && (!title.value || title.dataset.filled === title.value)) { title.value = person.title; title.dataset.filled = person.title; }
      box.dispatchEvent(new Event("input", { bubbles: true }));
    };
    list.on("change", take);
  };

  form.querySelectorAll("[data-rows]").forEach(place => {
    // without script several blank rows are needed; here one comes when it is asked for
    const blank = [...place.querySelectorAll("[data-row]")].filter(row => !row.querySelector("[name$=-name]").value && !row.matches(".is-wrong"));
    blank.slice(place.dataset.rows === "people" && !form.dataset.activity ? 3 : 1).forEach(row => row.remove());
    place.querySelectorAll("[data-row]").forEach(dress);
    number(place);
    const add = place.querySelector("[data-add]");
    add.hidden = false;
    add.addEventListener("click", () => focusRow(addRow(place)));
    place.addEventListener("click", event => {
      const button = event.target.closest("[data-up], [data-down], [data-remove]"), row = button?.closest("[data-row]");
      if (!row) return;
      const name = nameOf(row), other = "up" in button.dataset ? row.previousElementSibling : row.nextElementSibling;
      if ("remove" in button.dataset) {
        const next = row.nextElementSibling ?? row.previousElementSibling;
        row.remove();
        if (next) focusRow(next); else add.focus();
        say(place, `已去掉${name}`);
      } else if (other) {
        if ("up" in button.dataset) other.before(row); else other.after(row);
        number(place);
        (button.disabled ? row.querySelector("[data-up]:enabled, [data-down]:enabled") : button)?.focus();
        say(place, `${name}现在是第 ${[...row.parentElement.children].indexOf(row) + 1} 行`);
      }
      number(place);
      form.dispatchEvent(new Event("input"));
    });
    // Enter goes on to the next row instead of sending the form half-filled
    place.addEventListener("keydown", event => {
      if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || !event.target.matches("input")) return;
      const row = event.target.closest("[data-row]");
      if (!row || row.people?.isOpen) return;
      event.preventDefault();
      focusRow(row.nextElementSibling ?? addRow(place));
    });
  });

  // --- deputies of the roster: one by one, whole groups, whole constituencies --------------------------------
  const deputies = form.querySelector("input[data-deputies]");
  const roster = () => {
    const url = new URL(form.dataset.deputiesUrl, location.href);
    url.searchParams.set("days", form.elements.days.value);
    return url;
  };
  if (deputies && window.TomSelect) window.pickDeputies.pick(deputies, roster);

  // --- what only some kinds ask for; a part that holds something stays in sight -------------------------------
  const asks = JSON.parse(document.getElementById("kind-asks")?.textContent ?? "{}"), kind = form.elements.kind;
  const isFilled = place => [...place.querySelectorAll("input:not([type=hidden]), select, textarea")].some(box => box.value && !/-ORDER$/.test(box.name)) || place.querySelector(".is-wrong");
  const askByKind = () => form.querySelectorAll("[data-asked]").forEach(place => {
    place.hidden = !(asks[kind.value] ?? []).includes(place.dataset.asked) && !isFilled(place);
  });
  kind.addEventListener("change", askByKind);
  askByKind();

  // --- how long the text is ------------------------------------------------------------------------------
  form.querySelectorAll("textarea[data-count]").forEach(box => {
    const line = document.createElement("p"), limit = Number(box.dataset.count);
    line.className = "act-count";
    const count = () => {
      const length = [...box.value].length;
      line.classList.toggle("is-over", length > limit);
      line.textContent = length > limit ? `有 ${length.toLocaleString()} 个字，超过 ${limit.toLocaleString()}，请删去 ${(length - limit).toLocaleString()} 个字` : `${length.toLocaleString()} 个字`;
    };
    box.after(line);
    box.addEventListener("input", count);
    count();
  });

  // --- photos: made smaller before they are sent; what is still too large is said at the field -------------
  const photos = form.elements.photos;
  const complain = text => {
    const field = photos.closest(".rd-field");
    field.querySelectorAll(".rd-error").forEach(old => old.remove());
    field.classList.toggle("is-wrong", Boolean(text));
    photos.setCustomValidity(text);
    if (!text) return;
    const line = document.createElement("p");
    line.className = "rd-error"; line.setAttribute("role", "alert"); line.textContent = text;
    photos.before(line);
  };
  photos?.addEventListener("change", async () => {
    const max = Number(form.dataset.photoMax), kept = new DataTransfer();
    for (const file of photos.files) kept.items.add(await storage.smaller(file));
    photos.files = kept.files;
    const large = [...photos.files].find(file => file.size > max * 1024 * 1024);
    complain(large ? `照片“${large.name}”有 ${Math.ceil(large.size / 1024 / 1024)} MB，每张不能超过 ${max} MB，请缩小后再选` : "");
  });

  // --- a draft in this browser: a lost connection or a closed window loses nothing ---------------------------
  const key = keyOf(form.dataset.owner, form.dataset.activity), hint = form.querySelector("[data-saved-draft]");
  const SKIP = new Set(["csrfmiddlewaretoken", "photos", "attachments"]);
  const written = () => [...new FormData(form)].filter(([name, value]) => !SKIP.has(name) && typeof value === "string");
  let waiting = 0, changed = false;
  const keep = sent => {
    const now = new Date();
    const kept = storage.write(key, { at: now.getTime(), token: form.elements.token.value, version: form.dataset.version, sent, fields: written() });
    if (hint && !sent) hint.textContent = kept ? `${storage.clock(now)} 已暂存在这台电脑上` : "";
  };
  form.addEventListener("input", () => { changed = true; clearTimeout(waiting); waiting = setTimeout(() => keep(false), 800); });
  addEventListener("pagehide", () => { if (changed) keep(Boolean(form.dataset.sent)); });
  form.addEventListener("submit", event => {
    clearTimeout(waiting);
    if (photos?.validationMessage) { event.preventDefault(); photos.focus(); return; }
    if (navigator.onLine === false) {
      event.preventDefault();
      keep(false);
      if (hint) hint.textContent = "网络断了，填的内容已暂存在这台电脑上，连上之后再保存";
      return;
    }
    keep(true);
  });

  const prefixes = [...form.querySelectorAll("[data-rows]")].map(place => place.dataset.rows);
  const put = draft => {
    for (const place of form.querySelectorAll("[data-rows]")) {
      const prefix = place.dataset.rows, total = Number(draft.fields.find(([name]) => name === `${prefix}-TOTAL_FORMS`)?.[1] ?? 0);
      place.querySelectorAll("[data-row]").forEach(row => row.remove());
      place.querySelector("[name$=-TOTAL_FORMS]").value = 0;
      for (let index = 0; index < total; index += 1) {
        const values = draft.fields.filter(([name]) => name.startsWith(`${prefix}-${index}-`));
        if (!values.some(([name, value]) => name.endsWith("-name") && value)) continue;
        const row = addRow(place);
        for (const [name, value] of values) {
          const box = row.querySelector(`[name$="-${name.split("-").pop()}"]`);
          if (box) box.value = value;
        }
        if (row.people) {
          row.people.addOption({ value: "kept", name: row.querySelector("[name$=-name]").value });
          row.people.setValue("kept", true);
        }
        number(place);
      }
      if (!place.querySelector("[data-row]")) addRow(place);
    }
    for (const [name, value] of draft.fields) {
      const box = form.elements[name];
      if (!box || !("value" in box) || prefixes.some(prefix => name.startsWith(`${prefix}-`)) || ["version", "drop", "drop_attachment"].includes(name)) continue;
      if (box.multiple && box.tomselect) { box.tomselect.addItem(value, true); continue; }
      box.value = value;
      if (box.deputies) box.deputies.take(value); else if (box.tomselect) box.tomselect.setValue(value, true);
      box.dispatchEvent(new Event("input"));
    }
    changed = true;
  };
  form.addEventListener("activity:fill", event => put(event.detail));   // what was read in a pasted paragraph
  const offer = document.querySelector("[data-draft]"), draft = storage.read(key);
  const isBounced = Boolean(form.querySelector(".rd-errors, [data-bounced]"));         // came back with errors: everything typed is in the form
  if (draft && offer && !isBounced) {
    const at = new Date(draft.at), title = draft.fields.find(([name]) => name === "headline")?.[1];
    offer.querySelector("[data-draft-said]").textContent = `${storage.day(at)} ${storage.clock(at)} 您填了${title ? `“${title}”` : "一次活动"}，还没有保存。`;
    offer.hidden = false;
    offer.querySelector("[data-draft-use]").addEventListener("click", () => { put(draft); offer.hidden = true; form.elements.headline.focus(); });
    offer.querySelector("[data-draft-drop]").addEventListener("click", () => { storage.drop(key); offer.hidden = true; });
  }
})();
