/* table.js — reception at the table: what is typed is kept on this phone, a batch that cannot be sent waits and is sent once. */
(() => {
  const form = document.querySelector("form[data-table]");
  if (!form) return;
  const store = window.kept, { owner, table: day } = form.dataset, draftKey = `reception:${owner}:${day}`;
  const list = form.querySelector("[data-rows]"), pattern = form.querySelector("template"), add = form.querySelector("[data-add]");
  const said = document.querySelector("[data-said]"), wrong = form.querySelector("[data-wrong]"), button = document.querySelector("[form=batch][type=submit]");
  const say = text => { said.hidden = !text; said.querySelector("span").textContent = text; };
  const rows = () => [...list.querySelectorAll("[data-row]")];
  const total = form.querySelector("[name$=-TOTAL_FORMS]");

  // --- matters: rows are numbered again whenever one comes or goes ---------------------------------------------
  const number = () => {
    rows().forEach((row, at) => {
      row.querySelectorAll("[name], [id], [for], [aria-describedby]").forEach(part => {
        for (const name of ["name", "id", "for", "aria-describedby"]) if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace(/matters-(\d+|__prefix__)-/g, `matters-${at}-`));
      });
      row.querySelector("[data-number]").textContent = at + 1;
      row.querySelector("[data-remove]").hidden = rows().length < 2;
    });
    total.value = rows().length;
    add.hidden = rows().length >= Number(form.dataset.limit);
  };
  const addRow = () => {
    const shell = document.createElement("template");
    shell.innerHTML = pattern.innerHTML.replaceAll("__prefix__", String(rows().length));
    const row = shell.content.firstElementChild, before = rows().at(-1)?.querySelector("[name$=-heard_by]");
    list.append(row);
    if (before) row.querySelector("[name$=-heard_by]").value = before.value;
    number();
    return row;
  };
  add.addEventListener("click", () => { addRow().querySelector("[name$=-title]").focus(); keep(); });
  list.addEventListener("click", event => {
    const row = event.target.closest("[data-remove]")?.closest("[data-row]");
    if (!row) return;
    row.remove(); number(); keep(); add.focus();
  });

  // --- the draft on this phone -------------------------------------------------------------------------------------
  const written = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const isEmpty = () => !["name", "phone", "home"].some(name => form.elements[name].value) && !rows().some(row => row.querySelector("[name$=-title]").value || row.querySelector("[name$=-account]").value);
  const keep = () => {
    if (isEmpty()) { store.drop(draftKey); say(""); return; }
    if (store.write(draftKey, { at: Date.now(), fields: written() })) say(`已存在本机 ${store.clock(new Date())}，断网也不会丢`);
  };
  const put = fields => {
    const count = Number(fields.find(([name]) => name.endsWith("-TOTAL_FORMS"))?.[1] ?? 1);
    while (rows().length < count) addRow();
    while (rows().length > count) rows().at(-1).remove();
    number();
    form.elements.consents.checked = false;
    for (const [name, value] of fields) {
      const box = form.elements[name];
      if (!box || name.includes("_FORMS")) continue;
      if (box.type === "checkbox") box.checked = true; else box.value = value;
    }
  };
  const token = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64; bytes[8] = bytes[8] & 63 | 128;
    return [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
  };
  const clear = () => {
    rows().slice(1).forEach(row => row.remove());
    for (const box of form.elements) {
      if (["hidden", "submit", "button", "fieldset"].includes(box.type)) continue;
      if (box.type === "checkbox") box.checked = false; else box.value = "";
    }
    form.elements.people.value = 1;
    form.elements.received_at.value = new Date().toTimeString().slice(0, 5);
    form.elements.token.value = token();
    number(); complain({}); store.drop(draftKey);
  };

  // --- what is wrong, at its box ---------------------------------------------------------------------------------------
  const complain = errors => {
    form.querySelectorAll("[data-complaint]").forEach(old => { old.closest(".is-wrong")?.classList.remove("is-wrong"); old.remove(); });
    let first = null;
    for (const [name, text] of Object.entries(errors)) {
      const box = name && form.elements[name], field = box?.closest?.(".rd-field"), line = document.createElement("p");
      line.className = "rd-error"; line.dataset.complaint = ""; line.setAttribute("role", "alert"); line.textContent = text;
      if (field) { field.classList.add("is-wrong"); box.before(line); } else wrong.append(line);
      first ??= field ?? wrong;
    }
    first?.scrollIntoView({ block: "center" });
  };

  // --- the outbox: whole batches with their photos, by token ----------------------------------------------------------------
  const box = new Promise((done, fail) => {
    const asked = indexedDB.open("reception", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "token" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const work = async (mode, act) => {
    const shelf = (await box).transaction("outbox", mode).objectStore("outbox");
    return new Promise((done, fail) => { const asked = act(shelf); asked.onsuccess = () => done(asked.result); asked.onerror = () => fail(asked.error); });
  };
  const waiting = async () => (await work("readonly", shelf => shelf.getAll())).filter(one => one.owner === owner).sort((a, b) => a.at - b.at);
  const forget = key => work("readwrite", shelf => shelf.delete(key));

  const SENT = "sent", REFUSED = "refused", KEPT = "kept";
  const send = async entry => {
    const data = new FormData();
    entry.parts.forEach(([name, value]) => data.append(name, value));
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(entry.url, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
      if (answer.redirected) return { state: KEPT, why: "登录已过期，重新登录后再送出" };
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.status === 422) return { state: REFUSED, errors: told.errors };
      if (!answer.ok) return { state: KEPT, why: answer.status === 413 ? "照片太大，去掉几张再送" : "平台没有收下，稍后自动再送" };
      return { state: SENT, receipt: told.receipt };
    } catch { return { state: KEPT, why: "网络不通，连上后自动送出" }; }
  };

  const area = document.querySelector("[data-outbox]"), shown = area.querySelector("[data-outbox-list]");
  const show = async () => {
    const all = await waiting();
    area.hidden = !all.length;
    area.querySelector("[data-outbox-count]").textContent = all.length;
    shown.replaceChildren(...all.map(entry => {
      const item = document.createElement("li"), inner = document.createElement("div"), text = document.createElement("div"), name = document.createElement("span"), note = document.createElement("p"), change = document.createElement("button");
      name.className = "rd-title"; name.textContent = entry.parts.filter(([key]) => key.endsWith("-title")).map(([, value]) => value).join("；");
      note.textContent = `${store.day(new Date(entry.at))} ${store.clock(new Date(entry.at))}　${entry.why}`;
      change.type = "button"; change.className = "btn btn-s"; change.textContent = "改";
      change.hidden = entry.day !== day;
      change.addEventListener("click", async () => {
        if (!isEmpty()) { say("先把下面这批登记了，再改这一批"); return; }
        await forget(entry.token);
        put(entry.parts.filter(([, value]) => typeof value === "string"));
        for (const input of form.querySelectorAll("input[type=file]")) {
          const chosen = new DataTransfer();
          entry.parts.filter(([key, value]) => key === input.name && value instanceof File).forEach(([, file]) => chosen.items.add(file));
          input.files = chosen.files;
        }
        keep(); show(); form.scrollIntoView();
      });
      text.append(name, note); inner.append(text, change); item.append(inner);
      return item;
    }));
  };
  let flushing = null;
  const flush = () => flushing ??= (async () => {
    let count = 0;
    for (const entry of await waiting()) {
      const result = await send(entry);
      if (result.state === SENT) { await forget(entry.token); count += 1; continue; }
      const why = result.state === REFUSED ? `没有登记上：${Object.values(result.errors).join("；")}` : result.why;
      await work("readwrite", shelf => shelf.put({ ...entry, why }));
      if (result.state === KEPT) break;
    }
    await show();
    if (count) say(`存在本机的 ${count} 批已送出，刷新后列在下面`);
  })().finally(() => { flushing = null; });

  // --- sending -----------------------------------------------------------------------------------------------------------------
  let isBusy = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true; button.disabled = true; say("正在登记");
    const parts = [];
    for (const [name, value] of new FormData(form)) {
      if (name === "csrfmiddlewaretoken" || (value instanceof File && !value.size)) continue;
      parts.push([name, value instanceof File ? await store.smaller(value) : value]);
    }
    const entry = { token: form.elements.token.value, owner, day, url: location.pathname, at: Date.now(), parts, why: "正在送出" };
    const result = await send(entry);
    isBusy = false; button.disabled = false;
    if (result.state === SENT) { store.drop(draftKey); location.assign(result.receipt); return; }
    if (result.state === REFUSED) { keep(); complain(result.errors); return; }
    try {
      await work("readwrite", shelf => shelf.put({ ...entry, why: result.why }));
    } catch { keep(); say(`${result.why}。填的内容都在，请再点一次`); return; }
    clear(); await show();
    say("这批已存在本机，连上网自动送出，可以接着登记下一批");
    area.scrollIntoView({ block: "center" });
  });

  // --- at the start ------------------------------------------------------------------------------------------------------------------
  const found = store.read(draftKey);
  if (found && !("bounced" in form.dataset)) { put(found.fields); say(`接着填 ${store.day(new Date(found.at))} ${store.clock(new Date(found.at))} 存在本机的`); }
  number();
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  addEventListener("online", flush);
  area.querySelector("[data-outbox-send]").addEventListener("click", flush);
  show().then(flush).catch(() => { /* no storage on this phone: batches are sent at once, or stay in the form */ });
})();
