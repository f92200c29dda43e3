// The overview on the server: what is clicked opens its events in the queue.
"use strict";
(async () => {
  const query = document.querySelector("[data-overview]").dataset.overview;
  const { data } = await renkei.json(`/api/overview?${query}`);
  renkeiCharts.draw(data, (chosen) => {
    const address = new URLSearchParams(query);
    if (chosen.type) { address.delete("type"); address.append("type", chosen.type); }
    for (const code of chosen.country || []) if (!address.getAll("country").includes(code)) address.append("country", code);
    if (chosen.since) { address.set("since", chosen.since); address.set("until", chosen.until); }
    if (chosen.thread) address.set("thread", chosen.thread);
    if (chosen.event) address.set("open", chosen.event);
    location.assign(`/?${address}`);
  });
})();
