/* charts.js — bars and the map of the overview: grey is normal, red and hatched is late, lowest or silent, numbers are
   written on the marks. Colours come from tokens.css; tooltips are rich text, so that no style attribute is written.
   The table behind each chart says the same; without this script it stands alone. */
(() => {
  const css = getComputedStyle(document.documentElement), token = name => css.getPropertyValue(name).trim();
  const rem = parseFloat(css.fontSize);
  const font = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: rem * .875, color: token("--ink-2") };
  const strong = { ...font, fontWeight: 600, fontSize: rem, color: token("--ink") };
  const alarm = { ...font, fontWeight: 600, color: token("--red") };
  const hatch = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: "rgba(255,255,255,.55)" };
  const grey = { color: token("--ink-2"), borderRadius: 2 }, pale = { color: token("--line-2"), borderRadius: 2 };
  const red = { color: token("--red"), borderRadius: 2, decal: hatch };
  const hint = { renderMode: "richText", trigger: "axis", axisPointer: { type: "none" }, confine: true, borderColor: token("--line-2"), textStyle: font };

  const wide = text => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 255 ? 1 : .55), 0);
  const frame = (data, right) => ({
    animation: false, textStyle: font, tooltip: hint,
    grid: { left: 0, right, top: 4, bottom: 0, containLabel: true },
    xAxis: { type: "value", show: false, min: 0, max: top => Math.max(top.max, 1) },
    yAxis: { type: "category", inverse: true, data: data.labels, axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { ...font, color: token("--ink"), margin: 10, interval: 0, width: rem * 8.5, overflow: "truncate" } },
  });
  const bar = (values, more) => ({ type: "bar", barWidth: "58%", cursor: "pointer", data: values, ...more });
  const label = (formatter, rich) => ({ show: true, position: "right", distance: 8, ...font, color: token("--ink"), formatter, rich });
  const words = (data, n) => {
    if (!data.now[n] && data.zero) return `{l|${data.zero}}`;
    const late = data.late && data.late[n] ? `  {l|逾期 ${data.late[n].toLocaleString()}}` : "";
    return `{n|${data.now[n].toLocaleString()}} ${data.unit}${late}`;
  };
  const room = data => rem * (1.2 + Math.max(0, ...data.labels.map((_, n) => wide(words(data, n).replace(/\{[nl]\||\}/g, "")))));

  const bars = data => {
    const rich = { n: strong, l: alarm }, said = label(p => words(data, p.dataIndex), rich);
    const styled = data.now.map((value, n) => ({ value, itemStyle: data.low[n] ? red : grey }));
    if (!data.late) return { ...frame(data, room(data)), series: [bar(styled, { name: data.heads[1], label: said })] };
    return { ...frame(data, room(data)), series: [
      bar(styled, { name: data.heads[1], stack: "all" }),
      bar(data.late, { name: "逾期", stack: "all", itemStyle: red, label: said }),
    ] };
  };
  const pairs = data => {
    const all = frame(data, rem * 6.5);
    const change = n => { const more = data.now[n] - data.before[n]; return more > 0 ? `多 ${more}` : more < 0 ? `少 ${-more}` : "持平"; };
    const side = { ...all.yAxis, position: "right", data: data.now.map((value, n) => `{n|${value.toLocaleString()}}{c|${change(n)}}`),
      axisLabel: { ...font, margin: 8, interval: 0, rich: { n: { ...strong, width: rem * 2.2, align: "right" }, c: { ...font, width: rem * 3.4, align: "right", color: token("--ink-3") } } } };
    return { ...all, grid: { ...all.grid, right: rem * 3.6 }, yAxis: [all.yAxis, side], series: [
      bar(data.now, { name: data.heads[1], barWidth: "34%", itemStyle: grey }),
      bar(data.before, { name: data.heads[2], barWidth: "16%", barGap: "25%", itemStyle: pale }),
    ] };
  };

  const read = id => JSON.parse(document.getElementById(id).textContent);
  const kept = [], lobby = document.documentElement.classList.contains("ov-screen");
  const put = (place, option, address) => {
    const chart = echarts.init(place, null, { renderer: "canvas" });
    chart.setOption(option);
    chart.on("click", event => { const url = address(event); if (url) location.assign(url); });
    kept.push(chart);
    return chart;
  };
  document.querySelectorAll("[data-chart]").forEach(place => {
    const data = read(`data-${place.dataset.chart}`);
    put(place, data.before ? pairs(data) : bars(data), event => (lobby ? "" : data.urls[event.dataIndex]));
  });

  // The map: steps of grey light enough for ink, the number written on each town.
  document.querySelectorAll("[data-map]").forEach(place => {
    const data = read("data-map"), names = data.towns.map(town => town.name);
    echarts.registerMap("district", data.outlines);
    const option = shown => {
      const number = data.numbers[shown], most = Math.max(1, ...number.values);
      const step = value => ["#f7f7f5", "#ecece8", "#dcdcd8", "#c9cac8", "#b3b5b5"][value ? Math.min(4, Math.ceil(value / most * 4)) : 0];
      const regions = names.map((name, n) => ({
        name, value: number.values[n],
        itemStyle: { areaColor: step(number.values[n]), borderColor: token("--edge"), borderWidth: 1 },
        label: { color: token("--ink") },
      }));
      return { animation: false, textStyle: font, tooltip: { ...hint, trigger: "item", formatter: p => `${p.name}  ${number.label} ${(p.value || 0).toLocaleString()} ${number.unit}` },
        series: [{ type: "map", map: "district", data: regions, selectedMode: false, top: 4, bottom: 4, left: 4, right: 4, cursor: "pointer",
          label: { show: true, ...font, formatter: p => `${p.name}\n{b|${(p.value || 0).toLocaleString()}} ${number.unit}`, rich: { b: { fontFamily: font.fontFamily, fontWeight: 600, fontSize: rem } } },
          emphasis: { label: { show: true }, itemStyle: { areaColor: token("--line-2") } } }] };
    };
    let shown = 0;
    const chart = put(place, option(0), event => (lobby ? "" : data.numbers[shown].urls[names.indexOf(event.name)]));
    const choice = document.querySelector("[data-map-choice]");
    if (!choice) return;
    choice.hidden = false;
    choice.addEventListener("change", () => { shown = Number(choice.value); chart.setOption(option(shown), true); });
  });
  // The screen in the lobby renews itself; nobody stands at it.
  if (lobby) setTimeout(() => location.reload(), Number(document.documentElement.dataset.renew) * 1000);
  ["resize", "beforeprint", "afterprint"].forEach(name => addEventListener(name, () => kept.forEach(chart => chart.resize())));
})();
