/* unit_reply.js — the reply of a unit: a draft kept in this browser; the promise and the reason only where they are asked for. */
(() => {
  // the page of a suggestion that was answered: the draft has done its work
  document.querySelectorAll("[data-answered]").forEach(mark => window.kept.drop(mark.dataset.answered));

  const form = document.querySelector("form[data-unit-reply]");
  if (!form) return;
  const key = form.dataset.unitReply, hint = form.querySelector("[data-saved-draft]");

  const promise = form.querySelector("[data-promise]"), secret = form.querySelector("[data-secret]");
  const promising = new Set(form.dataset.promising.split(","));
  const show = () => {
    promise.hidden = !promising.has(form.elements.category.value);
    secret.hidden = form.elements.public.value !== "no";
  };
  form.addEventListener("change", show);
  show();

  const SKIP = new Set(["csrfmiddlewaretoken", "attachments"]);
  const written = () => [...new FormData(form)].filter(([name, value]) => !SKIP.has(name) && typeof value === "string");
  let waiting = 0, changed = false;
  const keep = () => {
    const now = new Date(), done = window.kept.write(key, { at: now.getTime(), fields: written() });
    if (hint) hint.textContent = done ? `${window.kept.clock(now)} 已暂存在这台电脑上` : "";
  };
  form.addEventListener("input", () => { changed = true; clearTimeout(waiting); waiting = setTimeout(keep, 800); });
  addEventListener("pagehide", () => { if (changed) keep(); });
  form.addEventListener("submit", event => {
    clearTimeout(waiting);
    keep();
    if (navigator.onLine !== false) return;
    event.preventDefault(); event.stopImmediatePropagation();
    if (hint) hint.textContent = "网络断了，填的内容已暂存在这台电脑上，连上之后再答复";
  });

  const put = draft => {
    for (const [name, value] of draft.fields) {
      const box = form.elements[name];
      if (box && "value" in box) box.value = value;
    }
    changed = true;
    show();
  };
  const offer = document.querySelector("[data-draft]"), draft = window.kept.read(key);
  const bounced = Boolean(form.querySelector(".rd-errors"));                        // everything typed is in the form
  if (!draft || bounced || !draft.fields.some(([name, value]) => name === "text" && value.trim())) return;
  const at = new Date(draft.at);
  offer.querySelector("[data-draft-said]").textContent = `${window.kept.day(at)} ${window.kept.clock(at)} 您写了答复，还没有报送。`;
  offer.hidden = false;
  offer.querySelector("[data-draft-use]").addEventListener("click", () => { put(draft); offer.hidden = true; form.elements.text.focus(); });
  offer.querySelector("[data-draft-drop]").addEventListener("click", () => { window.kept.drop(key); offer.hidden = true; });
})();
