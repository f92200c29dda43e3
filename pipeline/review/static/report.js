// The report file: marks list their events below the charts.
"use strict";
(() => {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const rows = document.getElementById("rows");
  const MOST = 500;

  function cell(text) {
    const made = document.createElement("td");
    made.textContent = text || "";
    return made;
  }

  function list(events, words) {
    document.getElementById("chosen").textContent = words ? `– ${words} (${events.length})` : `(${events.length})`;
    rows.replaceChildren(...events.slice(0, MOST).map((event) => {
      const line = document.createElement("tr");
      line.dataset.id = event.id;
      const article = document.createElement("td");
      const title = event.title || event.source;
      if (event.url) {
        const link = document.createElement("a");
        link.href = event.url;
        link.rel = "noopener noreferrer";
        link.target = "_blank";
        link.textContent = title;
        article.append(link);
      } else article.textContent = title;
      line.append(cell(event.edtf), cell(event.wareki), cell(figures.labels[event.type]), cell(figures.statuses[event.status]),
        cell(event.names.join("、")), cell(event.evidence), article, cell(figures.reviews[event.review]));
      return line;
    }));
    document.getElementById("rest").textContent = events.length > MOST ? `… and ${events.length - MOST} more` : "";
  }

  function go(chosen, scroll = true) {
    const events = figures.events.filter((event) => (!chosen.type || event.type === chosen.type)
      && (chosen.country || []).every((code) => event.codes.includes(code))
      && (!chosen.since || (event.start || "").startsWith(chosen.since))
      && (!chosen.thread || event.threads.includes(chosen.thread))
      && (!chosen.event || event.id === chosen.event));
    list(events, [chosen.type && figures.labels[chosen.type], ...(chosen.country || []), chosen.since].filter(Boolean).join(" · "));
    if (scroll) document.getElementById("listed").scrollIntoView();
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-country]");
    if (!mark) return;
    event.preventDefault();
    go({ type: mark.dataset.type, country: [mark.dataset.country] });
  });
  renkeiCharts.draw(figures, go);
  go({}, false);
})();
