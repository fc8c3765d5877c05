"use strict";

// ---- numbers in words ----------------------------------------------------------------------------------------------

const isNumber = (x) => typeof x === "number" && Number.isFinite(x);
const none = "–";

// "45.1 million", "12,300", "740": no more digits than a plan needs.
function people(count) {
  if (!isNumber(count)) return none;
  const size = Math.abs(count);
  if (size >= 999500) return `${(count / 1e6).toFixed(size >= 99.95e6 ? 0 : 1)} million`;
  const step = size >= 9995 ? 100 : size >= 995 ? 10 : 1;
  return (Math.round(count / step) * step || 0).toLocaleString("en-US");
}

function percent(share) {
  return isNumber(share) ? `${(100 * share).toFixed(share !== 0 && Math.abs(share) < 0.0995 ? 1 : 0)}\u00a0%` : none;
}

const points = (share) => (isNumber(share) ? `${share > 0 ? "+" : ""}${(100 * share).toFixed(1)}` : none);
const ratio = (x) => (isNumber(x) ? x.toFixed(2) : none);

// Up to four digits, as tables of mixed units need them.
function number(x) {
  if (!isNumber(x)) return none;
  const size = Math.abs(x);
  if (size >= 1e4) return people(x);
  return String(Number(x.toPrecision(size >= 1000 ? 4 : 3)));
}

function words(name) {
  return String(name).replace(/_/g, " ").replace(/\./g, " by ");
}

const axisWords = (axis) => (axis === "together" ? "groups taken together" : words(axis.replace("race_ethnicity", "race and ethnicity")));

// A number and its percent sign, and two ages, stay on one line.
const tidy = (text) => String(text).replace(/(\d) %/g, "$1\u00a0%").replace(/(\d)-(?=\d)/g, "$1\u2011");

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const sentence = (text) => capital(/[.!?]$/.test(text) ? text : `${text}.`);

// ---- what the definition judges --------------------------------------------------------------------------------------

// How the judged number of a group is found, written and named; `equal` is where nobody is over or under.
function indexOf(rule) {
  const column = (name) => (series) => series[name] || [];
  const kinds = {
    ratio: { name: "Representation ratio", unit: "share held divided by share of the reference", key: "ratio", format: ratio, equal: 1 },
    difference: { name: "Difference of shares", unit: "percentage points", key: "difference", format: points, equal: 0 },
    share: { name: "Share of the workforce", unit: "percent", key: "share_workforce", format: percent, equal: null },
    count: { name: "People in the workforce", unit: "people", key: "persons", format: people, equal: null },
  };
  const kind = kinds[rule.index] || kinds.ratio;
  const values = kind.key === "difference"
    ? (series) => series.difference || series.share_workforce.map((held, i) => lessOrNull(held, series.share_reference[i]))
    : column(kind.key);
  return { ...kind, values, low: column(`${kind.key}_low`), high: column(`${kind.key}_high`) };
}

const lessOrNull = (a, b) => (isNumber(a) && isNumber(b) ? a - b : null);

// At a year; null where the series has none.
function at(series, key, year) {
  const place = (series.year || []).indexOf(year);
  const column = series[key];
  return place < 0 || !column || !isNumber(column[place]) ? null : column[place];
}

// All people in the workforce, from the group whose share is the largest.
function workforceSize(groups, year) {
  let size = null, most = 0;
  for (const group of groups) {
    const share = at(group.series, "share_workforce", year), persons = at(group.series, "persons", year);
    if (isNumber(share) && isNumber(persons) && share > most) [size, most] = [persons / share, share];
  }
  return size;
}

// People of a group that the workforce lacks to be proportional, never below 0.
function missing(group, groups, year) {
  const told = at(group.series, "missing", year);
  if (told !== null) return told;
  const size = workforceSize(groups, year), due = at(group.series, "share_reference", year), persons = at(group.series, "persons", year);
  return [size, due, persons].every(isNumber) ? Math.max(0, due * size - persons) : null;
}

