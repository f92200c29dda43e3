// What all pages share: talking to the server, messages, and when keys rest.
"use strict";
const renkei = (() => {
  const token = document.querySelector('meta[name="renkei-token"]').content;

  function toast(text, { bad = false, action = null, seconds = 6 } = {}) {
    const box = document.createElement("div");
    box.className = bad ? "toast bad" : "toast";
    box.textContent = text;
    if (action) {
      const button = document.createElement("button");
      button.textContent = action.label;
      button.addEventListener("click", () => { box.remove(); action.run(); });
      box.append(button);
    }
    document.getElementById("toasts").append(box);
    if (seconds) setTimeout(() => box.remove(), seconds * 1000);
  }

  class Refused extends Error {
    constructor(message, status, fields) {
      super(message);
      this.status = status;
      this.fields = fields || {};
    }
  }

  async function post(path, body) {
    let answer;
    try {
      answer = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json", "x-renkei-token": token },
        body: JSON.stringify(body),
      });
    } catch {
      throw new Refused("the server does not answer: the decision was not kept", 0);
    }
    if (answer.ok) return answer.json();
    let told = {};
    const text = await answer.text();
    try { told = JSON.parse(text); } catch { told = { error: text.slice(0, 200) }; }
    throw new Refused(told.error || "the server refused", answer.status, told.fields);
  }

  async function html(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Refused("this could not be loaded: reload the page", answer.status);
    return { text: await answer.text(), cursor: answer.headers.get("x-cursor") || "" };
  }

  async function json(path) {
    const answer = await fetch(path);
    return { ok: answer.ok, data: await answer.json() };
  }

  // Keys belong to whoever is typing. While an IME composes, Enter and letters are its own;
  // Safari ends the composition before the key event, hence 229.
  function resting(event) {
    const at = event.target;
    return event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey
      || (at.closest && at.closest("input, textarea, select, [contenteditable], dialog[open]") !== null);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    if (button.dataset.do === "help") document.getElementById("help").showModal();
    if (button.dataset.do === "close") button.closest("dialog").close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && !resting(event)) document.getElementById("help").showModal();
  });

  return { post, html, json, toast, resting, Refused };
})();
