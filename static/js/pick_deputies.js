/* pick_deputies.js — a box of names becomes a searching list: deputies one by one, whole groups, whole constituencies. */
window.pickDeputies = (() => {
  // Pickers that ask the server: Enter waits for the answer to what was typed.
  const asking = fetched => {
    const answered = new Set();
    let isWaiting = false, list;
    return {
      load(text, done) {
        const finish = found => {
          done(found);
          answered.add(text);
          if (!isWaiting || list.control_input.value.trim() !== text.trim()) return;
          isWaiting = false;
          if (list.activeOption) list.onOptionSelect(new Event("keydown"), list.activeOption);
        };
        fetched(text).then(finish).catch(() => finish());
      },
      watch(made) {
        list = made;
        list.control_input.addEventListener("keydown", event => {
          const text = list.control_input.value;
          if (event.key !== "Enter" || event.isComposing || !text.trim() || answered.has(text)) return;
          event.preventDefault();
          event.stopImmediatePropagation();
          isWaiting = true;
        }, true);
        list.control_input.addEventListener("input", () => { isWaiting = false; });
      },
    };
  };

  // `address()` is asked anew each time, so that it can name the day the form is for.
  const pick = (box, address, said = "已选") => {
    const remote = asking(async text => {
      const url = address();
      url.searchParams.set("q", text);
      const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) throw new Error(String(answer.status));
      return (await answer.json()).deputies.map(option => ({ ...option, typed: text }));
    });
    const hint = document.createElement("p"), nameIn = token => token.replace(/#\d+$/, "");
    const tokens = text => text.split("、").map(part => part.trim()).filter(Boolean);
    hint.className = "act-count"; hint.setAttribute("role", "status");
    const list = new TomSelect(box, {
      delimiter: "、", valueField: "value", labelField: "name", searchField: ["name", "hint", "typed"], maxOptions: 100, preload: "focus",
      options: tokens(box.value).map(value => ({ value, name: nameIn(value), hint: "" })), items: tokens(box.value),
      plugins: { remove_button: { title: "去掉" } }, hidePlaceholder: true, wrapperClass: "ts-wrapper form-control multi", closeAfterSelect: true,
      refreshThrottle: 0, load: remote.load,
      shouldLoad: () => true,
      render: {
        option: (one, escape) => `<div>${escape(one.name)}${one.hint ? `<small>${escape(one.hint)}</small>` : ""}</div>`,
        item: (one, escape) => `<div>${escape(one.name)}</div>`,
        no_results: () => '<div class="no-results">当天的代表名册里没有符合的</div>',
        loading: () => '<div class="no-results">正在查代表名册</div>',
      },
      onItemAdd(value) {
        this.setTextboxValue("");
        const members = this.options[value]?.members ?? [];
        if (!members.length) return;
        members.forEach(one => this.addOption(one));
        this.removeItem(value, true);
        this.addItems(members.map(one => one.value), false);
      },
    });
    box.setAttribute("aria-hidden", "true");                          // what it was is now the list's box
    remote.watch(list);
    const count = () => { hint.textContent = list.items.length ? `${said} ${list.items.length} 位代表` : ""; };
    list.on("change", () => { count(); box.dispatchEvent(new Event("input", { bubbles: true })); });
    list.wrapper.after(hint);
    const label = document.querySelector(`label[for="${box.id}"]`);
    list.control_input.setAttribute("aria-label", label ? label.firstChild.textContent.trim() : "参加的代表");
    for (const name of ["aria-describedby", "aria-invalid"]) if (box.hasAttribute(name)) list.control_input.setAttribute(name, box.getAttribute(name));
    box.deputies = { take(text) { tokens(text).forEach(value => { list.addOption({ value, name: nameIn(value), hint: "" }); list.addItem(value, true); }); count(); } };
    count();
    return list;
  };
  return { asking, pick };
})();
