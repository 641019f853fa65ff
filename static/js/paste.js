/* paste.js — the cards of a pasted month: what is typed is kept at once, an answer changes only what it is about. */
(() => {
  // --- how long the pasted text is --------------------------------------------------------------------
  document.querySelectorAll("textarea[data-count]").forEach(box => {
    if (box.closest("[data-activity-form]")) return;                  // counted there
    const line = document.createElement("p"), limit = Number(box.dataset.count);
    const count = () => {
      const length = [...box.value].length;
      line.className = length > limit ? "rd-error" : "rd-hint";
      line.textContent = length > limit ? `有 ${length.toLocaleString()} 个字，一次最多 ${limit.toLocaleString()}，请分几次粘贴` : `${length.toLocaleString()} 个字`;
    };
    box.after(line);
    box.addEventListener("input", count);
    count();
  });

  const cards = document.getElementById("cards");
  if (!cards) return;

  // --- one request after the other, each with the boxes as they were when it was made --------------------
  const say = text => {
    const place = document.getElementById("messages"), line = document.createElement("div"), words = document.createElement("div");
    line.className = "rd-note is-late"; line.setAttribute("role", "alert"); words.textContent = text;
    line.append(words);
    place?.replaceChildren(line);
    place?.scrollIntoView({ block: "nearest" });
  };
  const SAID = { 403: "登录已过期，请另开一页登录，再回来接着改", 404: "这份粘贴已经清除", 409: "这一处已经改过了，请刷新本页" };
  const put = (html, mine) => {
    const shell = document.createElement("template");
    shell.innerHTML = html;
    [...shell.content.children].forEach(fresh => {
      const old = document.getElementById(fresh.id), busy = document.activeElement;
      if (!old) return;
      // somebody types there: what comes next from there brings it up to date
      if (old !== mine && old.contains(busy) && busy.matches("input, textarea, select")) return;
      old.replaceWith(fresh);
      window.htmx?.process(fresh);
    });
  };
  const next = from => {
    const asks = [...cards.querySelectorAll("[data-ask]")].filter(ask => ask.closest("details")?.open);
    const here = from && cards.contains(from) ? asks.find(ask => from.contains(ask)) : null;
    const after = here ?? asks.find(ask => ask.matches(".is-must") && (!from || from.compareDocumentPosition(ask) & Node.DOCUMENT_POSITION_FOLLOWING)) ?? asks.find(ask => ask.matches(".is-must"));
    (after ?? document.querySelector("#paste-foot .btn:not(:disabled)"))?.focus();
  };
  let last = Promise.resolve();
  const send = (form, button) => {
    const body = new FormData(form, button?.form === form ? button : null), url = form.action, id = form.closest(".pst-card").id;
    if (!button) body.set("do", "save");
    else if (button.form !== form) body.set("do", button.value);
    last = last.then(async () => {
      try {
        const answer = await fetch(url, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
        if (!answer.ok || answer.redirected) { say(SAID[answer.redirected ? 403 : answer.status] ?? "系统出错，这一步没有保存，请稍后再试"); return; }
        put(await answer.text(), button ? document.getElementById(id) : null);
        if (button) next(document.getElementById(id));
      } catch { say("网络不通，这一步没有保存。连上之后再改一次这一处"); }
    });
  };
  cards.addEventListener("change", event => {
    const form = event.target.closest("form[data-card]");
    if (form && event.target.name && event.target.type !== "search") send(form, null);
  });
  cards.addEventListener("submit", event => {
    const form = event.target;
    if (form.matches("[data-card]")) {
      event.preventDefault();
      send(form, event.submitter?.value === "save" ? null : event.submitter);
    } else if (form.matches("[data-record]")) {
      event.preventDefault();
      // what was typed last goes first; its answer may have put another form in this one's place
      last = last.then(() => cards.querySelector("form[data-record]")?.submit());
    }
  });
  // a question in focus takes a digit as its answer
  cards.addEventListener("keydown", event => {
    const ask = event.target.closest("[data-ask]");
    if (!ask || event.target.matches("input, textarea, select") || !/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    const button = ask.querySelectorAll(".rd-acts .btn")[Number(event.key) - 1];
    if (button) { event.preventDefault(); button.click(); }
  });
  // a link in a question leads into the box, wherever its card is folded
  const reveal = hash => {
    const box = hash && document.getElementById(hash.slice(1));
    if (!box || !cards.contains(box)) return false;
    for (let at = box; at && at !== cards; at = at.parentElement) if (at.matches("details")) at.open = true;
    const ask = box.matches(".pst-card") ? box.querySelector("[data-ask]") ?? box.querySelector("summary") : box;
    ask.focus();
    box.scrollIntoView({ block: box.matches(".pst-card") ? "start" : "center" });
    return true;
  };
  document.addEventListener("click", event => {
    const link = event.target.closest("#cards a[href^='#']");
    if (link && reveal(link.hash)) event.preventDefault();
  });
  reveal(location.hash);

  // --- what htmx brings in: the first of the offered takes the focus ---------------------------------------
  document.addEventListener("htmx:afterSwap", event => {
    if (event.target.matches("[data-pick]")) event.target.querySelector("input")?.focus();
  });

  const unfold = document.querySelector("[data-unfold]");
  if (unfold) {
    unfold.hidden = false;
    unfold.addEventListener("click", () => {
      const open = unfold.getAttribute("aria-pressed") !== "true";
      cards.querySelectorAll(".pst-card").forEach(card => { card.open = open; });
      unfold.setAttribute("aria-pressed", String(open));
      unfold.textContent = open ? "全部收起" : "全部展开";
    });
  }
})();
