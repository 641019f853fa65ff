/* here.js — the code at the door was opened: the form is sent by itself, once; the button stays for a second try. */
(() => {
  const form = document.querySelector("form[data-here]");
  if (form && !document.hidden) form.requestSubmit();
})();
