#!/usr/bin/env python3
"""Writes docs/results.md from recorded.json and from nothing else.

usage: page.py [--check]

With --check nothing is written; status 1 when the page is not what the record says.
"""
import json
import sys

import layout
import lookup
import scale_parts
import scenario_parts
import studies
import twin_parts
import words

DRAWS_ASKED = 200


def draws(record):
    """How many draws each study has, and a warning where they are few."""
    counts = sorted({entry["study"]["replicates"] for entry in record["studies"].values()})
    if counts[0] >= DRAWS_ASKED:
        return f"Every study has {counts[0]} draws or more." if len(counts) > 1 else f"Every study has {counts[0]} draws."
    many = "-".join(str(count) for count in dict.fromkeys((counts[0], counts[-1])))
    return (f"> **This record is a trial of {many} draws a study** and not the {DRAWS_ASKED} that the scenarios ask for. "
            "Ranges and chances are rough; do not quote them.")


def places(record):
    return [place for place in words.PLACES if place in record["studies"]]


def yearly_entrants(study, definition):
    """Residents who come in a year, where the place names groups together."""
    for group in definition["groups"]:
        if group["axis"] == "together" and "careers" in definition:
            everybody = definition["careers"]
            parts = [f"{layout.people_range(group['years'][str(year)], 'careers')} "
                     f"of {layout.people(everybody[str(year)]['careers'])} in {year}" for year in lookup.future_years(study)]
            return (f"Residents hired into STEM work in a year who had none, wherever it is, and who are {group['label']}: "
                    f"{layout.listed(parts)}.")
        if group["axis"] == "together":
            everybody = definition["entrants"]
            parts = [f"{layout.people_range(group['years'][str(year)], 'residents')} "
                     f"of {layout.people(everybody[str(year)]['residents'])} in {year}" for year in lookup.future_years(study)]
            return f"Residents who come in a year and are {group['label']}: {layout.listed(parts)}."
    return ""


def in_short(record):
    """Both places in a sentence or two each."""
    lines = []
    for place in places(record):
        texts, study = words.PLACES[place], record["studies"][place]["study"]
        for name, title in texts["definitions"].items():
            definition = lookup.definitions(study)[name]
            shown = [f"{lookup.label(definition, group)} " + layout.listed(
                f"{layout.with_range(lookup.at(definition, group, year), 'ratio', layout.ratio)} in {year}" for year in study["years"])
                for group in lookup.DISPLAYED]
            chances = [f"by {goal['year']} {layout.chance(goal)}" for goal in definition["goals"]]
            lines.append(f"- **{texts['title']}**, {title}, ratios: {'; '.join(shown)}. Chance of parity: {'; '.join(chances)}. "
                         f"{yearly_entrants(study, definition)}".strip())
    return "\n".join(lines)


def question(record, place):
    study, texts = record["studies"][place]["study"], words.PLACES[place]
    lines = [texts["question"], "",
             f"- **Who is counted**: {texts['numerator']}.", f"- **Against whom**: {texts['reference']}.",
             f"- **Parity, in the words of the program**: {study['main']['definition']}."]
    lines += [f"- **Beside it, as `{each['name']}`**: {each['definition']}." for each in study["further"]]
    lines.append(f"- **Each study**: {study['base_year']} to {study['end_year']}, {study['replicates']} draws of "
                 f"{layout.people(study['persons'])} synthetic people, "
                 f"1 for {1 / study['scale']:g}; {layout.percent(study['judgement_share'], 0)} of the pack's figures are judgement.")
    lines += [f"- **The program notes**: {each}." for each in study["warnings"]]
    return "\n".join(lines)


def caveats(place):
    return "### Caveats\n\n" + "\n".join(f"- {each}" for each in words.PLACES[place]["caveats"])


def command(entry):
    more = "" if entry["shipped"] else f" --replicates {entry['study']['replicates']}"
    return f"`./stempath run {' '.join(entry['arguments'])}{more}`"


def reproduced(record, place):
    """The command of each row, and the digest that it prints."""
    pack = record["studies"][place]["study"]["pack"]
    rows = [[command(entry), entry["study"]["digest"]] for entry in record["studies"].values() if entry["study"]["pack"] == pack]
    lines = ["### How to get each row again", layout.table(["command", "digest"], rows)]
    for entry in record["pairs"].values():
        if entry["study"] == place:
            lines.append(f"The draws of the larger scale: `./stempath run {place} --scale {entry['scales'][1]:g} "
                         f"--replicates {entry['replicates']}`; each of them by itself with `--replicates A..A`.")
    return "\n\n".join(lines)


def of_place(record, place):
    parts = [f"## {words.PLACES[place]['title']}", question(record, place), scenario_parts.scenarios(record, place),
             scenario_parts.futures(record, place), twin_parts.whole(record, place), scale_parts.adequacy(record, place),
             caveats(place), reproduced(record, place)]
    return "\n\n".join(part for part in parts if part)


def in_order(record):
    """With studies in the order of their list, whatever the order of the file."""
    names = [study.name for study in studies.STUDIES]
    return {"studies": {name: record["studies"][name] for name in names if name in record["studies"]}, "pairs": record["pairs"]}


def page(record):
    """The whole text."""
    record = in_order(record)
    reading = "\n".join(f"- **{term}**: {meaning}." for term, meaning in words.READING)
    parts = ["# Results", words.INTRODUCTION, draws(record), "## In short", in_short(record), words.CHANCE,
             "## How to read the tables", reading, *(of_place(record, place) for place in places(record)),
             "## How it is kept true", words.KEPT]
    return "\n\n".join(parts) + "\n"


def recorded():
    return json.loads(studies.RECORD.read_text(encoding="utf-8"))


def main(options):
    if options not in ([], ["--check"]):
        sys.exit(__doc__)
    text = page(recorded())
    if options:
        same = studies.PAGE.read_text(encoding="utf-8") == text
        print(f"docs/results.md is {'' if same else 'not '}what the record says{'' if same else ': run tests/results/page.py'}")
        return 0 if same else 1
    studies.PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
