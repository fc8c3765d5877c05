"""The parts of a place that measure its main study in other ways."""
import layout
import lookup
import words

CLASSES = {"science_engineering": "science and engineering", "related": "related, with health", "middle_skill": "middle-skill"}
PRESETS = {"ncses_broad": "NSF, broad", "science_engineering": "NSF, science and engineering", "related": "NSF, related",
           "middle_skill": "NSF, middle-skill", "census": "Census Bureau", "pew": "Pew Research Center",
           "stemm": "STEM with medicine and educators"}


def groups(study, definition):
    """All groups of the lens, with who decides."""
    years = study["years"]
    header = ["group", *(f"{part} {year}" for year in years for part in ("ratio", "held", "ref."))]
    rows = []
    for group in definition["groups"]:
        cells = [f"{group['label']}{'' if group['deciding'] else ' *'}"]
        for year in years:
            row = group["years"][str(year)]
            cells += [layout.with_range(row, "ratio", layout.ratio), layout.bare_percent(row["share_workforce"]),
                      layout.bare_percent(row["share_reference"])]
        rows.append(cells)
    return (layout.table(header, rows) + "\n\n*held*: % of the workforce; *ref.*: % of the reference; \\* does not decide on parity "
            "(too small a group, too noisy at this scale, or groups together).")


def points_and_missing(study, definition):
    years = study["years"]
    header = ["group", *(f"points {year}" for year in years), *(f"missing {year}" for year in years)]
    rows = [[lookup.label(definition, name),
             *(layout.with_range(lookup.at(definition, name, year), "difference", layout.points) for year in years),
             *(layout.people_range(lookup.at(definition, name, year), "missing") for year in years)] for name in lookup.DISPLAYED]
    return layout.table(header, rows) + "\n\n*points*: share of the workforce less share of the reference, in percentage points."


def proportionality(study, definition):
    years = study["years"]
    header = ["by", *(f"proportionality {year}" for year in years), *(f"missing in all {year}" for year in years)]
    rows = [[axis.replace("_", " "), *(layout.with_range(parts[str(year)], "proportionality", layout.fine) for year in years),
             *(layout.people_range(parts[str(year)], "missing") for year in years)] for axis, parts in definition["axes"].items()]
    return (layout.table(header, rows) + "\n\n*proportionality*: sum over the groups of the lesser of both shares, 1 less the index of "
            "dissimilarity; *missing in all*: how many jobs would have to be held by people of other groups.")


def entrants(study, definition):
    """Who comes, and of them residents where that differs."""
    years = lookup.future_years(study)
    kinds = ["entrants"]
    together = [each for each in definition["groups"] if each["axis"] == "together"]
    lives_there = any(definition["entrants"][str(year)]["residents"] != definition["entrants"][str(year)]["entrants"] for year in years)
    if lives_there:
        kinds.append("residents")
    header = ["group", *(f"{kind} {year}" for kind in kinds for year in years), *(f"% of entrants {year}" for year in years)]
    everybody = [layout.people_range(definition["entrants"][str(year)], kind) for kind in kinds for year in years]
    rows = [["all", *everybody, *["100"] * len(years)]]
    for each in [lookup.group(definition, name) for name in lookup.DISPLAYED] + together:
        rows.append([each["label"], *(layout.people_range(each["years"][str(year)], kind) for kind in kinds for year in years),
                     *(layout.bare_percent(each["years"][str(year)]["entrant_share"]) for year in years)])
    note = "\n\n*residents*: entrants who live in the city." if lives_there else ""
    return layout.table(header, rows) + note


def careers(study, definition):
    """Residents who start, wherever the work is; none of a record that does not hold them."""
    if "careers" not in definition:
        return []
    years = lookup.future_years(study)
    kinds = ("careers", "returned", "moved_in")
    header = ["group", *(f"{words.CAREERS[kind]} {year}" for kind in kinds for year in years)]
    together = [each for each in definition["groups"] if each["axis"] == "together"]
    rows = [["all", *(layout.people_range(definition["careers"][str(year)], kind) for kind in kinds for year in years)]]
    for each in [lookup.group(definition, name) for name in lookup.DISPLAYED] + together:
        rows.append([each["label"], *(layout.people_range(each["years"][str(year)], kind) for kind in kinds for year in years)])
    return [layout.table(header, rows) + "\n\n" + words.CAREERS["meaning"]]


def every_class(study, definition):
    """Each class by itself, and what changed within and between them."""
    first, end = study["base_year"], study["end_year"]
    header = ["class", "parity", *(f"{lookup.label(definition, name)} {year}" for name in lookup.DISPLAYED for year in (first, end))]
    rows = []
    for each in (other for other in study["others"] if other["kind"] == "class"):
        rows.append([CLASSES.get(each["name"], each["name"]),
                     f"{each['median_year']:.0f}" if each["median_year"] else f"later than {end}",
                     *(layout.with_range(lookup.at(each, name, year), "ratio", layout.ratio)
                       for name in lookup.DISPLAYED for year in (first, end))])
    by_class = definition["by_class"]
    goal = max(by_class["goals"], key=lambda each: each["year"])
    said = (f"In every class at once, by {goal['year']}: {layout.chance(goal)}. The last class is "
            f"{CLASSES.get(by_class['last'], by_class['last'])}.")
    changes = [[lookup.label(definition, row["group"]), *(layout.points(row[key]) for key in ("change", "within", "between"))]
               for name in lookup.DISPLAYED for row in by_class["change"] if row["group"] == name]
    split = layout.table([f"change of share {first}-{end}, points", "in all", "within classes", "between classes"], changes)
    return "\n\n".join((words.EVERY_CLASS, layout.table(header, rows), said, split))


