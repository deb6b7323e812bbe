// The big screen: draws the tables of the page as charts, brings the numbers up to date every minute, and reloads the
// page once a night. Without this module, or without the chart library, the page shows the same numbers as tables.

const refreshSeconds = 60;
const colours = { text: "#e8f1ff", soft: "#b6cdec", line: "#1f4d86", blue: "#4da3ff", green: "#4cc38a", amber: "#f5b23d", red: "#ff8a7d", grey: "#7d93b2" };
const outcomeColours = { hit: colours.amber, noHit: colours.blue, noAnswer: colours.grey, error: colours.red, nameMismatch: "#c792ea" };
const { screen: dataAddress, charts: chartsAddress, map: mapAddress, rows: sourceRows, sources: sourceNote, stale, ended, ...words } = document.body.dataset;
const isEnglish = document.documentElement.lang.startsWith("en");
const label = (labels) => (isEnglish ? labels.en : labels.zh);
const grouped = new Intl.NumberFormat("en-US");
const text = (count) => (typeof count === "number" ? grouped.format(count) : count);
const number = (count) => (typeof count === "number" ? count : 0);
const font = { color: colours.text, fontSize: 16 };

let echarts;
let regionNames = new Map();
const charts = new Map();

// A figure as a chart's datum: what is kept back is drawn as nothing and said as it is.
const datum = (figure) => ({ value: number(figure.count), shown: text(figure.count), link: figure.link, name: label(figure.labels) });

const base = (description) => ({
  animationDuration: 400,
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colours.text },
  aria: { enabled: true, label: { description } },
  // HTML tooltips need inline styles, which the page's policy forbids.
  tooltip: { renderMode: "richText", confine: true, backgroundColor: "#071a33", borderColor: colours.line, textStyle: font },
});
const describe = (title, figures) => `${title}：${figures.map((figure) => `${label(figure.labels)} ${text(figure.count)}`).join("，")}`;
const axis = { axisLabel: { ...font, color: colours.soft }, axisLine: { lineStyle: { color: colours.line } }, axisTick: { show: false }, splitLine: { lineStyle: { color: colours.line, opacity: 0.45 } } };
const whole = { ...axis, type: "value", minInterval: 1 };
const valueLabel = (position) => ({ show: true, position, ...font, formatter: ({ data }) => data.shown });
const tip = (unit) => ({ data, name }) => `${data?.name ?? name}  ${data?.shown ?? 0} ${unit}`;

function columns(group, title) {
  return {
    ...base(describe(title, group.figures)),
    tooltip: { ...base().tooltip, formatter: tip(words.persons) },
    grid: { left: 16, right: 24, top: 34, bottom: 8, containLabel: true },
    xAxis: { ...axis, type: "category", data: group.figures.map((figure) => label(figure.labels)), axisLabel: { ...axis.axisLabel, fontSize: 14, interval: 0 } },
    yAxis: whole,
    series: [{ name: title, type: "bar", barMaxWidth: 44, itemStyle: { color: colours.blue, borderRadius: [4, 4, 0, 0] }, label: valueLabel("top"), data: group.figures.map(datum) }],
  };
}