// [[axis, groups]] in the order of the lens, then as they come.
function byAxis(groups, lens) {
  const axes = [...new Set([...(lens || []), ...groups.map((group) => group.axis)])];
  return axes.map((axis) => [axis, groups.filter((group) => group.axis === axis)]).filter(([, of]) => of.length > 0);
}

// ---- geometry --------------------------------------------------------------------------------------------------------

// Round numbers that cover [low, high], about `count` of them.
function ticks(low, high, count) {
  const raw = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((multiple) => multiple * power * Math.SQRT2 >= raw);
  const all = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) all.push(Number((k * step).toPrecision(12)));
  return all;
}

// The range of numbers with a margin; never empty.
function extent(numbers) {
  const known = numbers.filter(isNumber);
  if (known.length === 0) return [0, 1];
  const low = Math.min(...known), high = Math.max(...known);
  const margin = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}

const scale = ([from, to], [left, right]) => (x) => left + ((x - from) / (to - from || 1)) * (right - left);

// Path of a line; a number that does not exist breaks it.
function linePath(xs, ys) {
  let path = "", pen = "M";
  xs.forEach((x, i) => {
    if (!isNumber(ys[i])) return void (pen = "M");
    path += `${pen}${x.toFixed(1)},${ys[i].toFixed(1)}`;
    pen = "L";
  });
  return path;
}

// Closed path between two lines, over the places where both exist.
function bandPath(xs, lows, highs) {
  const both = xs.map((x, i) => [x, lows[i], highs[i]]).filter(([, low, high]) => isNumber(low) && isNumber(high));
  if (both.length < 2) return "";
  const there = both.map(([x, low]) => `${x.toFixed(1)},${low.toFixed(1)}`);
  const back = both.reverse().map(([x, , high]) => `${x.toFixed(1)},${high.toFixed(1)}`);
  return `M${there.join("L")}L${back.join("L")}Z`;
}

// Only web addresses become links; all else a source may say stays text.
function safeLink(text) {
  const found = /https?:\/\/[^\s<>"']+/.exec(String(text));
  return found ? found[0].replace(/[.,;)]+$/, "") : null;
}

// ---- elements --------------------------------------------------------------------------------------------------------

const svgSpace = "http://www.w3.org/2000/svg"; // a name, not an address

// Text goes in as text: nothing in the data is ever read as markup.
function add(parent, name, attributes, ...children) {
  const node = fill(document.createElement(name), attributes, children);
  if (parent) parent.append(node);
  return node;
}

