// Parts of the page: the answer, and who is where.

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
  if (data.answer.careers) add(box, "p", null, tidy(data.answer.careers));
  const { goals } = data.run.parity;
  if (goals.length > 0)
    table(part, `Chance that parity is reached in or before a year. Range: what ${runs(goals[0].n)} can tell, with 95\u00a0% confidence.${
      lostRuns(data.run.parity) ? " Parity that is reached may be lost again: the last column counts the runs that have it in the year itself." : ""}`,
      ["By", "Chance", "Range", "Runs that reach it", "In words", ...(lostRuns(data.run.parity) ? ["Runs that have it then"] : [])],
      goals.map((goal) => [goal.year, chance(goal), `${percent(goal.low)} to ${percent(goal.high)}`, `${hits(goal)} of ${goal.n}`, likelihood(goal),
        ...(lostRuns(data.run.parity) ? [`${Math.round(goal.kept * goal.n)} of ${goal.n}`] : [])]),
      { texts: [4] });
  add(part, "p", { class: "note" }, noiseWords(data.run));
}

const lostRuns = (parity) => (parity.lost_years || []).filter(isNumber).length;

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
    if (groups.some((group) => !group.deciding && axis !== "together"))
      add(part, "p", { class: "note" }, "Groups that are shown but do not decide are too small, or have too few simulated people, for a firm verdict.");
    ratioTable(folded(part, `Numbers of these charts: ${index.name.toLowerCase()} by ${axisWords(axis)}`), index, groups, data);
  }
  showCrossed(part, index, data);
}

// Both axes at once: who is at parity on each may be far from it on both.
function showCrossed(parent, index, data) {
  const crossed = (data.run.definitions || []).find((definition) => definition.kind === "crossed");
  if (!crossed || crossed.groups.length === 0) return;
  add(parent, "h3", null, `${index.name} by ${axisWords(crossed.name).replace(" by ", " and ")}`);
  if (data.answer.crossed) add(parent, "p", null, `${tidy(data.answer.crossed)} These groups do not decide on the answer above; "decides" says who is large enough for a firm verdict.`);
  table(parent, `${index.name} (${index.unit}): mean over the runs, and below it the range of 9 of 10 runs.`, ["Group", "Decides", ...data.years.map(String)],
    crossed.groups.map((group) => [capital(group.label), group.deciding ? "yes" : "no",
      ...data.years.map((year) => {
        const i = group.series.year.indexOf(year);
        return { ...ranged(group.series, index.key, year, index.format), text: index.format(index.values(group.series)[i]) };
      })]), { heads: 2, name: "crossed" });
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
  const who = pathway.who || "People";
  add(part, "p", null, `${who} in each stage at the end of ${years.map((y) => pathway.years[y]).join(" and of ")}, mean over the runs. Stages with nobody in them are left out.`);
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
    add(figure, "h3", null, `${shares ? `Shares of ${within(who)}` : who} by stage${axis ? ` and ${axisWords(axis.axis)}` : ""}, ${years.map((y) => pathway.years[y]).join(" and ")}`);
    if (axis) {
      const legend = add(figure, "ul", { class: "legend" });
      axis.labels.forEach((text, i) => add(legend, "li", null, add(null, "span", { class: "swatch", style: `background:${shade(i)}` }), capital(text)));
    }
    stageBars(figure, pathway, axis, years, shares);
  };
  for (const control of [select, kind]) control.addEventListener("change", redraw);
  redraw();
  for (const axis of pathway.axes)
    table(folded(part, `Numbers of this chart: ${within(who)} by stage and ${axisWords(axis.axis)}`), `${who} at the end of the year, mean over the runs.`,
      ["Stage", "Year", ...axis.labels.map(capital), "Everybody"],
      pathway.stages.flatMap((stage, s) => pathway.years.map((year, y) => [capital(stage.label), year, ...axis.persons[y][s].map(people),
        people(axis.persons[y][s].reduce((sum, count) => sum + count, 0))])));
}

// Rows that share their keys as one list for each key.
function columnsOf(rows) {
  const columns = {};
  for (const row of rows) for (const [key, value] of Object.entries(row)) (columns[key] = columns[key] || []).push(value);
  return columns;
}

const within = (who) => who.charAt(0).toLowerCase() + who.slice(1);

// Residents who start, wherever the work is: a headline of its own.
function showCareers(data) {
  const years = data.years.map((year) => (year === data.run.base_year ? year + 1 : year));
  const hired = columnsOf(data.run.parity.careers || []);
  if (!(hired.careers || []).some((count) => count > 0)) return;
  const who = data.rule.who || "People", part = section("careers", `${who} who start in STEM`);
  add(part, "p", null, `${who} who are hired into ${data.rule.work} in the year and had none at the end of the year before, wherever these jobs are. People who move in with such a job are not among them: they stand in the last table. Mean over the runs, and below it the range of 9 of 10 runs.`);
  const all = { label: "everybody", series: hired };
  const rows = (name) => [all, ...data.run.groups].filter((group) => (group.series[name] || []).some(isNumber))
    .map((group) => [capital(group.label), ...years.map((year) => ranged(group.series, name, year, people))]);
  table(part, `${who} hired into ${data.rule.work} in the year who had none.`, ["Group", ...years.map(String)], rows("careers"), { name: "careers" });
  if (rows("returned").length > 0)
    table(folded(part, "How many of them had such a job before"), `At least so many of them had such a job at the end of ${data.run.base_year} or of a later year. Who had one earlier only is not known to the model and is not counted here.`,
      ["Group", ...years.map(String)], rows("returned"));
  table(folded(part, "People who move in with such a job"), "People who came to live there in the year and had such a job at once.", ["Group", ...years.map(String)], rows("moved_in"));
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
    ? `Even if every newcomer from the first year on were as ${data.rule.reference} are, parity would not be reached by ${data.run.end_year}: those who are in the workforce now leave slowly, and a workforce that is fed in proportion lags behind a reference that moves. The table says whom that leaves behind. A group of whom more than their proportion come is held back by this question, not helped.`
    : `If every newcomer from the first year on were as ${data.rule.reference} are, parity would be reached in ${inertia.first_year}: what newcomers in proportion alone would do, at today's rates of leaving.`);
  const index = indexOf(data.rule), bound = (inertia.groups || []).filter((one) => one.deciding || one.fails);
  if (bound.length > 0)
    table(part, "Each group, if every newcomer were in proportion.", ["Group", "At parity from", `${index.name} in ${data.run.end_year}`, "In words"],
      bound.map((one) => [labelOf(data, one.group), isNumber(one.first_year) ? `${one.first_year}${one.fails ? ", and lost again" : ""}` : `not by ${data.run.end_year}`, index.format(one.index),
        `${one.fails ? `stands in the way in ${data.run.end_year}` : ""}${one.fails && one.above ? "; " : ""}${one.above ? "holds more than its share at first: newcomers in proportion bring it down" : ""}` || none]),
      { texts: [3], name: "bound" });
  const more = (inertia.needed || []).filter((need) => isNumber(need.needed) && !(need.needed <= need.simulated));
  if (more.length > 0)
    table(part, "Share of all newcomers, from the first year on, with which the group is at parity by the goal year, percent. Groups whose share is large enough already are left out.",
      ["Group", "By", "Needed", "In these runs", "Possible"],
      more.map((need) => [labelOf(data, need.group), need.year, percent(need.needed), percent(need.simulated), need.possible ? "yes" : "no: more than all"]), { texts: [4] });
}

const labelOf = (data, name) => capital((data.run.groups.find((group) => group.name === name) || {}).label || words(name));
