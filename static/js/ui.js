/* ui.js — behaviours of the shell: large text, menus, dialogs, unsaved changes, htmx. No page needs it to work. */
(() => {
  const root = document.documentElement;
  const token = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

  // large text: switched at once, kept by the server (account or cookie)
  document.addEventListener("submit", event => {
    const form = event.target;
    if (!form.matches("form[data-large]")) return;
    event.preventDefault();
    const on = !root.classList.contains("is-large");
    const body = new FormData(form);
    body.set("on", on ? "1" : "0");
    body.set("csrfmiddlewaretoken", token());
    fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } }).then(answer => {
      if (!answer.ok) throw new Error(String(answer.status));
      root.classList.toggle("is-large", on);
      document.querySelectorAll("form[data-large] button").forEach(b => b.setAttribute("aria-pressed", String(on)));
      document.querySelectorAll("form[data-large] [name=on]").forEach(i => { i.value = on ? "0" : "1"; });
    }).catch(() => form.submit());                                  // the plain way shows what is wrong
  });

  // one legal basis, one menu open at a time; Escape closes and gives the focus back
  const popovers = ".rd-basis[open], .rd-menu[open]";
  document.addEventListener("click", event => {
    document.querySelectorAll(popovers).forEach(d => { if (!d.contains(event.target)) d.open = false; });
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(popovers).forEach(d => { d.open = false; d.querySelector("summary").focus(); });
  });

  // dialogs
  document.addEventListener("click", event => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
    const closer = event.target.closest("[data-close-dialog]");
    if (closer) closer.closest("dialog")?.close();
  });
  document.querySelectorAll("dialog[data-opened]").forEach(dialog => dialog.showModal());

  // show a password
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-show]");
    if (!button) return;
    const field = document.getElementById(button.dataset.show), hidden = field.type === "password";
    const word = hidden ? "隐藏" : "显示";
    field.type = hidden ? "text" : "password";
    button.setAttribute("aria-label", (button.getAttribute("aria-label") ?? "").replace(button.textContent, word));
    button.textContent = word;
  });

  // error summary: read first; its links lead into the field
  document.querySelector("[data-focus]")?.focus();
  document.addEventListener("click", event => {
    const link = event.target.closest(".rd-errors a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    if (field.tomselect) field.tomselect.focus(); else field.focus();
    field.closest(".rd-field")?.scrollIntoView({ block: "center" });
  });

  // a form with data-guard says that there are changes, and asks before they are left behind
  let unsaved = false;
  document.addEventListener("input", event => {
    const form = event.target.closest("form[data-guard]");
    if (!form) return;
    unsaved = true;
    form.querySelectorAll("[data-unsaved]").forEach(hint => { hint.hidden = false; });
  });
  document.addEventListener("submit", event => { if (event.target.matches("form[data-guard]")) unsaved = false; });
  addEventListener("beforeunload", event => { if (unsaved) event.preventDefault(); });

  // a form is sent once, however often the button is pressed
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 3000);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(f => { delete f.dataset.sent; }));

  // htmx: the CSRF header; a refused or broken request is said, never swallowed
  document.addEventListener("htmx:configRequest", event => { event.detail.headers["X-CSRFToken"] = token(); });
  const say = text => {
    const place = document.getElementById("messages");
    if (!place) return;
    const line = document.createElement("div"), words = document.createElement("div");
    line.className = "rd-note is-late"; words.textContent = text; line.append(words);
    place.replaceChildren(line);
    place.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:beforeSwap", event => {
    const { detail } = event, { status } = detail.xhr;
    if (status !== 409 && status !== 422) return;
    detail.shouldSwap = true; detail.isError = false;
    if (status === 409 && !detail.xhr.getResponseHeader("HX-Retarget")) { detail.target = document.body; detail.swapOverride = "innerHTML"; }     // a conflict is a page of its own, unless the answer says where it belongs
  });
  document.addEventListener("htmx:responseError", event => {
    const said = { 403: "您的岗位不能办这件事，或登录已过期，请刷新本页", 404: "没有找到这条记录，请刷新本页", 413: "内容太大，没有收到", 503: "服务器暂时连不上，这一步没有办成，请过一两分钟再试" };
    say(said[event.detail.xhr.status] ?? "系统出错，这一步没有办成，请稍后再试");
  });
  document.addEventListener("htmx:sendError", () => say("网络不通，这一步没有办成，请稍后再试"));

  // narrow: the menu is a strip, show where we are
  const strip = document.querySelector(".rd-side"), current = strip?.querySelector("[aria-current]");
  if (current) strip.scrollLeft = current.offsetLeft - 24;
})();
