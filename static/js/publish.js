/* publish.js — a word selected in the original goes into the box of what is to be hidden. */
(() => {
  const box = document.querySelector('textarea[name="words"]');
  const button = document.createElement("button");
  if (!box) return;
  button.type = "button";
  button.className = "btn btn-soft";
  button.textContent = "隐去选中的字";
  button.disabled = true;
  box.after(button);

  const selected = () => {
    const selection = document.getSelection();
    const inside = selection.anchorNode && selection.anchorNode.parentElement?.closest(".pl-pair");
    return inside ? selection.toString().trim() : "";
  };
  let word = "";
  document.addEventListener("selectionchange", () => {
    const now = selected();
    if (now.length > 1 && !now.includes("\n")) word = now;
    button.disabled = !word;
    button.textContent = word ? `隐去“${word.slice(0, 12)}”` : "隐去选中的字";
  });
  button.addEventListener("click", () => {
    if (!word) return;
    box.value = `${box.value.trimEnd()}\n${word}`.trimStart();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    word = "";
    button.disabled = true;
    button.textContent = "隐去选中的字";
  });
})();
