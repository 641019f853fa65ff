/* suggestion_draft.js — a suggestion that is being written: kept on this phone and by the server, photos sent as they are picked. */
(() => {
  const store = window.kept, keyOf = (owner, row) => `suggestion-draft:${owner}:${row || "new"}`;

  // the receipt: what was submitted needs no draft any more
  const sent = document.querySelector("[data-sent]");
  if (sent) {
    const { owner, sent: token, row } = sent.dataset, fresh = store.read(keyOf(owner));
    if (fresh?.token === token || fresh?.moved) store.drop(keyOf(owner));
    store.drop(keyOf(owner, row));
  }
  const form = document.querySelector("form[data-suggestion-form]");
  if (!form) return;
  const { owner } = form.dataset, boxes = form.elements;
  const key = () => keyOf(owner, boxes.row.value);

  // the server made a record of it while this page was being loaded anew, so the address is still that of an empty form
  const moved = store.read(key())?.moved;
  if (moved) {
    store.drop(key());
    if (performance.getEntriesByType("navigation")[0]?.type === "reload") { location.replace(moved); return; }
  }

  // --- what is said about where the draft is ---------------------------------------------------------------
  const line = document.querySelector("[data-saved-at]");
  const say = (text, isWrong = false) => {
    line.hidden = !text;
    line.classList.toggle("is-wrong", isWrong);
    line.querySelector("span").textContent = text;
  };

  // --- on this phone -----------------------------------------------------------------------------------------
  const SKIP = new Set(["csrfmiddlewaretoken", "photos", "documents", "drop", "drop_file", "version", "opened", "row"]);
  const written = () => [...new FormData(form)].filter(([name, value]) => !SKIP.has(name) && typeof value === "string");
  const keep = saved => {
    const draft = { at: Date.now(), token: boxes.token.value, version: boxes.version?.value ?? "", saved, fields: written() };
    return store.write(key(), draft);
  };
  const put = draft => {
    for (const [name, value] of draft.fields) {
      const box = boxes[name];
      if (!box || name === "lead") continue;
      if (box instanceof RadioNodeList) { box.value = value; continue; }
      if (box.type === "checkbox") { box.checked = true; continue; }
      box.value = value;
      if (box.deputies) box.deputies.take(value); else if (box.tomselect) box.tomselect.setValue(value, true);
    }
    if (!boxes.row.value) boxes.token.value = draft.token;
  };

  // --- by the server: one request at a time, the last words win ------------------------------------------------
  let waiting = 0, running = null, isDirty = false, isStopped = false;
  const body = () => {
    const data = new FormData(form);
    for (const name of ["photos", "documents", "cosigners", "drop", "drop_file"]) data.delete(name);
    return data;
  };
  const hidden = (name, value) => {
    if (!boxes[name]) {
      const box = document.createElement("input");
      box.type = "hidden"; box.name = name;
      form.append(box);
    }
    boxes[name].value = value;
  };
  const settle = told => {
    const before = key();
    hidden("row", told.row); hidden("version", told.version);
    if (before !== key()) store.write(before, { at: Date.now(), moved: told.address });
    form.dataset.attach = told.attach;
    form.action = told.address;
    if (location.pathname !== new URL(told.address, location.href).pathname) history.replaceState(null, "", told.address);
  };
  const send = async () => {
    isDirty = false;
    const now = store.clock(new Date());
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: body(), headers: { "X-Requested-With": "fetch" } });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.status === 409) { isStopped = true; keep(false); say(`本机已存 ${now}。${told.said}`, true); return; }
      if (answer.status === 422) { keep(false); say(`本机已存 ${now}，平台还没有存。${told.said}`, true); return; }
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      if (!told.row) return;
      settle(told);
      keep(!isDirty);
      say(`草稿已存 ${now}，本机也有一份，断网不会丢`);
    } catch {
      isDirty = true;
      if (keep(false)) say(`草稿已存在本机 ${now}，断网也不会丢`);
    }
  };
  const save = () => {
    clearTimeout(waiting);
    running ??= send().finally(() => { running = null; if (pending.length) upload(); });
    return running;
  };
  form.addEventListener("input", event => {
    if (event.target.type === "file" || event.target.name === "drop") return;
    isDirty = true;
    if (keep(false)) say(`草稿已存在本机 ${store.clock(new Date())}，断网也不会丢`);
    clearTimeout(waiting);
    if (!isStopped) waiting = setTimeout(save, 2500);
  });
  addEventListener("online", () => { if (isDirty && !isStopped) save(); else if (pending.length) upload(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && isDirty && !isStopped) save(); });

  // --- what was found on this phone when the page was opened -----------------------------------------------------
  const offer = document.querySelector("[data-offer]"), found = store.read(key());
  const told = found && `${store.day(new Date(found.at))} ${store.clock(new Date(found.at))}`;
  const ask = (text, use, drop, onUse, onDrop) => {
    const [yes, no] = [offer.querySelector("[data-offer-use]"), offer.querySelector("[data-offer-drop]")];
    offer.querySelector("[data-offer-said]").textContent = text;
    yes.textContent = use; no.textContent = drop; yes.hidden = !use;
    yes.addEventListener("click", () => { onUse?.(); offer.hidden = true; });
    no.addEventListener("click", () => { onDrop(); offer.hidden = true; });
    offer.hidden = false;
  };
  const isBounced = "bounced" in form.dataset;                       // came back with errors: everything typed is in the form
  const words = fields => JSON.stringify(fields.filter(([name, value]) => value && name !== "cosigners").map(([name, value]) => [name, value.replace(/\s+/g, " ").trim()]).sort());
  if (boxes.row.value && store.read(keyOf(owner))?.token === boxes.token.value) store.drop(keyOf(owner));
  if (found && !isBounced && (found.saved || words(found.fields) === words(written()))) {
    store.drop(key());
    if (boxes.row.value) say("草稿已存在平台上");
  }
  else if (found && !isBounced && (!boxes.row.value || found.version === boxes.version?.value)) {
    put(found);
    isDirty = true;
    say(`接着写 ${told} 存在本机的草稿`);
    if (!boxes.row.value) ask(`这是 ${told} 没有写完的。`, "", "另写一件", null, () => { store.drop(key()); location.reload(); });
    waiting = setTimeout(save, 1000);
  } else if (found && !isBounced) {
    ask(`本机还有一份 ${told} 没有存上的，和现在的不一样。`, "用本机的", "不要了", () => { put(found); isDirty = true; save(); }, () => store.drop(key()));
  }

  // --- submitting: what is on its way goes first, so that nobody overtakes himself -------------------------------------
  form.addEventListener("submit", event => {
    keep(false);
    if (running || uploading) {
      const { submitter } = event;
      event.preventDefault(); event.stopImmediatePropagation();
      say("正在存，马上提交");
      Promise.allSettled([running, uploading]).then(() => form.requestSubmit(submitter));
      return;
    }
    clearTimeout(waiting);
    if (pending.length) {                                            // what could not be sent yet goes with the form
      const chosen = new DataTransfer();
      pending.forEach(({ file }) => chosen.items.add(file));
      photos.files = chosen.files;
    }
  });

  // --- photos -----------------------------------------------------------------------------------------------------------
  const photos = boxes.photos, place = form.querySelector("[data-photos]"), list = place.querySelector("[data-photo-list]");
  const limit = Number(form.dataset.photoLimit), most = Number(form.dataset.photoMax) * 1024 * 1024;
  const pending = [];
  let uploading = null;
  const have = () => list.querySelectorAll("li").length;
  const complain = text => {
    place.querySelectorAll(".rd-error").forEach(old => old.remove());
    place.classList.toggle("is-wrong", Boolean(text));
    if (!text) return;
    const said = document.createElement("p");
    said.className = "rd-error"; said.setAttribute("role", "alert"); said.textContent = text;
    place.querySelector("[data-photo-grid]").before(said);
  };
  const tell = text => { place.querySelector("[data-photo-said]").textContent = text; place.querySelector("[data-photo-count]").textContent = have(); };
  const preview = async file => {
    const item = document.createElement("li"), canvas = document.createElement("canvas");
    item.className = "is-pending";
    item.append(canvas);
    list.querySelector("ul").append(item);
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" }), side = Math.min(picture.width, picture.height);
      canvas.width = canvas.height = 160;
      canvas.getContext("2d").drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, 160, 160);
    } catch { item.textContent = file.name; }
    return item;
  };
  const post = async data => {
    data.set("csrfmiddlewaretoken", boxes.csrfmiddlewaretoken.value);
    const answer = await fetch(form.dataset.attach, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
    if (answer.status !== 422 && (!answer.ok || answer.redirected)) throw new Error(String(answer.status));
    const shell = document.createElement("template");
    shell.innerHTML = await answer.text();
    const said = shell.content.querySelector(".rd-error")?.textContent.trim() ?? "";
    const left = pending.filter(one => one.item.isConnected).map(one => one.item);
    list.replaceChildren(shell.content.querySelector("ul"));
    list.querySelector("ul").append(...left);
    return said;
  };
  const upload = () => {
    if (uploading || !pending.length) return uploading;
    const run = async () => {
      if (!form.dataset.attach) { isDirty = true; await save(); }
      if (!form.dataset.attach) { tell(`${pending.length} 张照片和内容一起传`); return; }
      const wrong = [];
      while (pending.length) {
        tell(`正在传照片，还有 ${pending.length} 张`);
        const [{ file, item }] = pending, data = new FormData();
        data.append("photos", file);
        try {
          item.remove();
          const said = await post(data);
          if (said) wrong.push(said);
          pending.shift();
        } catch {
          list.querySelector("ul").append(item);
          tell(`网络不通，${pending.length} 张照片还没有传，连上后自动传`);
          return;
        }
      }
      complain(wrong.join("；"));
      tell(wrong.length ? "" : "照片已传");
    };
    uploading = run().finally(() => { uploading = null; });
    return uploading;
  };
  photos.addEventListener("change", async () => {
    const chosen = [...photos.files], over = have() + chosen.length - limit;
    photos.value = "";
    if (over > 0) { complain(`照片最多 ${limit} 张，${have() ? `已有 ${have()} 张，` : ""}这次选了 ${chosen.length} 张，请去掉 ${over} 张再选`); return; }
    const ready = await Promise.all(chosen.map(file => store.smaller(file))), large = ready.find(file => file.size > most);
    complain(large ? `照片“${large.name}”有 ${Math.ceil(large.size / 1024 / 1024)} MB，每张不能超过 ${form.dataset.photoMax} MB，请缩小后再选` : "");
    for (const file of ready.filter(one => one.size <= most)) pending.push({ file, item: await preview(file) });
    tell("");
    if (running) await running;
    upload();
  });
  list.addEventListener("change", async event => {
    const box = event.target;
    if (box.name !== "drop" || !form.dataset.attach) return;
    const data = new FormData();
    data.append("drop", box.value);
    try { complain(await post(data)); tell("已去掉 1 张照片"); } catch { box.checked = false; tell("网络不通，没有去掉"); }
  });
  place.querySelectorAll("[data-camera], [data-album]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const isCamera = "camera" in button.dataset;
      photos.toggleAttribute("capture", isCamera); if (isCamera) photos.setAttribute("capture", "environment");
      photos.multiple = !isCamera;
      photos.click();
    });
  });
  photos.classList.add("visually-hidden"); photos.tabIndex = -1;

  // --- who is invited to sign; remarks of the server are silent without a network --------------------------------------------
  const box = form.querySelector("input[data-deputies]");
  if (box && window.TomSelect) window.pickDeputies.pick(box, () => new URL(form.dataset.deputiesUrl, location.href), "邀请");
  const hints = document.getElementById("hints");
  for (const name of ["htmx:sendError", "htmx:responseError"]) hints.addEventListener(name, event => event.stopPropagation());
})();
