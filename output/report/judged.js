// What the definition of parity judges.

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
