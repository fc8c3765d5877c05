"""Which states are STEM work, and of what class (docs/packs.md, section 9)."""
import csv


def classes_of(study, space):
    """(stage, index of field, index of credential) -> NCSES class; states that are in none are left out."""
    with open(study.directory / study.pack["crosswalk"]["table"], newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = ("stage", "field", "credential")
    rows.sort(key=lambda row: -sum(row[c] == "*" for c in columns))
    found = {}
    for row in rows:
        for stage in space.names["stage"] if row["stage"] == "*" else [row["stage"]]:
            for field in covered(space, "field", row["field"]):
                for credential in covered(space, "credential", row["credential"]):
                    found[stage, field, credential] = row["ncses_class"]
    return {state: name for state, name in found.items() if name != "none"}


def covered(space, dimension, word):
    names = space.names[dimension]
    return range(len(names)) if word == "*" else [names.index(word)]
