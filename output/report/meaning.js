// Parts of the page: other definitions, measures, doubt, fit, words, sources, how to do it again.

function showDefinitions(data) {
  const all = data.run.definitions || [];
  if (all.length === 0) return;
  const part = section("beside", "The same question asked in other ways");
  add(part, "p", null, "Parity by other definitions, in the same runs. The answer depends on which jobs and which people are counted.");
  const goals = [...new Set(all.flatMap((definition) => definition.parity.goals.map((goal) => goal.year)))].sort();
  table(part, "Parity by each definition: the middle year over the runs, and the share of runs with parity by each goal year.",
    ["Definition", "Kind", "Reached in", ...goals.map((year) => `by ${year}`), `Furthest below in ${data.run.end_year}`],
    all.map((definition) => [definitionName(definition), kindWords(definition.kind),
      yearWords(definition.parity, data),
      ...goals.map((year) => chanceWords(definition.parity.goals.find((goal) => goal.year === year))),
      lowest(definition.groups, data.run.end_year)]), { heads: 2, texts: [3 + goals.length] });
  showEveryClass(part, data);
  const details = folded(part, "What each definition says");
  const list = add(details, "dl");
  for (const definition of all) {
    add(list, "dt", null, definitionName(definition));
    add(list, "dd", null, sentence(definition.parity.definition));
  }
}

const definitionName = ({ kind, name, parity }) => capital(parity.label && kind === "beside" ? parity.label : kind === "crossed" ? axisWords(name) : workWords(name));

// "2035", "2022, lost again in 2027", "not by 2050".
function yearWords(parity, data) {
  if (!isNumber(parity.median_year)) return `not by ${data.run.end_year}`;
  return isNumber(parity.median_lost_year) ? `${Math.floor(parity.median_year)}, lost again in ${Math.floor(parity.median_lost_year)}` : Math.floor(parity.median_year);
}

// Parity in every class of jobs at once: who is proportional in all may be missing in the best of them.
function showEveryClass(parent, data) {
  const every = data.run.parity.by_class;
  if (!every) return;
  add(parent, "h3", null, "Every class of STEM jobs at once");
  add(parent, "p", null, `${isNumber(every.median_year) ? `Parity in every class at once is reached in ${yearWords(every, data)}` : `Parity in every class at once is not reached by ${data.run.end_year}`}${
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

const kindWords = (kind) => ({ beside: "a definition of its own", preset: "other jobs counted", class: "one class of jobs alone", crossed: "by groups of both axes at once" })[kind] || words(kind);

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
      ...[split.mean, split.sd, split.sd_process].map(number), split.sd_doubt_why ? "not told apart" : number(split.sd_doubt)]));
  if (noise.some((split) => split.sd_doubt_why)) add(part, "p", { class: "note" }, "Not told apart: luck, as so many pairs of runs tell it, is no less than the whole spread. Doubt is then small beside it, but not known to be none.");
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
  add(part, "p", null, "Before it looks ahead, the model is held against these numbers. Some are published, many are judged from what is published: fit_targets.csv of the pack gives the source and the grade of each. Fitted: the model was moved towards the number; checked: it was only compared with it, or holds it by construction.");
  if (!wanted) return void table(part, "Targets of the fit.", header, rows);
  const get = (row, name) => (place(name) >= 0 ? row[place(name)] : "");
  const line = (row) => [get(row, "target"), get(row, "use") === "check" ? "checked" : "fitted", get(row, "unit"),
    ...["value", "simulated", "difference"].map((name) => (get(row, name) === "" ? none : number(Number(get(row, name))))),
    `${number(Number(get(row, "low")))} to ${number(Number(get(row, "high")))}`, get(row, "in_range")];
  const head = ["Target", "Use", "Unit", "Wanted", "Simulated", "Difference", "Range (90 %)", "Within it"];
  const outside = within < 0 ? [] : rows.filter((row) => row[within] !== "yes");
  if (within >= 0) add(part, "p", null, `${rows.length - outside.length} of ${rows.length} numbers lie within their ranges.`);
  if (outside.length > 0) table(part, "Numbers that the model misses: outside the range of the number that is wanted.", head, outside.map(line), { heads: 3, texts: [7] });
  table(folded(part, `All ${rows.length} numbers`), "Wanted and simulated numbers.", head, rows.map(line), { heads: 3, texts: [7] });
}

function showMeanings(data) {
  const part = section("meanings", "What the words mean");
  const list = add(part, "dl");
  const say = (term, text) => text && (add(list, "dt", null, term), add(list, "dd", null, text));
  const { rule, run } = data;
  say("Parity", sentence(run.parity.definition));
  say("Workforce", `${capital(rule.workforce)}: the people whose shares are looked at.`);
  say("Reference", `${capital(rule.reference)}: the people they are compared with, year by year.`);
  say("Reached", `Parity holds in ${rule.years_in_a_row} year${rule.years_in_a_row === 1 ? "" : "s"} in a row; the first of them is the year of parity. The year given is the middle one over the runs, counting runs that never reach it as later than all others. Parity that the base year has already is there, not reached; parity that is reached may be lost again, and is then said to be.`);
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
