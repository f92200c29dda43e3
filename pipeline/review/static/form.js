// The forms of an event: editing and adding, with checked dates, participants by name, and
// evidence selected in the text.
"use strict";
(() => {
  const pane = document.getElementById("event");
  let open = null;

  const field = (name) => open.querySelector(`[name="${name}"]`);

  function start(form) {
    if (!form) return;
    if (open) close();
    open = form;
    open.hidden = false;
    pane.querySelector("[data-facts]").hidden = true;
    document.body.dataset.form = "1";
    open.scrollIntoView({ block: "start" });
    field("event_type").focus();
    if (form.dataset.record) take();
  }

  function close() {
    if (!open) return;
    open.hidden = true;
    open = null;
    delete document.body.dataset.form;
    const facts = pane.querySelector("[data-facts]");
    if (facts) facts.hidden = false;
    if (document.activeElement) document.activeElement.blur();
  }

  pane.addEventListener("edit", () => start(pane.querySelector("[data-edit]:not([data-record])")));
  pane.addEventListener("add", () => start(pane.querySelector("[data-edit][data-record]")));
  pane.addEventListener("shown", () => { open = null; delete document.body.dataset.form; });

  // --- evidence ----------------------------------------------------------------------------

  // The place in the source of a point in the shown text.
  function place(node, offset, atEnd) {
    const run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-s]");
    if (!run) return null;
    const from = Number(run.dataset.s);
    const until = Number(run.dataset.e);
    if (node.nodeType !== Node.TEXT_NODE) return atEnd ? until : from;
    // Offsets in the source count code points, the browser's count UTF-16 units.
    const points = [...node.data.slice(0, offset)].length;
    if ([...node.data].length !== until - from) return points ? until : from;
    return from + points;
  }

  function take() {
    const chosen = getSelection();
    if (!open || !chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    const text = pane.querySelector("[data-text]");
    if (!text || !text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const from = place(range.startContainer, range.startOffset, false);
    const until = place(range.endContainer, range.endOffset, true);
    if (from === null || until === null || until <= from) return;
    open.dataset.start = from;
    open.dataset.end = until;
    field("evidence").value = chosen.toString().trim();
  }
  document.addEventListener("mouseup", () => setTimeout(take, 0));
  document.addEventListener("keyup", (event) => { if (event.shiftKey) take(); });

  // --- dates -------------------------------------------------------------------------------

  let checking = null;
  pane.addEventListener("input", (event) => {
    if (!event.target.matches("[data-date]")) return;
    const hint = event.target.parentElement.querySelector("[data-date-hint]");
    clearTimeout(checking);
    checking = setTimeout(async () => {
      const value = event.target.value.trim();
      hint.classList.remove("bad");
      if (!value) { hint.textContent = "unknown 不明"; return; }
      const { ok, data } = await renkei.json(`/api/date?value=${encodeURIComponent(value)}`);
      hint.classList.toggle("bad", !ok);
      if (!ok) { hint.textContent = data.error; return; }
      const days = data.start === data.end ? data.start || "" : `${data.start || "…"} – ${data.end || "…"}`;
      hint.textContent = [data.edtf, days, data.wareki].filter(Boolean).join(" · ");
    }, 180);
  });

  // --- participants ------------------------------------------------------------------------

  function addActor(entry) {
    const actors = open.querySelector("[data-actors]");
    const line = document.createElement("li");
    line.dataset.code = entry.code;
    const code = document.createElement("b");
    code.textContent = entry.code;
    const name = document.createElement("span");
    name.textContent = entry.ja || entry.en;
    const role = document.createElement("select");
    role.setAttribute("aria-label", "role");
    role.append(open.querySelector("[data-roles]").content.cloneNode(true));
    role.value = "party";
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "plain";
    drop.dataset.do = "drop-actor";
    drop.textContent = "×";
    line.append(code, name, role, drop);
    actors.append(line);
  }

  let asked = 0;
  async function find(input) {
    const found = open.querySelector("[data-found]");
    const number = (asked += 1);
    const text = input.value.trim();
    if (!text) { found.hidden = true; return; }
    const { data } = await renkei.json(`/api/names?q=${encodeURIComponent(text)}`);
    if (number !== asked || !open) return;
    found.replaceChildren(...data.map((entry, at) => {
      const line = document.createElement("li");
      line.textContent = `${entry.code}  ${entry.ja}  ${entry.en}`;
      line.setAttribute("aria-selected", String(at === 0));
      line.addEventListener("mousedown", (event) => { event.preventDefault(); choose(input, entry); });
      line.entry = entry;
      return line;
    }));
    found.hidden = !data.length;
  }
  function choose(input, entry) {
    addActor(entry);
    input.value = "";
    open.querySelector("[data-found]").hidden = true;
    input.focus();
  }
  pane.addEventListener("input", (event) => { if (event.target.matches("[data-finder]")) find(event.target); });

  function finderKey(event) {
    const found = open.querySelector("[data-found]");
    const lines = [...found.children];
    const at = lines.findIndex((line) => line.getAttribute("aria-selected") === "true");
    if (found.hidden || !lines.length) return;
    if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      choose(event.target, lines[Math.max(at, 0)].entry);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), lines.length - 1);
      lines.forEach((line, number) => line.setAttribute("aria-selected", String(number === next)));
      lines[next].scrollIntoView({ block: "nearest" });
    }
  }

  // --- saving ------------------------------------------------------------------------------

  function values() {
    const fields = {};
    for (const input of open.querySelectorAll("[name]")) if (input.name !== "note") fields[input.name] = input.value;
    fields.participants = [...open.querySelectorAll("[data-actors] li")]
      .map((line) => `${line.dataset.code}:${line.querySelector("select").value}`);
    return fields;
  }

  async function save() {
    const article = pane.querySelector("article");
    const id = article.dataset.event;
    const body = { fields: values(), note: field("note").value.trim() };
    if (open.dataset.start) {
      body.start = Number(open.dataset.start);
      body.end = Number(open.dataset.end);
    }
    const record = open.dataset.record;
    const path = record ? "/api/add" : "/api/edit";
    if (record) body.record_id = record;
    else Object.assign(body, { event_id: id, seen: article.dataset.last });
    try {
      const kept = await window.renkeiSend(path, body, record ? [] : [id]);
      close();
      pane.dispatchEvent(new CustomEvent("saved", { detail: { id: kept.event_id, added: Boolean(record), record } }));
    } catch (error) {
      if (!open) return;
      const told = Object.entries(error.fields).map(([name, text]) => `${name}: ${text}`);
      open.querySelector("[data-error]").textContent = told.join("\n") || error.message;
      for (const input of open.querySelectorAll("[name]")) {
        input.closest("label")?.classList.toggle("bad", input.name in error.fields);
      }
    }
  }

  pane.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-edit]")) return;
    event.preventDefault();
    save();
  });
  pane.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    if (button.dataset.do === "cancel") close();
    if (button.dataset.do === "drop-actor") button.closest("li").remove();
  });
  document.addEventListener("keydown", (event) => {
    if (!open || event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") { event.preventDefault(); close(); return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); return; }
    if (event.target.matches("[data-finder]")) finderKey(event);
    // Enter in a field goes nowhere: a form this long is saved on purpose.
    else if (event.key === "Enter" && event.target.matches("[data-edit] input")) event.preventDefault();
  });
})();
