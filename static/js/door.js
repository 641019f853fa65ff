/* door.js — the list at the door: a tap is shown at once and sent as soon as the network lets it; without script
   every row is an ordinary form. */
(() => {
  const door = document.querySelector("[data-door]");
  if (!door) return;
  const { door: url, states: statesUrl, activity, day } = door.dataset;
  const key = `door.${activity}.${day}`, wait = door.querySelector("[data-wait]");
  const token = document.querySelector("meta[name=csrf-token]").content;
  const WORDS = { present: "实到", excused: "请假", absent: "缺席", expected: "点这里签到" };
  const RETRY = 5000, LOOK = 10000;
  const queue = new Map(JSON.parse(localStorage.getItem(key) ?? "[]"));
  let sending = false;

  const rowOf = id => door.querySelector(`[data-row="${id}"]`);
  const show = (row, state) => {
    row.dataset.state = state;
    row.querySelector("[data-word]").textContent = WORDS[state];
    row.querySelector("[data-undo]").hidden = state !== "present";
    const button = row.querySelector("button");
    if (state === "present") { button.name = "undo"; button.value = "1"; } else button.removeAttribute("name");
  };
  const count = numbers => Object.entries(numbers).forEach(([state, number]) => {
    const place = door.querySelector(`[data-number="${state}"]`);
    if (place) place.textContent = number;
  });
  const remember = () => {
    localStorage.setItem(key, JSON.stringify([...queue]));
    wait.hidden = queue.size === 0;
    wait.textContent = queue.size ? `${queue.size} 人还没有送出，连上网络自动再送，请不要关这一页` : "";
  };
  const say = text => {
    const line = document.createElement("div"), words = document.createElement("div");
    line.className = "rd-note is-late"; words.textContent = text; line.append(words);
    document.getElementById("messages").replaceChildren(line);
  };

  const send = async () => {
    if (sending || !queue.size) return;
    sending = true;
    for (const [id, want] of [...queue]) {
      const body = new FormData();
      body.set("deputyship", id); body.set("csrfmiddlewaretoken", token);
      if (day) body.set("day", day);
      if (want === "undo") body.set("undo", "1");
      try {
        const answer = await fetch(url, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
        if (answer.redirected) { say("登录已过期，请重新登录，没有送出的会接着送"); break; }
        if (answer.status >= 500) break;                                // kept, and tried again
        if (queue.get(id) === want) queue.delete(id);
        if (!answer.ok) { say("有一位没有签上，请刷新本页再点"); continue; }
        const told = await answer.json();
        const row = rowOf(id);
        if (row && !queue.has(id)) { if (told.state) show(row, told.state); else row.remove(); }
        count(told.numbers);
      } catch { break; }                                                 // no network: kept, and tried again
    }
    sending = false;
    remember();
  };

  door.addEventListener("submit", event => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    event.preventDefault();
    const want = row.dataset.state === "present" ? "undo" : "present";
    queue.set(row.dataset.row, want);
    show(row, want === "undo" ? "expected" : "present");
    remember();
    send();
  });
  addEventListener("online", send);
  setInterval(send, RETRY);

  // a second phone at the door, and deputies who scan the code themselves
  setInterval(async () => {
    if (document.hidden || queue.size) return;
    try {
      const answer = await fetch(`${statesUrl}${day ? `?day=${day}` : ""}`, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected || queue.size) return;
      const told = await answer.json();
      Object.entries(told.rows).forEach(([id, state]) => { const row = rowOf(id); if (row && row.dataset.state !== state) show(row, state); });
      count(told.numbers);
    } catch { /* away; looked at again */ }
  }, LOOK);

  // name or initials, while typing
  const find = door.querySelector("[data-find]"), none = door.querySelector("[data-none]");
  const filter = () => {
    const text = find.value.normalize("NFKC").toLowerCase().replace(/\s/g, "");
    let left = 0;
    door.querySelectorAll("[data-row]").forEach(row => {
      row.hidden = text !== "" && !row.dataset.key.replace(/\s(?=[^a-z])/g, "").includes(text);
      if (!row.hidden) left += 1;
    });
    none.hidden = left > 0 || text === "";
  };
  find?.addEventListener("input", filter);
  if (find?.value) filter();

  queue.forEach((want, id) => { const row = rowOf(id); if (row) show(row, want === "undo" ? "expected" : "present"); });
  remember();
  send();
})();
