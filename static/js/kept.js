/* kept.js — what forms keep in this browser so that a lost connection loses nothing, and photos made smaller before they are sent. */
window.kept = (() => {
  const SIDE = 2560, LARGE = 2 * 1024 * 1024;
  const DAYS = 7;
  const read = key => {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      if (draft && Date.now() - draft.at > DAYS * 24 * 3600 * 1000) { drop(key); return null; }
      return draft;
    } catch { return null; }
  };
  const write = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } };
  const drop = key => { try { localStorage.removeItem(key); } catch { /* storage switched off: nothing was kept */ } };
  const clock = moment => `${moment.getHours()}:${String(moment.getMinutes()).padStart(2, "0")}`;
  const day = moment => `${moment.getMonth() + 1}月${moment.getDate()}日`;
  const smaller = async file => {
    if (file.type !== "image/jpeg" || file.size < LARGE) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale); canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise(done => { canvas.toBlob(done, "image/jpeg", .88); });
      return blob && blob.size < file.size ? new File([blob], file.name, { type: "image/jpeg" }) : file;
    } catch { return file; }                                          // no picture: the server says what is wrong with it
  };
  return { read, write, drop, clock, day, smaller };
})();