function draw(parent, name, attributes, ...children) {
  const node = fill(document.createElementNS(svgSpace, name), attributes, children);
  parent.append(node);
  return node;
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined) node.setAttribute(key, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function section(id, title) {
  const part = add(document.getElementById("content"), "section", { id, "aria-labelledby": `${id}-title` });
  add(part, "h2", { id: `${id}-title` }, title);
  const item = add(document.getElementById("parts"), "li");
  add(item, "a", { href: `#${id}` }, title);
  return part;
}

// A cell is a text, or {text, range, meter, node}. The first `heads` columns are texts; the rest are numbers.
function table(parent, caption, head, rows, { heads = 1, texts = [], name = null } = {}) {
  const id = `table-${document.querySelectorAll("table").length + 1}`;
  add(parent, "p", { class: "caption", id }, caption); // outside the frame, so that it never scrolls away
  const frame = add(parent, "div", { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": id });
  const grid = add(frame, "table", { class: name, "aria-labelledby": id });
  const kind = (column) => (texts.includes(column) ? "t" : column < heads ? null : "n");
  const top = add(add(grid, "thead"), "tr");
  head.forEach((text, column) => add(top, "th", { scope: "col", class: kind(column) }, text));
  const body = add(grid, "tbody");
  for (const row of rows) {
    const line = add(body, "tr");
    row.forEach((cell, column) => {
      const place = add(line, column === 0 ? "th" : "td", { scope: column === 0 ? "row" : null, class: kind(column) });
      const told = cell !== null && typeof cell === "object" ? cell : { text: cell };
      place.append(told.node || String(told.text ?? none));
      if (told.range) add(place, "span", { class: "range" }, told.range);
      if (told.meter > 0) add(place, "span", { class: "meter", style: `width:${(100 * told.meter).toFixed(1)}%` });
    });
  }
  return grid;
}

function folded(parent, title) {
  const details = add(parent, "details");
  add(details, "summary", null, title);
  return details;
}

// "0.71" with "0.69 to 0.73" below where there is a range.
function ranged(series, key, year, format) {
  return { text: format(at(series, key, year)), range: range(at(series, `${key}_low`, year), at(series, `${key}_high`, year), format) };
}

// Null where there is no range, or none that can be told apart in so few digits.
function range(low, high, format) {
  return isNumber(low) && isNumber(high) && format(low) !== format(high) ? `${format(low)} to ${format(high)}` : null;
}

// ---- charts ----------------------------------------------------------------------------------------------------------

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

// ---- parts of the page -----------------------------------------------------------------------------------------------

function showHead(data) {
  document.title = `${data.title} – report`;
  document.getElementById("title").textContent = data.title;
  document.getElementById("subtitle").textContent =
    `${data.pack_title ? `${data.pack_title}. ` : ""}Simulated from ${data.run.base_year} to ${data.run.end_year}, ${runs(data.run.replicates)} of the model.`;
}

const runs = (n) => `${n} run${n === 1 ? "" : "s"}`;

function showAnswer(data) {
  const part = section("answer", "The answer");
  const box = add(part, "div", { class: "answer" });
  add(box, "p", null, tidy(data.answer.first));
  add(box, "p", null, tidy(data.answer.second));
  const { goals } = data.run.parity;
  if (goals.length > 0)
    table(part, `Chance that parity is reached in or before a year. Range: what ${runs(goals[0].n)} can tell, with 95\u00a0% confidence.`,
      ["By", "Chance", "Range", "Runs that reach it", "In words"],
      goals.map((goal) => [goal.year, chance(goal), `${percent(goal.low)} to ${percent(goal.high)}`, `${hits(goal)} of ${goal.n}`, likelihood(goal)]),
      { texts: [4] });
  add(part, "p", { class: "note" }, noiseWords(data.run));
}

const hits = (goal) => Math.round(goal.p * goal.n);

// Never 0 or 1: so many runs cannot tell.
function chance(goal) {
  if (hits(goal) === 0) return `under ${percent(goal.high)}`;
  return hits(goal) === goal.n ? `over ${percent(goal.low)}` : percent(goal.p);
}

function likelihood(goal) {
  if (!goal.resolved) return "not resolved: too few runs to say whether it is likelier than not";
  return goal.low > 0.5 ? "likelier than not" : "less likely than not";
}

function noiseWords(run) {
  const doubt = "doubt" in run && run.doubt;
  return doubt ? "Runs differ by the luck of single lives and by doubt about the figures that went in."
    : "Runs differ by the luck of single lives only. Doubt about the figures that went in is not in these numbers: the true uncertainty is wider.";
}

function showRatios(data) {
  const index = indexOf(data.rule);
  const part = section("ratios", data.rule.index === "ratio" ? "How each group is represented" : `${index.name} of each group`);
  const goals = goalYears(data);
  const explained = data.rule.index === "ratio"
    ? `A ratio of 1 means that the group holds the same share of ${data.rule.workforce} as of ${data.rule.reference}; at 0.5 it holds half of that. `
    : "";
  add(part, "p", null, `${explained}Line: mean over the runs; band: 9 of 10 runs lie within it. The dashed line at ${index.format(data.rule.at_least)} is where a group counts as being at parity.${
    goals.years.length ? ` Upright dotted lines: the goal year${goals.years.length > 1 ? "s" : ""} ${goals.years.join(" and ")}.` : ""} Grey lines: the other groups of the same chart set.`);
  for (const [axis, groups] of byAxis(data.run.groups, data.rule.lens)) {
    add(part, "h3", null, `${index.name} by ${axisWords(axis)}, ${data.run.base_year} to ${data.run.end_year}`);
    const frame = frameOf(groups, data, goals);
    const panels = add(part, "div", { class: "panels" });
    for (const group of [...groups.filter((g) => g.deciding), ...groups.filter((g) => !g.deciding)]) panel(panels, group, groups, frame);
    if (groups.some((group) => !group.deciding))
      add(part, "p", { class: "note" }, "Groups that are shown but do not decide are too small, or have too few simulated people, for a firm verdict.");
    ratioTable(folded(part, `Numbers of these charts: ${index.name.toLowerCase()} by ${axisWords(axis)}`), index, groups, data);
  }
}

function ratioTable(parent, index, groups, data) {
  const years = groups[0].series.year;
  const key = index.key;
  table(parent, `${index.name} (${index.unit}) by year: mean over the runs, and below it the range of 9 of 10 runs.`,
    ["Year", ...groups.map((group) => capital(group.label) + (group.deciding ? "" : " (does not decide)"))],
    years.map((year, i) => [year, ...groups.map((group) => {
      const cell = ranged(group.series, key, year, index.format);
      return { ...cell, text: index.format(index.values(group.series)[i]) };
    })]));
  table(parent, `Share of ${data.rule.workforce}, and of ${data.rule.reference}, percent.`,
    ["Group", ...data.years.flatMap((year) => [`held ${year}`, `due ${year}`])],
    groups.map((group) => [capital(group.label), ...data.years.flatMap((year) =>
      [percent(at(group.series, "share_workforce", year)), percent(at(group.series, "share_reference", year))])]));
}

function goalYears(data) {
  const last = data.run.end_year;
  return { lastYear: last, years: data.run.parity.goals.map((goal) => goal.year).filter((year) => year >= data.run.base_year && year <= last) };
}

function showMissing(data) {
  const axes = byAxis(data.run.groups, data.rule.lens);
  const most = Math.max(...data.run.groups.flatMap((group) => data.years.map((year) => missing(group, groupsOf(group, axes), year) || 0)));
  if (!(most > 0)) return;
  const part = section("missing", "People missing");
  add(part, "p", null, `How many more people of a group there would have to be among ${data.rule.workforce} for its share to equal its share of ${data.rule.reference}, with the size of the workforce as it is. 0: the group is not underrepresented.`);
  for (const [axis, groups] of axes) {
    add(part, "h3", null, `People missing from ${data.rule.workforce}, by ${axisWords(axis)}`);
    table(part, "People, mean over the runs. Bars: on one scale for all tables of this part.", ["Group", ...data.years.map(String)],
      groups.map((group) => [capital(group.label) + (group.deciding ? "" : " (does not decide)"), ...data.years.map((year) => {
        const count = missing(group, groups, year);
        return { ...ranged(group.series, "missing", year, people), text: people(count), meter: isNumber(count) ? count / most : null };
      })]), { name: "missing" });
  }
}

const groupsOf = (group, axes) => axes.find(([axis]) => axis === group.axis)[1];

function showPathway(data) {
  const { pathway } = data;
  if (!pathway || pathway.axes.length === 0) return;
  const years = pathway.years.length > 1 ? [0, pathway.years.length - 1] : [0];
  const part = section("pathway", "Where people are on the pathway");
  add(part, "p", null, `People in each stage at the end of ${years.map((y) => pathway.years[y]).join(" and of ")}, mean over the runs. Stages with nobody in them are left out.`);
  const choose = add(part, "p", { class: "choose" });
  const label = add(choose, "label", null, "Divide the bars by ");
  const select = add(label, "select");
  add(select, "option", { value: "" }, "nothing (everybody)");
  pathway.axes.forEach((axis, i) => add(select, "option", { value: i }, axisWords(axis.axis)));
  select.value = "0";
  const kind = add(add(choose, "label", null, " Length of the bars: "), "select");
  for (const text of ["people", "shares of the stage"]) add(kind, "option", null, text);
  const figure = add(part, "figure", { class: "wide" });
  const redraw = () => {
    const axis = select.value === "" ? null : pathway.axes[Number(select.value)];
    figure.replaceChildren();
    const shares = kind.selectedIndex === 1;
    add(figure, "h3", null, `${shares ? "Shares" : "People"} by stage${axis ? ` and ${axisWords(axis.axis)}` : ""}, ${years.map((y) => pathway.years[y]).join(" and ")}`);
    if (axis) {
      const legend = add(figure, "ul", { class: "legend" });
      axis.labels.forEach((text, i) => add(legend, "li", null, add(null, "span", { class: "swatch", style: `background:${shade(i)}` }), capital(text)));
    }
    stageBars(figure, pathway, axis, years, shares);
  };
  for (const control of [select, kind]) control.addEventListener("change", redraw);
  redraw();
  for (const axis of pathway.axes)
    table(folded(part, `Numbers of this chart: people by stage and ${axisWords(axis.axis)}`), "People at the end of the year, mean over the runs.",
      ["Stage", "Year", ...axis.labels.map(capital), "Everybody"],
      pathway.stages.flatMap((stage, s) => pathway.years.map((year, y) => [capital(stage.label), year, ...axis.persons[y][s].map(people),
        people(axis.persons[y][s].reduce((sum, count) => sum + count, 0))])));
}

function showEntrants(data) {
  const groups = data.run.groups.filter((group) => group.series.entrant_share);
  const years = data.years.map((year) => (year === data.run.base_year ? year + 1 : year));
  if (groups.length === 0) return;
  const part = section("entrants", "New people in the workforce");
  add(part, "p", null, `People who came into the workforce in the year, and the share of each group among them. A group that is missing catches up only while its share of those who come is larger than its share of ${data.rule.workforce}.`);
  table(part, "Share of all who came into the workforce in the year, percent; below it how many people of the group came.", ["Group", ...years.map(String)],
    groups.map((group) => [capital(group.label), ...years.map((year) => ({ text: percent(at(group.series, "entrant_share", year)),
      range: isNumber(at(group.series, "entrants", year)) ? people(at(group.series, "entrants", year)) : null }))]));
  const lives = groups.filter((group) => (group.series.residents || []).some((count, i) => isNumber(count) && count !== group.series.entrants[i]));
  if (lives.length > 0)
    table(part, `Of these, people who live where the reference is counted (${data.rule.reference}); below it the range of 9 of 10 runs.`,
      ["Group", ...years.map(String)], lives.map((group) => [capital(group.label), ...years.map((year) => ranged(group.series, "residents", year, people))]));
  const { inertia } = data.run.parity;
  if (!inertia) return;
  add(part, "h3", null, "What the goal asks of those who come");
  add(part, "p", null, inertia.first_year === null
    ? `Even if every newcomer from the first year on were as ${data.rule.reference} are, parity would not be reached by ${data.run.end_year}: those who are in the workforce now stay too long.`
    : `If every newcomer from the first year on were as ${data.rule.reference} are, parity would be reached in ${inertia.first_year}. It cannot be earlier by newcomers in proportion alone.`);
  const more = (inertia.needed || []).filter((need) => isNumber(need.needed) && !(need.needed <= need.simulated));
  if (more.length > 0)
    table(part, "Share of all newcomers, from the first year on, with which the group is at parity by the goal year, percent. Groups whose share is large enough already are left out.",
      ["Group", "By", "Needed", "In these runs", "Possible"],
      more.map((need) => [labelOf(data, need.group), need.year, percent(need.needed), percent(need.simulated), need.possible ? "yes" : "no: more than all"]), { texts: [4] });
}

const labelOf = (data, name) => capital((data.run.groups.find((group) => group.name === name) || {}).label || words(name));

function showDefinitions(data) {
  const all = data.run.definitions || [];
  if (all.length === 0) return;
  const part = section("beside", "The same question asked in other ways");
  add(part, "p", null, "Parity by other definitions, in the same runs. The answer depends on which jobs and which people are counted.");
  const goals = [...new Set(all.flatMap((definition) => definition.parity.goals.map((goal) => goal.year)))].sort();
  table(part, "Parity by each definition: the middle year over the runs, and the share of runs with parity by each goal year.",
    ["Definition", "Kind", "Reached in", ...goals.map((year) => `by ${year}`), `Furthest below in ${data.run.end_year}`],
    all.map((definition) => [capital(workWords(definition.name)), kindWords(definition.kind),
      isNumber(definition.parity.median_year) ? Math.floor(definition.parity.median_year) : `not by ${data.run.end_year}`,
      ...goals.map((year) => chanceWords(definition.parity.goals.find((goal) => goal.year === year))),
      lowest(definition.groups, data.run.end_year)]), { heads: 2, texts: [3 + goals.length] });
  showEveryClass(part, data);
  const details = folded(part, "What each definition says");
  const list = add(details, "dl");
  for (const definition of all) {
    add(list, "dt", null, capital(workWords(definition.name)));
    add(list, "dd", null, sentence(definition.parity.definition));
  }
}

// Parity in every class of jobs at once: who is proportional in all may be missing in the best of them.
function showEveryClass(parent, data) {
  const every = data.run.parity.by_class;
  if (!every) return;
  add(parent, "h3", null, "Every class of STEM jobs at once");
  add(parent, "p", null, `${isNumber(every.median_year) ? `Parity in every class at once is reached in ${Math.floor(every.median_year)}` : `Parity in every class at once is not reached by ${data.run.end_year}`}${
    every.last ? `; the class that is there last, or not at all: ${workWords(every.last)}` : ""}.`);
  table(parent, "Parity in each class alone.", ["Class", "Reached in"],
    every.classes.map((one) => [capital(workWords(one.class)), isNumber(one.median_year) ? Math.floor(one.median_year) : `not by ${data.run.end_year}`]));
}

const jobs = {
  ncses_broad: "all STEM jobs", science_engineering: "science and engineering jobs", related: "jobs related to science and engineering",
  middle_skill: "middle-skill STEM jobs", census: "STEM jobs by the Census definition", pew: "STEM jobs by the Pew definition",
  stemm: "STEM jobs with medicine",
};
const workWords = (name) => jobs[name] || words(name);

const kindWords = (kind) => ({ beside: "a definition of its own", preset: "other jobs counted", class: "one class of jobs alone" })[kind] || words(kind);

// A share of runs, as it was counted.
function chanceWords(goal) {
  if (!goal) return none;
  return hits(goal) === 0 ? `none of ${goal.n} runs` : hits(goal) === goal.n ? `all ${goal.n} runs` : `${hits(goal)} of ${goal.n} runs`;
}

function lowest(groups, year) {
  const known = groups.filter((group) => group.deciding && isNumber(at(group.series, "ratio", year)));
  if (known.length === 0) return none;
  const least = known.reduce((a, b) => (at(b.series, "ratio", year) < at(a.series, "ratio", year) ? b : a));
  return `${capital(least.label)} (${ratio(at(least.series, "ratio", year))})`;
}

function showMeasures(data) {
  const all = data.run.measures || [];
  if (all.length === 0) return;
  const part = section("measures", "More than shares");
  for (const measure of all) {
    add(part, "h3", null, `${capital(measure.label || words(measure.name))}${measure.unit ? ` (${measure.unit})` : ""}`);
    table(part, "Mean over the runs, and below it the range of 9 of 10 runs.", ["Group", ...data.years.map(String)],
      measure.groups.map((group) => [group.name ? labelOf(data, group.name) : "Everybody", ...data.years.map((year) => {
        return { text: number(at(group.series, "mean", year)), range: range(at(group.series, "low", year), at(group.series, "high", year), number) };
      })]));
  }
}

function showNoise(data) {
  const noise = data.run.noise || [];
  if (noise.length === 0) return;
  const part = section("noise", "Luck and doubt");
  add(part, "p", null, `Two things make runs differ: the luck of single lives, which a larger simulated population makes smaller, and doubt about the figures that went in, which only better evidence makes smaller. ${data.run.twins} runs were done twice with the same figures to tell them apart. Numbers are standard deviations: about two thirds of runs lie within one of them of the mean.`);
  table(part, "Standard deviation over the runs, and its parts by luck and by doubt.", ["What", "Year", "Mean", "All", "By luck", "By doubt"],
    noise.map((split) => [capital(quantityWords(data, split)), split.year,
      ...[split.mean, split.sd, split.sd_process, split.sd_doubt].map(number)]));
}

function quantityWords(data, split) {
  const name = indexOf(data.rule).name.toLowerCase();
  if (split.quantity === "persons") return `people in ${data.rule.workforce}`;
  return split.quantity === "index" ? `${labelOf(data, split.group)}: ${name}` : `lowest ${name} of the groups that decide`;
}

function showFit(data) {
  if (!data.fit || data.fit.rows.length === 0) return;
  const part = section("fit", "How well the model fits what is known");
  const { header, rows } = data.fit, place = (name) => header.indexOf(name);
  const within = place("in_range"), wanted = ["target", "value", "simulated"].every((name) => place(name) >= 0);
  add(part, "p", null, "Before it looks ahead, the model is held to published numbers. Fitted: the model was moved towards the number; checked: it was only compared with it.");
  if (!wanted) return void table(part, "Targets of the fit.", header, rows);
  const get = (row, name) => (place(name) >= 0 ? row[place(name)] : "");
  const line = (row) => [get(row, "target"), get(row, "use") === "check" ? "checked" : "fitted", get(row, "unit"),
    ...["value", "simulated", "difference"].map((name) => (get(row, name) === "" ? none : number(Number(get(row, name))))),
    `${number(Number(get(row, "low")))} to ${number(Number(get(row, "high")))}`, get(row, "in_range")];
  const head = ["Target", "Use", "Unit", "Published", "Simulated", "Difference", "Range (90 %)", "Within it"];
  const outside = within < 0 ? [] : rows.filter((row) => row[within] !== "yes");
  if (within >= 0) add(part, "p", null, `${rows.length - outside.length} of ${rows.length} numbers lie within their ranges.`);
  if (outside.length > 0) table(part, "Numbers that the model misses: outside the range of the published number.", head, outside.map(line), { heads: 3, texts: [7] });
  table(folded(part, `All ${rows.length} numbers`), "Published and simulated numbers.", head, rows.map(line), { heads: 3, texts: [7] });
}

function showMeanings(data) {
  const part = section("meanings", "What the words mean");
  const list = add(part, "dl");
  const say = (term, text) => text && (add(list, "dt", null, term), add(list, "dd", null, text));
  const { rule, run } = data;
  say("Parity", sentence(run.parity.definition));
  say("Workforce", `${capital(rule.workforce)}: the people whose shares are looked at.`);
  say("Reference", `${capital(rule.reference)}: the people they are compared with, year by year.`);
  say("Reached", `Parity holds in ${rule.years_in_a_row} year${rule.years_in_a_row === 1 ? "" : "s"} in a row; the first of them is the year of parity. The year given is the middle one over the runs, counting runs that never reach it as later than all others.`);
  say("Deciding groups", "Parity needs every deciding group. A group that is too small, or for which too few people are simulated, is shown but does not decide.");
  say("Bands and ranges", `5 to 95 % over ${runs(run.replicates)}: 9 of 10 lie within. ${noiseWords(run)}`);
  say("Run", `One simulation of all years, with the same figures${run.doubt ? " drawn anew within their doubt" : ""} and its own luck.`);
  say("Scale", run.scale === 1 ? "One simulated person for each person." : `One simulated person stands for ${number(1 / run.scale)} people: ${people(run.persons)} are simulated.`);
  say("Places and years", `${data.pack_title || run.pack}, ${run.base_year} to ${run.end_year}; numbers are those at the end of a year.`);
  if (run.warnings.length > 0) {
    add(part, "h3", null, "To be kept in mind");
    const notes = add(part, "ul");
    for (const warning of run.warnings) add(notes, "li", null, sentence(warning));
  }
}

function showEvidence(data) {
  const { evidence } = data, grades = Object.keys(evidence.meanings);
  const total = grades.reduce((sum, grade) => sum + evidence.figures[grade], 0);
  if (total === 0) return;
  const part = section("sources", "Where the figures come from");
  add(part, "p", null, `The model rests on ${total} figures (a figure may be a table). ${percent(evidence.judgement_share)} of them are judgement, tables counted by the share of their rows: chosen where no source says enough. A table has the grade of its weakest row.`);
  table(part, "Figures by grade.", ["Grade", "What it says", "Figures"],
    grades.map((grade) => [gradeName(grade), evidence.meanings[grade], evidence.figures[grade]]), { heads: 2 });
  if (evidence.sources.length === 0) return;
  table(folded(part, `All ${evidence.sources.length} sources, the most used first`), "Sources, and how many figures of each grade name them. A figure may name several.",
    ["Source", ...grades.map(gradeName)], evidence.sources.map((source) => [{ node: sourceNode(source) }, ...grades.map((grade) => source.figures[grade] || none)]));
}

const gradeName = (grade) => (grade.length === 1 ? `Grade ${grade}` : capital(grade));

function sourceNode(source) {
  const link = safeLink(source.locator), title = source.title || source.id;
  const node = document.createElement("span");
  if (link) add(node, "a", { href: link, rel: "noreferrer" }, title);
  else node.append(title);
  const told = [source.publisher, source.year, link ? "" : source.locator].filter(Boolean).join(", ");
  if (told) node.append(`. ${told}`);
  return node;
}

function showOrigin(data) {
  const part = section("again", "How to get these numbers again");
  const { origin, run } = data;
  if (origin.command) {
    add(part, "p", null, "With the same version of the program and the same figures, this line gives the same numbers, bit for bit:");
    add(add(part, "pre"), "code", null, origin.command);
  }
  const list = add(part, "dl");
  const say = (term, text) => text && (add(list, "dt", null, term), add(list, "dd", null, add(null, "code", null, String(text))));
  say("Digest of the run", run.digest);
  say("Seed", origin.seed);
  say("Program", `stempath ${run.version}, draw contract ${run.draw_contract}`);
  say("Build", [origin.build, origin.compiler].filter(Boolean).join(", "));
  say("Figures (SHA-256)", origin.pack_sha256);
  say("Scenario (SHA-256)", origin.scenario_sha256);
  say("Done", origin.ended);
  add(add(folded(part, "The scenario as it was read"), "pre"), "code", null, origin.scenario_text);
  add(part, "p", { class: "note" }, "Every figure with its source, and every file that was read, stand in provenance.json beside this page; its data in report.json.");
}

function show(data) {
  data.run.groups = data.run.groups.filter((group) => group.series.year); // those without a year have nothing to show
  showHead(data);
  for (const part of [showAnswer, showRatios, showMissing, showPathway, showEntrants, showDefinitions, showMeasures, showNoise, showFit,
    showMeanings, showEvidence, showOrigin]) part(data);
  document.getElementById("footer").textContent = `Made by stempath ${data.run.version}. This page asks nothing of any network.`;
}

if (typeof module !== "undefined")
  module.exports = { people, percent, points, ratio, number, words, indexOf, at, workforceSize, missing, byAxis, ticks, extent, scale, linePath, bandPath, safeLink, chance, chanceWords, likelihood, lowest };
if (typeof document !== "undefined") show(JSON.parse(document.getElementById("data").textContent));
