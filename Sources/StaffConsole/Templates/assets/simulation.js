// A simulation's charts. Without this module, or without the chart library, the tables of the page say the same.

const place = document.getElementById("simulation-charts");
const colours = { before: "#8ea3bb", after: "#0b5cad", entered: "#1d7f4e", left: "#b42318", raised: "#0b5cad", lowered: "#b26a00" };
const kinds = ["#0b5cad", "#1d7f4e", "#b42318", "#b26a00", "#6b4fbb", "#00798c", "#5b6673"];
const grouped = new Intl.NumberFormat("en-US");
const font = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13, color: "#1c2733" };
// HTML tooltips need inline styles, which the page's policy forbids.
const tooltip = { renderMode: "richText", confine: true, trigger: "axis", axisPointer: { type: "shadow" } };
const grid = { left: 12, right: 20, top: 44, bottom: 8, containLabel: true };
const whole = { type: "value", minInterval: 1, axisLabel: { formatter: (value) => grouped.format(value) } };
const names = (rows) => ({ type: "category", data: rows.map((row) => row.name), axisLabel: { interval: 0, width: 90, overflow: "break" } });

const base = (description) => ({ animation: false, textStyle: font, aria: { enabled: true, label: { description } }, legend: { top: 6 }, grid, tooltip });

function cost({ counties, words }) {
  const bars = (key, colour) => ({ name: words[key], type: "bar", barMaxWidth: 32, itemStyle: { color: colour }, data: counties.map((row) => row[key]) });
  return { ...base(`${words.before} ${words.after}`), xAxis: names(counties), yAxis: { ...whole, name: words.yuan }, series: [bars("before", colours.before), bars("after", colours.after)] };
}

function counts({ kinds: rows, changes, words }) {
  const palette = [colours.entered, colours.left, colours.raised, colours.lowered];
  return {
    ...base(changes.join(" ")), xAxis: names(rows), yAxis: { ...whole, name: words.households },
    series: changes.map((name, index) => ({ name, type: "bar", stack: "changes", barMaxWidth: 40, itemStyle: { color: palette[index] }, data: rows.map((row) => row.counts[index] ?? 0) })),
  };
}

function cliffs({ curves, stepYuan, words }) {
  const steps = curves[0]?.median.map((_, index) => (index + 1) * stepYuan) ?? [];
  const line = (name, data, index, type) => ({ name, type: "line", showSymbol: false, data, lineStyle: { color: kinds[index % kinds.length], type, width: type === "solid" ? 2.5 : 1.2 }, itemStyle: { color: kinds[index % kinds.length] } });
  return {
    ...base(words.net), legend: { top: 6, type: "scroll" }, tooltip: { ...tooltip, axisPointer: { type: "line" } },
    xAxis: { type: "category", name: words.earned, nameLocation: "middle", nameGap: 28, data: steps }, yAxis: { ...whole, name: words.net }, grid: { ...grid, bottom: 26 },
    series: curves.flatMap((curve, index) => [line(curve.name, curve.median, index, "solid"), line(`${curve.name} ${words.worst}`, curve.worst, index, "dashed")]),
  };
}

if (place?.dataset.charts) {
  try {
    const echarts = await import(place.dataset.charts);
    const model = JSON.parse(place.dataset.series);
    place.hidden = false;
    const drawings = { cost, counts, cliffs };
    const isThere = { cost: model.counties.length > 0, counts: model.changes.length > 0, cliffs: model.curves.length > 0 };
    const charts = [];
    for (const box of place.querySelectorAll("[data-chart]")) {
      const kind = box.dataset.chart;
      if (!isThere[kind]) { box.closest("section").hidden = true; continue; }
      const chart = echarts.init(box, null, { renderer: "svg" });
      chart.setOption(drawings[kind](model));
      charts.push(chart);
    }
    addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
    addEventListener("beforeprint", () => charts.forEach((chart) => chart.resize()));
  } catch {
    place.hidden = true;
  }
}
document.documentElement.dataset.ready = "yes";
