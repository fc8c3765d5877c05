"""The parts of a place that compare its scenarios."""
import layout
import lookup
import words

SHIFT_WORTH_TELLING = 0.005


def link(name):
    return f"`{name}`"


def of_place(record, place):
    """The recorded scenarios of the library, {name: study}, in the order of the words."""
    return {name: record["studies"][name]["study"] for name in words.PLACES[place]["scenarios"] if name in record["studies"]}


def futures_of(record, place):
    """The main study and those of another future of the gap, {future: study}."""
    found = {"constant": record["studies"][place]["study"]}
    for future in words.FUTURES:
        entry = record["studies"].get(f"{place}-gap-{future}")
        if entry:
            found[future] = entry["study"]
    return found


def behind(definition, year):
    group = lookup.furthest_behind(definition, year)
    row = group["years"][str(year)]
    return f"{lookup.label(definition, group['name'])} {layout.with_range(row, 'ratio', layout.ratio)}"


def answers(studies, name, first, named=link):
    """Who is furthest behind, chances and years, a row for each study."""
    any_study = next(iter(studies.values()))
    goals, years = lookup.goals(any_study), lookup.future_years(any_study)
    header = [first, *(f"furthest behind in {year}" for year in years), *(f"parity by {year}" for year in goals), "year of parity"]
    rows = []
    for key, study in studies.items():
        definition = lookup.definitions(study)[name]
        rows.append([named(key), *(behind(definition, year) for year in years),
                     *(layout.chance(lookup.goal_of(definition, year)) for year in goals),
                     layout.year_of_parity(definition, study["replicates"], study["end_year"])])
    return layout.table(header, rows)


def ratios(studies, name, first, named=link):
    """Ratios of the groups that the goals name, base year and goal years."""
    any_study = next(iter(studies.values()))
    definition = lookup.definitions(any_study)[name]
    years = lookup.future_years(any_study)
    header = [first, *(f"{lookup.label(definition, group)} {year}" for group in lookup.DISPLAYED for year in years)]
    rows = [[named(key), *(layout.with_range(lookup.at(lookup.definitions(study)[name], group, year), "ratio", layout.ratio)
                           for group in lookup.DISPLAYED for year in years)] for key, study in studies.items()]
    return layout.table(header, rows)


def sizes(studies, name):
    """Workforce, people missing, entrants."""
    any_study = next(iter(studies.values()))
    definition = lookup.definitions(any_study)[name]
    years, end = any_study["years"], any_study["end_year"]
    header = ["scenario", *(f"workforce {year}" for year in years),
              *(f"missing {end}: {lookup.label(definition, group)}" for group in lookup.DISPLAYED), f"entrants {end}"]
    rows = []
    for key, study in studies.items():
        here = lookup.definitions(study)[name]
        rows.append([link(key), *(layout.people(here["workforce"][str(year)]) for year in years),
                     *(layout.people_range(lookup.at(here, group, end), "missing") for group in lookup.DISPLAYED),
                     layout.people_range(here["entrants"][str(end)], "entrants")])
    return layout.table(header, rows)


def shift(definition, main, group, year):
    """How the ratio of a group differs from that of the main scenario, in words; empty where it hardly does."""
    change = lookup.at(definition, group, year)["ratio"] - lookup.at(main, group, year)["ratio"]
    return f"{lookup.label(main, group)} {change:+.2f}" if abs(change) >= SHIFT_WORTH_TELLING else ""


def said(name, study, main, texts):
    """A scenario in sentences."""
    here, base = study["main"], main["main"]
    end, first = study["end_year"], study["base_year"]
    group = lookup.furthest_behind(here, end)
    rows = group["years"]
    label = group["label"]
    lines = [f"- {link(name)}: {texts['scenarios'][name]}",
             f"Furthest behind in {end}: {label}, at {layout.ratio(rows[str(end)]['ratio'])} of proportional, "
             f"with {layout.percent(rows[str(end)]['share_workforce'])} of the workforce and "
             f"{layout.percent(rows[str(end)]['share_reference'])} of the reference; in {first} {layout.ratio(rows[str(first)]['ratio'])}."]
    if study is not main:
        shifts = [part for part in (shift(here, base, group, end) for group in lookup.DISPLAYED) if part]
        lines.append(f"Against `{main['scenario']}` ratios of {end} differ by: {layout.listed(shifts)}."
                     if shifts else f"Ratios of {end} differ by less than {SHIFT_WORTH_TELLING} from those of `{main['scenario']}`.")
    goal = lookup.goal_of(here, max(lookup.goals(study)))
    lines.append(f"Parity by {goal['year']}: {layout.chance(goal)}.")
    return " ".join(lines)


def scenarios(record, place):
    texts, studies = words.PLACES[place], of_place(record, place)
    main = record["studies"][place]["study"]
    parts = ["### What the scenarios say", "\n".join(said(name, study, main, texts) for name, study in studies.items())]
    for name, title in texts["definitions"].items():
        parts += [f"#### {title[0].upper()}{title[1:]}", answers(studies, name, "scenario"),
                  "Ratios:", ratios(studies, name, "scenario"), "People:", sizes(studies, name)]
    return "\n\n".join(parts)


def futures(record, place):
    """What becomes of the unexplained differences between groups."""
    studies = futures_of(record, place)
    if len(studies) < 2:
        return ""
    texts = words.PLACES[place]
    parts = ["### Three futures of the unexplained gap", words.FUTURES_TEXT,
             "\n".join(f"- *{future}*: {words.FUTURES[future]}." for future in studies)]
    for name, title in texts["definitions"].items():
        parts += [f"{title[0].upper()}{title[1:]}:", answers(studies, name, "gap", str), ratios(studies, name, "gap", str)]
    main, end = studies["constant"], studies["constant"]["end_year"]
    for future, study in list(studies.items())[1:]:
        shifts = [part for part in (shift(study["main"], main["main"], group, end) for group in lookup.DISPLAYED) if part]
        found = (f"ratios of {end} differ from those of a constant gap by: {layout.listed(shifts)}." if shifts else
                 f"no ratio of {end} of these groups differs by {SHIFT_WORTH_TELLING} from that of a constant gap.")
        parts.append(f"If the gap is *{future}*, {found}")
    return "\n\n".join(parts)