def presets(study):
    first, end = study["base_year"], study["end_year"]
    main = study["main"]
    header = ["workforce", *(f"{lookup.label(main, name)} {year}" for name in lookup.DISPLAYED for year in (first, end)), "parity"]
    rows = [[PRESETS.get(each["name"], each["name"]),
             *(layout.with_range(lookup.at(each, name, year), "ratio", layout.ratio)
               for name in lookup.DISPLAYED for year in (first, end)),
             f"{each['median_year']:.0f}" if each["median_year"] else f"later than {end}"]
            for each in study["others"] if each["kind"] == "preset"]
    return layout.table(header, rows) + "\n\nThe workforce is replaced; everything else of the main definition stays."


def inertia(study, definition):
    bound, end = definition["inertia"], study["end_year"]
    said = (f"Inertia bound: {bound['first_year']:.0f}." if bound["first_year"] else f"Inertia bound: not by {end}.")
    years = lookup.goals(study)
    found = {(row["group"], row["year"]): row for row in bound["needed"]}
    rows = []
    for name in lookup.DISPLAYED:
        if (name, years[0]) in found:
            cells = [lookup.label(definition, name)]
            for year in years:
                row = found[name, year]
                needed = layout.percent(row["needed"], 0) if row["possible"] else "more than all"
                cells += [needed, layout.percent(row["simulated"], 0)]
            rows.append(cells)
    header = ["group", *(title for year in years for title in (f"needed for parity by {year}", f"as simulated to {year}"))]
    return f"{words.INERTIA} {said}{bound_by_group(definition, bound, end)}\n\n{layout.table(header, rows)}"


def bound_by_group(definition, bound, end):
    """Who stands in the way of the bound; nothing of a record that does not hold it."""
    failing = [f"{lookup.label(definition, row['group'])} {layout.ratio(row['index'])}{'' if row['deciding'] else ' (too noisy to decide)'}"
               for row in bound.get("groups", ()) if row["fails"]]
    return f" In the way in {end}: {layout.listed(failing)}." if failing else ""


def measures(study):
    """Educators, upskilling, earnings, inventors, R&D: all, and shares of groups."""
    first, end = study["base_year"], study["end_year"]
    header = ["measure", "unit", str(first), str(end), *(f"{lookup.label(study['main'], name)} {end}" for name in lookup.DISPLAYED)]
    rows = []
    for each in study["measures"]:
        everybody = {year: lookup.measured(each, "", year) for year in (first, end)}
        form = layout.money if "dollars" in each["unit"] else layout.people
        whole = everybody[end]["mean"]
        cells = [layout.DASH if everybody[first]["mean"] is None else form(everybody[first]["mean"]),
                 layout.spanned(whole, everybody[end]["low"], everybody[end]["high"], form)]
        shares = [layout.percent(lookup.measured(each, name, end)["mean"] / whole) if whole else layout.DASH for name in lookup.DISPLAYED]
        rows.append([each["label"], each["unit"], *cells, *shares])
    return layout.table(header, rows) + f"\n\nColumns of groups: their share in {end}. These measures drive nothing in the model."


def luck_and_doubt(study):
    rows = []
    for year in lookup.future_years(study):
        for said, quantity, name in (("lowest ratio that decides", "lowest index", None),
                                     *((f"ratio, {lookup.label(study['main'], group)}", "index", group) for group in lookup.DISPLAYED),
                                     ("people in the workforce", "persons", None)):
            row = lookup.noise(study, year, quantity, name)
            if row:
                form = layout.people if quantity == "persons" else "{:.4f}".format
                rows.append([str(year), said, form(row["mean"]) if quantity == "persons" else layout.ratio(row["mean"]),
                             *(layout.DASH if row[key] is None else form(row[key]) for key in ("sd", "sd_process", "sd_doubt"))])
    if not rows:
        return f"{words.LUCK} This record has no twins."
    table = layout.table(["year", "of", "mean", "standard deviation", "by luck", "by doubt"], rows)
    pairs = study["twins"]
    return (f"{words.LUCK} Told from {pairs} pairs, a deviation by luck is known to {layout.percent((2 * pairs) ** -0.5, 0)} of itself."
            f"\n\n{table}")


def whole(record, place):
    """Everything about the main study of a place."""
    study, texts = record["studies"][place]["study"], words.PLACES[place]
    parts = [f"### `{place}`, measured in other ways"]
    for name, title in texts["definitions"].items():
        definition = lookup.definitions(study)[name]
        parts += [f"#### {title[0].upper()}{title[1:]}: groups", groups(study, definition), points_and_missing(study, definition),
                  proportionality(study, definition), f"#### {title[0].upper()}{title[1:]}: who comes", *careers(study, definition),
                  entrants(study, definition), inertia(study, definition)]
    parts += ["#### Every class of work", every_class(study, study["main"]), "#### Other definitions of the workforce", presets(study),
              "#### Educators, upskilling, earnings, research", measures(study), "#### Luck and doubt", luck_and_doubt(study)]
    return "\n\n".join(parts)
