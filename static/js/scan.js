/* scan.js — the camera of the phone at the door. Where the browser cannot read codes, the six digits are typed. */
(() => {
  const place = document.querySelector("[data-scan]");
  if (!place) return;
  const form = place.querySelector("[data-code-form]"), said = place.querySelector("[data-said]");
  const hint = place.querySelector("[data-camera-said]"), start = place.querySelector("[data-camera-start]");
  const frame = place.querySelector("[data-camera]"), video = place.querySelector("[data-video]");
  const AGAIN = 4000;
  let last = "", lastAt = 0, busy = false;

  const tell = (text, kind) => { said.textContent = text; said.className = `att-said is-${kind}`; };
  const send = async code => {
    busy = true;
    const body = new FormData(form);
    body.set("code", code);
    try {
      const answer = await fetch(location.href, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const told = await answer.json();
      tell(told.error || told.said, told.error ? "wrong" : "done");
      Object.entries(told.numbers).forEach(([state, number]) => {
        const shown = document.querySelector(`[data-number="${state}"]`);
        if (shown) shown.textContent = number;
      });
      if (!told.error) { form.elements.code.value = ""; navigator.vibrate?.(80); }
    } catch { tell("网络不通，没有签上，请再试一次", "wrong"); last = ""; }
    busy = false;
  };
  form.addEventListener("submit", event => {
    event.preventDefault();
    const code = form.elements.code.value.trim();
    if (code) send(code); else form.elements.code.focus();
  });

  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) {
    hint.textContent = "这个浏览器不能用摄像头扫码，请输入代表签到码下面的六位数字。";
    return;
  }
  start.hidden = false;
  start.addEventListener("click", async () => {
    try {
      const reader = new BarcodeDetector({ formats: ["qr_code"] });
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      await video.play();
      frame.hidden = false; start.hidden = true;
      const look = async () => {
        if (!busy && video.readyState >= 2) {
          const [found] = await reader.detect(video).catch(() => []);
          if (found && (found.rawValue !== last || Date.now() - lastAt > AGAIN)) {
            last = found.rawValue; lastAt = Date.now();
            await send(last);
          }
        }
        setTimeout(look, 200);
      };
      look();
    } catch {
      hint.textContent = "没有打开摄像头：请在浏览器里允许使用摄像头，或输入六位数字。";
    }
  });
})();
