// The queue: moving, deciding, filtering. Decisions are sent one after the other, in order.
"use strict";
(() => {
  const list = document.getElementById("items");
  const pane = document.getElementById("event");
  const facets = document.getElementById("facets");
  const verdicts = { accept: "accepted", reject: "rejected" };
  const names = { accepted: "採用", rejected: "却下", edited: "修正", pending: "未判定", recheck: "再確認" };
  const blind = list.dataset.blind ? "mine=1" : "";
  const fetched = new Map();
  let current = null;
  let sending = Promise.resolve();
  let waiting = 0;
  let loadingMore = null;

  const items = () => [...list.querySelectorAll(".item")];
  const item = (id) => list.querySelector(`.item[data-id="${CSS.escape(id)}"]`);
  const article = () => pane.querySelector("article");

  // --- showing ---------------------------------------------------------------------------

  function fetchEvent(id, whole = false) {
    const key = `/event/${encodeURIComponent(id)}?${blind}${whole ? "&whole=1" : ""}`;
    if (!fetched.has(key)) {
      fetched.set(key, renkei.html(key));
      fetched.get(key).catch(() => fetched.delete(key));
      if (fetched.size > 40) fetched.delete(fetched.keys().next().value);
    }
    return fetched.get(key);
  }

  function forget(id) {
    for (const key of [...fetched.keys()]) if (key.startsWith(`/event/${encodeURIComponent(id)}?`)) fetched.delete(key);
  }

  // Who flies through the queue wants the event where the flight ends, not all on the way.
  let shownAt = -Infinity; // the first event of a page is never flown past
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  async function show(id, { whole = false } = {}) {
    current = id;
    const flying = performance.now() - shownAt < 250;
    shownAt = performance.now();
    for (const entry of items()) entry.removeAttribute("aria-current");
    const entry = item(id);
    if (entry) {
      entry.setAttribute("aria-current", "true");
      entry.scrollIntoView({ block: "nearest" });
    }
    if (flying) await pause(120);
    if (current !== id) return;
    const address = new URL(location.href);
    address.searchParams.set("open", id);
    history.replaceState(null, "", address);
    try {
      const { text } = await fetchEvent(id, whole);
      if (current !== id) return;
      pane.innerHTML = text;
      document.body.classList.remove("raw");
      const evidence = pane.querySelector(".text .m-evidence");
      if (evidence) evidence.scrollIntoView({ block: "center" });
      pane.dispatchEvent(new CustomEvent("shown"));
    } catch (error) {
      renkei.toast(error.message, { bad: true });
    }
    const at = items().findIndex((each) => each.dataset.id === id);
    const following = items()[at + 1];
    if (following) fetchEvent(following.dataset.id).catch(() => {});
    if (at >= 0 && at >= items().length - 5) more();
  }

  async function more() {
    if (!list.dataset.more) return;
    if (!loadingMore) {
      loadingMore = renkei.html(`/queue?${list.dataset.query}&after=${encodeURIComponent(list.dataset.more)}`)
        .then(({ text, cursor }) => { list.insertAdjacentHTML("beforeend", text); list.dataset.more = cursor; })
        .catch((error) => renkei.toast(error.message, { bad: true }))
        .finally(() => { loadingMore = null; });
    }
    await loadingMore;
  }

  async function step(by) {
    const all = items();
    const at = all.findIndex((entry) => entry.dataset.id === current);
    if (by > 0 && at === all.length - 1) await more();
    const next = items()[at + by];
    if (next) await show(next.dataset.id);
    else if (by > 0) renkei.toast("this was the last event of the filter");
  }

  // --- deciding --------------------------------------------------------------------------

  function mark(id, review) {
    const entry = item(id);
    if (!entry) return;
    entry.className = `item v-${review} saving`;
    entry.querySelector(".verdict").textContent = names[review];
  }

  const asked = new Map();
  function turn(id) {
    asked.set(id, (asked.get(id) || 0) + 1);
    return asked.get(id);
  }

  function renew(id, text) {
    const entry = item(id);
    if (!entry) return;
    const made = document.createElement("template");
    made.innerHTML = text;
    const fresh = made.content.querySelector(".item");
    if (!fresh) { entry.remove(); return; }
    fresh.dataset.cursor = entry.dataset.cursor;
    if (id === current) fresh.setAttribute("aria-current", "true");
    entry.replaceWith(fresh);
  }

  async function refreshItem(id) {
    // Answers may overtake each other: only the one that was asked for last counts.
    const mine = turn(id);
    if (!item(id)) return;
    const { text } = await renkei.html(`/item/${encodeURIComponent(id)}`);
    if (asked.get(id) === mine) renew(id, text);
  }

  let counting = null;
  function count() {
    clearTimeout(counting);
    counting = setTimeout(async () => {
      const query = document.getElementById("progress").dataset.query;
      // Without an answer the figures stay as they are; whoever decided was told why.
      const { ok, data } = await renkei.json(`/api/progress?${query}`).catch(() => ({ ok: false }));
      if (!ok) return;
      for (const tab of document.querySelectorAll("[data-review]")) tab.textContent = data[tab.dataset.review];
      const done = data.accepted + data.rejected + data.edited;
      const total = done + data.pending + data.recheck;
      const bar = document.querySelector("#progress progress");
      bar.max = total || 1;
      bar.value = done;
      document.querySelector('[data-n="done"]').textContent = done;
      document.querySelector('[data-n="total"]').textContent = total;
    }, 250);
  }

  // One request at a time, so that what was pressed first is written first. Verdicts that
  // are pressed while one is under way go together in the next: the pile.
  let pile = null;
  function send(path, body, ids) {
    waiting += 1;
    document.body.dataset.waiting = waiting;
    if (path !== "/api/decisions") pile = null;
    const sent = sending.then(() => renkei.post(path, typeof body === "function" ? body() : body));
    sending = sent.catch(() => {}).then(() => {
      waiting -= 1;
      document.body.dataset.waiting = waiting;
    });
    sent.then((answer) => {
      for (const problem of answer.problems || []) renkei.toast(problem, { bad: true, seconds: 0 });
    }, (error) => {
      if (!Object.keys(error.fields).length) renkei.toast(error.message, { bad: true, seconds: 0 });
    });
    sent.catch(() => ({})).then((answer) => {
      for (const id of ids) {
        forget(id);
        if (answer.items && id in answer.items) { turn(id); renew(id, answer.items[id]); }
        else refreshItem(id).catch(() => {});
      }
      count();
    });
    return sent;
  }

  function decide(action, note = "") {
    const id = current;
    if (!id) return;
    if (verdicts[action]) mark(id, verdicts[action]);
    if (!pile) {
      const mine = { decisions: [], ids: [] };
      pile = mine;
      send("/api/decisions", () => {
        if (pile === mine) pile = null;
        return { decisions: mine.decisions };
      }, mine.ids).catch(() => {});
    }
    pile.decisions.push({ event_id: id, action, note });
    pile.ids.push(id);
    if (action === "note") sending.then(() => current === id && show(id));
    else step(1);
  }

  async function undo(batch = "") {
    try {
      const { events } = await send("/api/undo", { batch }, []);
      if (!events.length) { renkei.toast("nothing to undo"); return; }
      if (events.length > 50 || !item(events[0])) { location.reload(); return; }
      for (const id of events) { forget(id); await refreshItem(id); }
      renkei.toast(events.length === 1 ? "undone" : `${events.length} decisions undone`);
      await show(events[0]);
    } catch { /* told by send */ }
  }

  async function merge(into) {
    const id = current;
    mark(id, "rejected");
    try {
      await send("/api/merge", { event_id: id, into }, [id, into]);
      renkei.toast("merged", { action: { label: "Undo", run: () => undo() } });
      await step(1);
    } catch { /* told by send */ }
  }

  // --- bulk ------------------------------------------------------------------------------

  const bulk = document.getElementById("bulk");
  let expected = 0;
  async function preview() {
    await sending;
    const { data } = await renkei.json(`/api/bulk?${list.dataset.query}`);
    expected = data.count;
    bulk.querySelector("[data-bulk-count]").textContent = data.count;
    const sample = bulk.querySelector("[data-bulk-sample]");
    sample.replaceChildren(...data.sample.map((line) => {
      const entry = document.createElement("li");
      entry.textContent = line;
      return entry;
    }));
    if (data.count > data.sample.length) {
      const rest = document.createElement("li");
      rest.textContent = `… and ${data.count - data.sample.length} more`;
      sample.append(rest);
    }
    bulk.querySelector('[data-do="bulk-accept"]').disabled = !data.count;
    bulk.showModal();
  }
  async function acceptAll() {
    bulk.close();
    try {
      const { batch, count: accepted } = await send("/api/bulk", { query: list.dataset.query, expected }, []);
      sessionStorage.setItem("batch", JSON.stringify({ batch, accepted }));
      location.reload();
    } catch { /* told by send */ }
  }
  const made = JSON.parse(sessionStorage.getItem("batch") || "null");
  sessionStorage.removeItem("batch");
  if (made) {
    renkei.toast(`${made.accepted} events accepted`, { action: { label: "Undo", run: () => undo(made.batch) }, seconds: 30 });
  }

  // --- notes, filters --------------------------------------------------------------------

  const note = document.getElementById("note");
  function askNote() {
    if (!current) return;
    note.querySelector("textarea").value = "";
    note.showModal();
    note.querySelector("textarea").focus();
  }
  note.querySelector("form").addEventListener("submit", () => {
    const text = note.querySelector("textarea").value.trim();
    if (text) decide("note", text);
  });
  note.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      note.querySelector("form").requestSubmit();
    }
  });

  async function toggleFilters() {
    facets.hidden = !facets.hidden;
    document.querySelector('[data-do="filters"]').setAttribute("aria-expanded", String(!facets.hidden));
    if (!facets.hidden && !facets.childElementCount) {
      const { text } = await renkei.html(`/facets?${facets.dataset.query}`);
      facets.innerHTML = text;
    }
    if (!facets.hidden) { const first = facets.querySelector("a"); if (first) first.focus(); }
  }

  // A search keeps the filters that are set.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-search], [data-days]")) return;
    event.preventDefault();
    const query = new URLSearchParams(list.dataset.query);
    for (const field of event.target.querySelectorAll("input")) {
      if (field.value.trim()) query.set(field.name, field.value.trim());
      else query.delete(field.name);
    }
    location.assign(`/?${query}`);
  });
  document.querySelector("[data-sort]").addEventListener("change", (event) => location.assign(event.target.value));

  function raw() {
    const on = document.body.classList.toggle("raw");
    const button = pane.querySelector('[data-do="raw"]');
    if (button) button.setAttribute("aria-pressed", String(on));
  }

  // --- wiring ----------------------------------------------------------------------------

  const form = (name, detail) => pane.dispatchEvent(new CustomEvent(name, { detail }));
  const actions = {
    accept: () => decide("accept"), reject: () => decide("reject"), skip: () => decide("skip"),
    edit: () => form("edit"), add: () => form("add"), note: askNote, undo: () => undo(),
    filters: toggleFilters, bulk: preview, "bulk-accept": acceptAll, raw,
    whole: () => show(current, { whole: true }),
  };
  const keys = {
    j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
    a: actions.accept, x: actions.reject, e: actions.edit, s: actions.skip, u: actions.undo, n: actions.note,
    i: actions.add, r: raw, b: preview, f: toggleFilters,
    m: () => { const same = pane.querySelector("[data-same]"); if (same) { same.open = true; const b = same.querySelector("button"); if (b) b.focus(); } },
    "/": () => document.getElementById("q").select(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("#q")) { event.target.blur(); return; }
    if (renkei.resting(event) || !Object.hasOwn(keys, event.key)) return;
    if (document.body.dataset.form && event.key !== "Escape") return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button && button.dataset.do === "merge") { merge(button.dataset.into); return; }
    if (button && Object.hasOwn(actions, button.dataset.do)) { button.blur(); actions[button.dataset.do](); return; }
    const link = event.target.closest(".item > a, [data-open-event]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      show(link.dataset.openEvent || link.closest(".item").dataset.id);
    }
  });
  list.addEventListener("scroll", () => {
    if (list.scrollTop + list.clientHeight > list.scrollHeight - 400) more();
  });
  pane.addEventListener("saved", (event) => {
    const { id, added } = event.detail;
    if (added) { location.assign(`/?record=${encodeURIComponent(event.detail.record)}&open=${encodeURIComponent(id)}`); return; }
    forget(id);
    step(1);
  });
  window.renkeiSend = send;
  window.addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });

  const first = list.dataset.open || (items()[0] && items()[0].dataset.id);
  if (first) show(first);
  document.body.dataset.ready = "1";
})();
