// The overview's charts, on the server's page and in the file that is sent around. `go` is
// told what was clicked: {type, since, until}, {country: [...]}, {thread} or {event}.
"use strict";
const renkeiCharts = (() => {
  const colours = {
    meeting: "#4486b5", visit: "#7fb0d3", port_call: "#2f6f7e", exercise: "#c0653f", agreement: "#1f4b6e", dispatch: "#d99a4e",
    aid: "#5a9a68", equipment: "#8a6d3b", framework: "#7b5ea7", partnership: "#b287c4", information_sharing: "#8c98a4",
  };
  const stageColours = ["#c9d6df", "#9dbdd2", "#6ea3c4", "#2f7fb0", "#1f4b6e", "#1e7b4f"];
  const font = getComputedStyle(document.body).fontFamily;
  const base = { animation: false, textStyle: { fontFamily: font }, backgroundColor: "#fff" };
  // Tooltips drawn on the canvas: HTML ones need inline styles, which the page forbids.
  const tooltip = { renderMode: "richText", confine: true, textStyle: { fontFamily: font, fontSize: 12 } };

  function make(id, height) {
    const box = document.getElementById(id);
    if (!box) return null;
    if (height) box.style.height = `${height}px`;
    const chart = echarts.init(box, null, { renderer: "canvas" });
    addEventListener("resize", () => chart.resize());
    addEventListener("beforeprint", () => chart.resize());
    box.chart = chart;
    return chart;
  }

  function time(figures, go) {
    const chart = make("chart-time");
    if (!chart) return;
    chart.setOption({
      ...base,
      tooltip: { ...tooltip, trigger: "item", formatter: (p) => `${p.name}\n${p.seriesName}: ${p.value}` },
      legend: { type: "scroll", top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { fontFamily: font } },
      grid: { left: 40, right: 12, top: 36, bottom: 28 },
      xAxis: { type: "category", data: figures.periods, axisTick: { show: false } },
      yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: "#edf0f3" } } },
      series: Object.entries(figures.series).map(([type, data]) => ({
        name: figures.labels[type], type: "bar", stack: "all", data, barMaxWidth: 34, itemStyle: { color: colours[type] },
        id: type, cursor: "pointer",
      })),
    });
    chart.on("click", (p) => go({ type: p.seriesId, since: p.name, until: p.name }));
  }

  function network(figures, go) {
    const chart = make("chart-network");
    if (!chart) return;
    const most = Math.max(1, ...figures.nodes.map((node) => node.n));
    const strongest = Math.max(1, ...figures.edges.map((edge) => edge.n));
    const names = Object.fromEntries(figures.nodes.map((node) => [node.code, node.name]));
    chart.setOption({
      ...base,
      tooltip: { ...tooltip, formatter: (p) => p.dataType === "edge"
        ? `${names[p.data.source]} – ${names[p.data.target]}: ${p.data.value}` : `${p.data.name}: ${p.data.value}` },
      series: [{
        type: "graph", layout: "force", left: 30, right: 110, top: 20, bottom: 20, roam: true, draggable: false,
        force: { initLayout: "circular", repulsion: 260, edgeLength: [60, 190], gravity: 0.2, layoutAnimation: false },
        label: { show: true, position: "right", fontSize: 12, fontFamily: font, color: "#37434f", formatter: (p) => p.data.name },
        labelLayout: { hideOverlap: true },
        emphasis: { focus: "adjacency", lineStyle: { opacity: 0.9 } },
        data: figures.nodes.map((node) => ({
          id: node.code, name: node.name, value: node.n, symbolSize: 8 + 34 * Math.sqrt(node.n / most),
          itemStyle: { color: node.code === "JPN" ? "#1f4b6e" : "#6ea3c4", borderColor: "#fff", borderWidth: 1 },
        })),
        links: figures.edges.map((edge) => ({
          source: edge.a, target: edge.b, value: edge.n,
          lineStyle: { width: 1 + 7 * (edge.n / strongest), color: "#9fb4c4", opacity: 0.45, curveness: 0.06 },
        })),
      }],
    });
    chart.on("click", (p) => go({ country: p.dataType === "edge" ? [p.data.source, p.data.target] : [p.data.id] }));
  }

  function lanes(figures, go) {
    const lanesBottomUp = [...figures.lanes].reverse();
    const chart = make("chart-lanes", 70 + 30 * lanesBottomUp.length);
    if (!chart) return;
    const label = (lane) => `${lane.name}${lane.parties ? `（${lane.parties}）` : ""}`;
    const points = lanesBottomUp.flatMap((lane, row) => lane.steps.filter((step) => step.date).map((step) => ({
      value: [step.date, row, step.level], step, lane,
    })));
    const lines = lanesBottomUp.map((lane, row) => ({
      type: "line", silent: true, symbol: "none", lineStyle: { color: "#c9d6df", width: 2 }, tooltip: { show: false },
      data: lane.steps.map((step) => step.date).filter(Boolean).sort().map((date) => [date, row]),
    }));
    const stages = Object.entries(figures.stages);
    chart.setOption({
      ...base,
      tooltip: { ...tooltip, formatter: (p) => p.data.step
        ? `${label(p.data.lane)}\n${p.data.step.date}${p.data.step.dated ? "" : " (reported)"} ${figures.stages[p.data.step.stage]} ${p.data.step.status}` : "" },
      legend: { top: 0, left: 0, data: stages.map(([, name]) => name), itemWidth: 11, itemHeight: 11 },
      grid: { left: 320, right: 24, top: 34, bottom: 26 },
      xAxis: { type: "time", boundaryGap: ["2%", "2%"], splitLine: { show: true, lineStyle: { color: "#edf0f3" } } },
      yAxis: {
        type: "category", data: lanesBottomUp.map(label), triggerEvent: true, axisTick: { show: false }, axisLine: { show: false },
        axisLabel: { width: 300, overflow: "truncate", fontFamily: font, color: "#37434f", interval: 0 },
      },
      series: [
        ...lines,
        ...stages.map(([stage, name], level) => ({
          name, type: "scatter", symbolSize: 14, cursor: "pointer", z: 3,
          itemStyle: { color: stageColours[level], borderColor: "#fff", borderWidth: 1.5 },
          data: points.filter((point) => point.step.stage === stage),
        })),
      ],
    });
    chart.on("click", (p) => {
      if (p.componentType === "yAxis") {
        const lane = lanesBottomUp.find((each) => label(each) === p.value);
        if (lane) go({ thread: lane.thread });
      } else if (p.data && p.data.step) go({ event: p.data.step.event_id, thread: p.data.lane.thread });
    });
  }

  function draw(figures, go) {
    time(figures, go);
    network(figures, go);
    lanes(figures, go);
    document.body.dataset.drawn = "1";
  }

  return { draw };
})();
