/* keep.js — a form whose sending fails stays as it was typed. The pages work without it. */
(() => {
  // Sent from within the page: without a network the page, and everything typed, is still there.
  document.querySelectorAll("form[data-keep]").forEach(form => {
    const said = form.querySelector("[data-kept]");
    let busy = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      said.textContent = "";
      try {
        const answer = await fetch(form.action || location.href, { method: "POST", body: new FormData(form, event.submitter) });
        if (answer.status >= 500) throw new Error(String(answer.status));
        const page = await answer.text();
        if (answer.url !== location.href) history.pushState(null, "", answer.url);
        document.open(); document.write(page); document.close();
      } catch {
        said.textContent = "网络不通，还没有送出。填的内容都在，请再点一次";
        said.scrollIntoView({ block: "center" });
      }
      busy = false;
    });
  });
})();
