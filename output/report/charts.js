// Small charts of one group each, and bars of the stages.

const box = { width: 300, height: 170, left: 36, right: 46, top: 10, bottom: 24 };

// One group against its siblings. `frame` has xs, ys (scales), yTicks, years, goals, tolerance, index.
function panel(parent, group, siblings, frame) {
  const { index } = frame;
  const figure = add(parent, "figure", { class: group.deciding ? "deciding" : "shown" });
  const title = add(figure, "h4", null, capital(group.label || words(group.name)));
  if (!group.deciding) add(title, "span", { class: "tag" }, "shown, does not decide");
  const values = index.values(group.series), years = group.series.year;
  const first = values.findIndex(isNumber), last = values.reduce((found, value, i) => (isNumber(value) ? i : found), -1);
  const said = first < 0 ? `${group.label}: no numbers`
    : `${group.label}: ${index.name.toLowerCase()} ${index.format(values[first])} in ${years[first]}, ${index.format(values[last])} in ${years[last]}`;
  const svg = draw(figure, "svg", { viewBox: `0 0 ${box.width} ${box.height}`, role: "img", "aria-label": said });
  drawFrame(svg, frame);
  const xs = years.map(frame.xs), to = (numbers) => numbers.map((y) => (isNumber(y) ? frame.ys(y) : null));
  for (const other of siblings)
    if (other !== group) draw(svg, "path", { class: "sibling", d: linePath(other.series.year.map(frame.xs), to(index.values(other.series))) });
  draw(svg, "path", { class: "band", d: bandPath(xs, to(index.low(group.series)), to(index.high(group.series))) });
  draw(svg, "path", { class: "line", d: linePath(xs, to(values)) });
  if (first < 0) return;
  draw(svg, "circle", { class: "dot", r: 3.5, cx: xs[last], cy: frame.ys(values[last]) });
  draw(svg, "text", { class: "value", x: xs[last] + 7, y: frame.ys(values[last]) + 4 }, index.format(values[last]));
}

function drawFrame(svg, frame) {
  const right = box.width - box.right, bottom = box.height - box.bottom;
  for (const tick of frame.yTicks) {
    const y = frame.ys(tick);
    draw(svg, "line", { class: "grid", x1: box.left, x2: right, y1: y, y2: y });
    if (!isNumber(frame.tolerance) || Math.abs(frame.ys(frame.tolerance) - y) > 10)
      draw(svg, "text", { x: box.left - 5, y: y + 4, "text-anchor": "end" }, frame.axisFormat(tick));
  }
  for (const year of frame.goals) {
    const x = frame.xs(year);
    draw(svg, "line", { class: "goalyear", x1: x, x2: x, y1: box.top, y2: bottom });
  }
  if (isNumber(frame.tolerance)) {
    const y = frame.ys(frame.tolerance);
    draw(svg, "line", { class: "tolerance", x1: box.left, x2: right, y1: y, y2: y });
    draw(svg, "text", { class: "goaltext", x: box.left - 5, y: y + 4, "text-anchor": "end" }, frame.index.format(frame.tolerance));
  }
  let free = -Infinity;
  for (const year of frame.years) {
    const x = frame.xs(year);
    if (x - free < 32) continue;
    draw(svg, "text", { x, y: box.height - 7, "text-anchor": "middle" }, String(year));
    free = x;
  }
}

// What the panels of one axis share.
function frameOf(groups, data, goals) {
  const index = indexOf(data.rule), last = goals.lastYear;
  const tolerance = data.rule.at_least;
  const numbers = groups.flatMap((group) => [...index.values(group.series), ...index.low(group.series), ...index.high(group.series)]);
  const covered = extent([...numbers, tolerance, index.equal]);
  const xs = scale([data.run.base_year, last], [box.left, box.width - box.right]);
  const ys = scale(covered, [box.height - box.bottom, box.top]);
  const yTicks = ticks(covered[0], covered[1], 5);
  const axisFormat = index.key === "ratio" ? (x) => String(Number(x.toFixed(2))) : index.format;
  return { index, xs, ys, yTicks, axisFormat, tolerance, goals: goals.years, years: data.years };
}

const palette = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#8A8A8A"];
const shade = (i) => palette[i % palette.length];

// People of a stage as one bar for each year; `axis` null: everybody in one colour. With `shares` all bars are of one length.
function stageBars(parent, pathway, axis, years, shares) {
  const of = axis || pathway.axes[0];
  const total = (y, s) => of.persons[y][s].reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...years.flatMap((y) => pathway.stages.map((_, s) => total(y, s))));
  pathway.stages.forEach((stage, s) => {
    if (years.every((y) => total(y, s) === 0)) return;
    const row = add(parent, "div", { class: "stage" });
    add(row, "div", null, capital(stage.label));
    const bars = add(row, "div");
    for (const y of years) {
      const bar = add(bars, "div", { class: "bar" });
      add(bar, "span", { class: "year" }, String(pathway.years[y]));
      const track = add(add(bar, "div", { class: "room" }), "div", { class: "track" });
      const thin = !shares && total(y, s) < most / 25; // no room for lines between the pieces
      const pieces = add(track, "div", { class: thin ? "pieces thin" : "pieces", "aria-hidden": "true", style: `flex:0 0 ${(shares ? 100 : (100 * total(y, s)) / most).toFixed(2)}%` });
      const counts = axis ? of.persons[y][s] : [total(y, s)];
      counts.forEach((count, i) => count > 0 && add(pieces, "span", {
        class: "piece", title: `${axis ? of.labels[i] : "Everybody"}: ${people(count)} (${percent(count / total(y, s))})`,
        style: `background:${shade(i)};flex:${count} 0 0`,
      }));
      add(track, "span", { class: "count" }, people(total(y, s)));
    }
  });
}
