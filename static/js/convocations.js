/* convocations.js — the reason only for leave. The page works without it. */
(() => {
  // 请假 first asks for the reason, then sends.
  const reason = document.querySelector("[data-reason]");
  if (!reason) return;
  reason.hidden = !("wanted" in reason.dataset);
  reason.closest("form").addEventListener("submit", event => {
    if (!reason.hidden || event.submitter?.value !== "leave") return;
    event.preventDefault(); event.stopImmediatePropagation();
    reason.hidden = false;
    const box = reason.querySelector("textarea");
    box.focus(); box.scrollIntoView({ block: "center" });
    document.querySelector("[data-kept]").textContent = "写好原因，再点一次“请假”";
  });
})();