function bars(group, title, unit) {
  const figures = [...group.figures].reverse();
  return {
    ...base(describe(title, group.figures)),
    tooltip: { ...base().tooltip, formatter: tip(unit) },
    grid: { left: 12, right: 84, top: 8, bottom: 4, containLabel: true },
    xAxis: { ...whole, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: { ...axis, type: "category", data: figures.map((figure) => label(figure.labels)), axisLabel: { ...axis.axisLabel, color: colours.text } },
    series: [{ name: title, type: "bar", barMaxWidth: 22, itemStyle: { color: colours.blue, borderRadius: [0, 4, 4, 0] }, label: valueLabel("right"), data: figures.map(datum) }],
  };
}

const ranked = (group, title) => bars({ figures: [...group.figures].sort((one, other) => number(other.count) - number(one.count)) }, title, words.persons);

function line(group, title) {
  const month = (figure) => { const [, part] = figure.key.split("-"); return isEnglish ? part : `${Number(part)}月`; };
  return {
    ...base(describe(title, group.figures)),
    tooltip: { ...base().tooltip, trigger: "axis", formatter: ([point]) => `${point.data.name}  ${point.data.shown} ${words.cases}` },
    grid: { left: 16, right: 24, top: 34, bottom: 8, containLabel: true },
    xAxis: { ...axis, type: "category", data: group.figures.map(month), axisLabel: { ...axis.axisLabel, fontSize: 14 } },
    yAxis: whole,
    series: [{ name: title, type: "line", symbolSize: 8, lineStyle: { color: colours.blue, width: 3 }, itemStyle: { color: colours.blue }, areaStyle: { color: colours.blue, opacity: 0.22 }, label: { ...valueLabel("top"), fontSize: 14 }, data: group.figures.map(datum) }],
  };
}

// A wall has room for so many sources; those with most to tell stand first, the table beside has all.
const told = (group) => group.figures.filter((figure) => !figure.key.endsWith(".noHit")).reduce((sum, figure) => sum + number(figure.count), 0);

function stack(groups, title) {
  const sources = [...groups].sort((one, other) => told(other) - told(one)).slice(0, Number(sourceRows)).reverse();
  const outcomes = groups[0]?.figures ?? [];
  return {
    ...base(`${title}：${groups.map((group) => describe(label(group.labels), group.figures)).join("；")}`),
    tooltip: { ...base().tooltip, formatter: ({ data, seriesName }) => `${data.source}\n${seriesName}  ${data.shown} ${words.persons}` },
    legend: { top: 4, textStyle: { ...font, fontSize: 14 }, itemGap: 12, itemWidth: 16 },
    grid: { left: 12, right: 24, top: 40, bottom: 4, containLabel: true },
    xAxis: { ...whole, axisLabel: { ...axis.axisLabel, fontSize: 14 } },
    yAxis: { ...axis, type: "category", data: sources.map((group) => label(group.labels)), axisLabel: { ...axis.axisLabel, color: colours.text, fontSize: 15, width: 190, overflow: "truncate", interval: 0 } },
    series: outcomes.map((outcome, index) => ({
      name: label(outcome.labels), type: "bar", stack: "answers", barMaxWidth: 16,
      itemStyle: { color: outcomeColours[outcome.key.split(".").at(-1)] ?? colours.blue },
      data: sources.map((group) => ({ ...datum(group.figures[index]), source: label(group.labels) })),
    })),
  };
}

function map(group, title) {
  const values = group.figures.map((figure) => number(figure.count));
  const codeOf = (figure) => figure.key.split(".").at(-1);
  const named = new Map(group.figures.map((figure) => [codeOf(figure), label(figure.labels)]));
  const name = (code) => named.get(code) ?? regionNames.get(code) ?? code;
  return {
    ...base(describe(title, group.figures)),
    tooltip: { ...base().tooltip, formatter: ({ data, name: code }) => `${name(code)}  ${data?.shown ?? "—"} ${words.persons}` },
    visualMap: { left: 24, bottom: 24, min: 0, max: Math.max(...values, 1), calculable: false, text: [isEnglish ? "More" : "多", isEnglish ? "Fewer" : "少"], textStyle: font, inRange: { color: ["#123f7a", "#2f7fd6", "#8cc4ff"] } },
    series: [{
      name: title, type: "map", map: "area", nameProperty: "adcode", roam: false, selectedMode: false,
      layoutCenter: ["52%", "50%"], layoutSize: "96%", aspectScale: 0.8,
      itemStyle: { areaColor: "#12355f", borderColor: "#071a33", borderWidth: 1.5 },
      emphasis: { itemStyle: { areaColor: colours.amber }, label: { color: "#071a33" } },
      label: { show: true, fontSize: 17, fontWeight: 600, lineHeight: 22, color: "#fff", textBorderColor: "#071a33", textBorderWidth: 3, formatter: ({ data, name: code }) => `${name(code)}\n${data?.shown ?? ""}` },
      // Joined by code, never by name: several cities have a county of the same name.
      data: group.figures.map((figure) => ({ ...datum(figure), name: codeOf(figure) })),
    }],
  };
}

const drawings = {
  columns: (model, key, title) => columns(model[key], title),
  bars: (model, key, title) => bars(model[key], title, words.households),
  ranked: (model, key, title) => ranked(model[key], title),
  line: (model, key, title) => line(model[key], title),
  stack: (model, key, title) => stack(model[key], title),
  map: (model, key, title) => map(model[key], title),
};

function draw(model) {
  for (const tile of document.querySelectorAll("[data-tile]")) {
    const { tile: key, kind } = tile.dataset;
    if (kind === "map" && regionNames.size === 0) continue;
    if (Array.isArray(model[key]) && model[key].length === 0) continue;
    const place = tile.querySelector(".chart");
    place.hidden = false;
    if (!charts.has(tile)) {
      const chart = echarts.init(place, null, { renderer: "canvas" });
      chart.on("click", ({ data }) => data?.link && location.assign(data.link));
      charts.set(tile, chart);
    }
    if (kind === "stack" && sourceNote) tile.querySelector("footer").textContent = sourceNote;
    const title = tile.querySelector("h2").firstChild.textContent.trim();
    charts.get(tile).setOption(drawings[kind](model, key, title));
  }
}

function write(model) {
  const figures = [...model.totals, ...[model.programs, model.ages, model.applicants, model.counties, ...model.verification].flatMap((group) => group.figures)];
  const shown = new Map(figures.map((figure) => [figure.key, text(figure.count)]));
  for (const place of document.querySelectorAll("[data-figure]")) {
    const value = shown.get(place.dataset.figure);
    if (value !== undefined && place.textContent !== value) place.textContent = value;
  }
  const paid = document.querySelector("[data-amount]");
  const fen = model.payment.amount;
  paid.textContent = typeof fen === "number" ? (fen / 100).toLocaleString("en-US", { minimumFractionDigits: 2 }) : "*";
}

function say(sentence) { document.getElementById("screen-status").textContent = sentence; }

async function refresh() {
  try {
    const answer = await fetch(dataAddress, { headers: { accept: "application/json" }, cache: "no-store" });
    if (answer.redirected || answer.status === 401 || answer.status === 403) return say(ended);
    if (!answer.ok) throw new Error(String(answer.status));
    const model = await answer.json();
    write(model);
    if (echarts) draw(model);
    document.getElementById("screen-moment").textContent = moment(model.moment);
    say("");
  } catch {
    // The old numbers stay with their moment beside them; the next minute tries again.
    say(stale);
  }
}

// The server's instant as its pages write it, in the time of China.
function moment(value) {
  const milliseconds = typeof value === "number" ? value : Date.parse(value);
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(milliseconds).map((part) => [part.type, part.value]));
  const clock = `${parts.hour}:${parts.minute}`;
  if (!isEnglish) return `${parts.year}年${Number(parts.month)}月${Number(parts.day)}日 ${clock}`;
  const month = new Intl.DateTimeFormat("en", { timeZone: "Asia/Shanghai", month: "long" }).format(milliseconds);
  return `${Number(parts.day)} ${month} ${parts.year} ${clock}`;
}

async function loadMap() {
  if (!mapAddress) return;
  const area = await (await fetch(mapAddress)).json();
  for (const feature of area.features) {
    const { adcode, name } = feature.properties;
    feature.properties.adcode = String(adcode);
    regionNames.set(String(adcode), name);
  }
  echarts.registerMap("area", area);
}

// Long-running pages leak in every browser; a fresh one each night costs nothing.
function reloadAtNight() {
  const now = new Date();
  const night = new Date(now);
  night.setHours(3, 30, 0, 0);
  if (night <= now) night.setDate(night.getDate() + 1);
  setTimeout(() => location.reload(), night - now);
}

if (chartsAddress) {
  try {
    echarts = await import(chartsAddress);
    await loadMap();
  } catch {
    echarts = undefined;
  }
}
await refresh();
document.documentElement.dataset.ready = "yes";
setInterval(refresh, refreshSeconds * 1000);
addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
reloadAtNight();
