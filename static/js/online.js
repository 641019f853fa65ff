/* online.js — the public form: what was typed stays in this browser until it is sent, photos are made smaller. Works without it. */
(() => {
  const PREFIX = "online:", form = document.querySelector("form[data-online]");
  if (document.querySelector("[data-online-sent]")) {
    try { Object.keys(localStorage).filter(key => key.startsWith(PREFIX)).forEach(key => localStorage.removeItem(key)); } catch { /* nothing was kept */ }
    return;
  }
  document.querySelector("[data-focus]")?.focus();
  if (!form) return;
  const key = PREFIX + form.dataset.key, said = form.querySelector("[data-said]"), names = ["title", "account"];
  const draft = kept.read(key);
  if (draft && !("bounced" in form.dataset)) {
    for (const name of names) if (draft[name] && !form.elements[name].value) form.elements[name].value = draft[name];
    if (names.some(name => draft[name])) said.textContent = "上次没有提交的内容已经找回";
  }
  const keep = () => kept.write(key, { at: Date.now(), ...Object.fromEntries(names.map(name => [name, form.elements[name].value])) });
  if (names.some(name => form.elements[name].value)) keep();         // typed before this ran, or sent back
  form.addEventListener("input", keep);
  const photos = form.elements.photos;
  photos.addEventListener("change", async () => {
    const chosen = [...photos.files], room = new DataTransfer();
    said.textContent = chosen.length ? "正在缩小照片" : "";
    for (const file of chosen) room.items.add(await kept.smaller(file));
    photos.files = room.files;
    said.textContent = chosen.length ? `已选 ${chosen.length} 张照片` : "";
  });
  form.addEventListener("submit", event => { if (!event.submitter?.name) said.textContent = "正在提交"; });
})();
