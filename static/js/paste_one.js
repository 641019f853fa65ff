/* paste_one.js — a pasted paragraph fills the form of an activity; what is unsure is said at its box. */
(() => {
  const place = document.querySelector("[data-paste-one]"), form = place?.closest("form[data-activity-form]");
  if (!form) return;
  const button = place.querySelector("[data-paste-read]"), result = document.getElementById("pasted-result");
  button.hidden = false;

  const markOf = id => {
    const box = document.getElementById(id);
    return box ? { box, field: box.closest("[data-row]") ?? box.closest(".rd-field") } : null;
  };
  const clear = () => {
    form.querySelectorAll(".pst-why").forEach(line => line.remove());
    form.querySelectorAll(".pst-unsure").forEach(field => field.classList.remove("pst-unsure"));
  };
  const mark = why => {
    const found = markOf(why.dataset.why);
    if (!found?.field) return;
    const line = document.createElement("p"), { box, field } = found;
    line.className = "pst-why"; line.id = `${box.id}_why`; line.textContent = `请核对：${why.parentElement.textContent.replace(/^[^：]*：/, "")}`;
    field.classList.add("pst-unsure");
    field.append(line);
    const heard = box.tomselect?.control_input ?? field.querySelector(".ts-control input") ?? box;
    heard.setAttribute("aria-describedby", [heard.getAttribute("aria-describedby"), line.id].filter(Boolean).join(" "));
    // once the box is changed, the clerk has looked
    const settle = () => { line.remove(); if (!field.querySelector(".pst-why")) field.classList.remove("pst-unsure"); };
    setTimeout(() => { field.addEventListener("input", settle, { once: true }); field.addEventListener("change", settle, { once: true }); });
  };
  const fill = () => {
    const told = document.getElementById("pasted-fields");
    if (!told) return;
    form.dispatchEvent(new CustomEvent("activity:fill", { detail: { fields: JSON.parse(told.textContent) } }));
    form.elements.kind.dispatchEvent(new Event("change"));
    form.dispatchEvent(new Event("input"));                            // kept as a draft like what is typed
    clear();
    result.querySelectorAll("[data-why]").forEach(mark);
  };
  button.addEventListener("click", async () => {
    const body = new FormData(form);
    for (const name of ["photos", "attachments"]) body.delete(name);
    button.disabled = true;
    try {
      const answer = await fetch(place.dataset.pasteOne, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      result.innerHTML = await answer.text();
      fill();
    } catch { result.innerHTML = '<p class="rd-error" role="alert">没有读出来，网络不通或登录已过期，请再试一次</p>'; }
    button.disabled = false;
  });
  result.addEventListener("click", event => {
    const link = event.target.closest("[data-why]"), found = link && markOf(link.dataset.why);
    if (!found) return;
    event.preventDefault();
    const { box, field } = found, list = box.tomselect ?? field.people;
    if (list) list.focus(); else box.focus();
    field.scrollIntoView({ block: "center" });
  });
  result.querySelectorAll("[data-why]").forEach(mark);                 // came back without script's help
})();
