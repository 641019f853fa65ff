/* quick.js — the wording of a quick entry, proposed while the other boxes are filled; what the clerk wrote stays. */
(() => {
  const form = document.querySelector("form[data-propose]");
  if (!form) return;
  const { headline, text } = form.elements, proposed = { headline: "", text: "" };
  const isOurs = (box, name) => !box.value.trim() || box.value === proposed[name];
  const hints = new Map([headline, text].map(box => {
    const hint = document.createElement("p");
    hint.className = "act-count"; hint.setAttribute("role", "status");
    box.after(hint);
    return [box, hint];
  }));
  const put = (box, name, value) => {
    if (!value || !isOurs(box, name)) return;
    const isNew = box.value !== value;
    box.value = proposed[name] = value;
    hints.get(box).textContent = "自动拟定，可以改";
    if (isNew) box.dispatchEvent(new Event("input"));                  // counts the characters; does not ask again
  };
  // whoever is named first leads or presides, as the kind has it
  const leading = JSON.parse(document.getElementById("leading-manners")?.textContent ?? "{}");
  let given = "";
  const lead = () => {
    const row = form.querySelector("[data-rows=people] [data-row]"), box = row?.querySelector("[name$=-manner]");
    if (!box || !row.querySelector("[name$=-name]").value || (box.value && box.value !== given)) return;
    box.value = given = leading[form.elements.kind.value] ?? "";
  };
  let waiting = 0, asked = 0;
  const ask = async () => {
    lead();
    if (!form.elements.kind.value || !(isOurs(headline, "headline") || isOurs(text, "text"))) return;
    const body = new FormData(form), turn = asked += 1;
    if (isOurs(headline, "headline")) body.set("headline", "");
    if (isOurs(text, "text")) body.set("text", "");
    body.delete("photos");
    try {
      const answer = await fetch(form.dataset.propose, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || turn !== asked) return;
      const found = await answer.json();
      put(headline, "headline", found.headline);
      put(text, "text", found.text);
    } catch { /* no connection: the server proposes the same wording when the form is saved */ }
  };
  form.addEventListener("input", event => {
    if (event.target === headline || event.target === text) { hints.get(event.target).textContent = ""; return; }
    clearTimeout(waiting); waiting = setTimeout(ask, 500);
  });
  form.addEventListener("change", () => { clearTimeout(waiting); waiting = setTimeout(ask, 200); });
})();
