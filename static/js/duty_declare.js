/* duty_declare.js — what a deputy declares stays on this phone until it was sent; photos are made smaller first. */
(() => {
  const store = window.kept;
  const place = document.querySelector("[data-duty-form], [data-duty-sent]");
  if (!place || !store) return;
  const { owner } = place.dataset, key = owner && `duty-draft-${owner}`;
  const sent = (place.dataset.sent ?? place.dataset.dutySent ?? "").split(" ");
  const found = key ? store.read(key) : null;
  if (found && sent.includes(found.token)) store.drop(key);          // it arrived, though the answer may have been lost
  const form = place.closest("form[data-duty-form]");
  if (!form) return;
  const boxes = form.elements;

  // --- hours only for the kinds that ask for them ----------------------------------------------------------
  const hours = form.querySelector("[data-hours-field]");
  const show = () => { hours.hidden = !form.querySelector("[name=kind]:checked")?.hasAttribute("data-hours") && !boxes.hours.value; };
  form.addEventListener("change", show);

  // --- the draft on this phone --------------------------------------------------------------------------------
  const line = document.querySelector("[data-saved-at]");
  const say = text => { line.hidden = false; line.querySelector("span").textContent = text; };
  const SKIP = new Set(["csrfmiddlewaretoken", "photos", "deputyship"]);
  const keep = () => {
    const fields = [...new FormData(form)].filter(([name, value]) => !SKIP.has(name) && typeof value === "string");
    return store.write(key, { at: Date.now(), token: boxes.token.value, fields });
  };
  if (key) {
    if (found && !sent.includes(found.token) && !("bounced" in form.dataset)) {
      for (const [name, value] of found.fields) {
        if (name === "kind") { const box = form.querySelector(`[name=kind][value="${CSS.escape(value)}"]`); if (box) box.checked = true; } else if (boxes[name]) boxes[name].value = value;
      }
      say(`接着填 ${store.day(new Date(found.at))} ${store.clock(new Date(found.at))} 存在本机的，照片要再选一次`);
    }
    form.addEventListener("input", event => {
      if (event.target.type !== "file" && keep()) say(`已存在本机 ${store.clock(new Date())}，断网也不会丢`);
    });
  }
  show();

  // --- photos ---------------------------------------------------------------------------------------------------
  const photos = boxes.photos, said = form.querySelector("[data-photo-said]");
  photos.addEventListener("change", async () => {
    const files = [...photos.files];
    if (!files.length) return;
    const ready = await Promise.all(files.map(file => store.smaller(file))), chosen = new DataTransfer();
    ready.forEach(file => chosen.items.add(file));
    photos.files = chosen.files;
    const over = ready.length - Number(photos.dataset.limit);
    said.textContent = over > 0 ? `选了 ${ready.length} 张，最多 ${photos.dataset.limit} 张，请重新选` : `已选 ${ready.length} 张`;
  });
})();
