#!/usr/bin/env python3
"""docs/results.md says what the record says, and the program finds what was recorded.

usage: check.py PROGRAM CASE

Page: the page is that of the record. us-2050, philadelphia-2030: the first draws of the studies of the place are run anew and
must have the recorded digests and figures. CanFail: a changed record is found out, in the page and in the draws.
"""
import copy
import json
import math
import re
import sys

import figures
import page
import studies
import words

CHANGED = "the model or a pack changed: run tests/results/record.py and then tests/results/page.py"
# Recorded figures have six digits. A compiler may add up a mean in another order, which does not reach the sixth.
TOLERANCE = 2e-6
QUICKEST = "philadelphia-2030"


def same(one, other):
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=1e-12)


def differing(name, recorded, found):
    """What differs between the recorded first draws of a study and those found now."""
    problems = []
    if recorded["digests"] != found["digests"]:
        problems.append(f"{name}: digests {' '.join(found['digests'])}, recorded {' '.join(recorded['digests'])}")
    for key in sorted(recorded["figures"].keys() | found["figures"].keys()):
        if key not in recorded["figures"] or key not in found["figures"]:
            problems.append(f"{name}: {key} is {'found' if key in found['figures'] else 'recorded'} only")
        elif not same(recorded["figures"][key], found["figures"][key]):
            problems.append(f"{name}: {key} is {found['figures'][key]}, recorded {recorded['figures'][key]}")
    return problems


def found_now(program, name, record):
    """The first draws of a study, or of the larger scale of one, run now."""
    if name in record["pairs"]:
        entry = record["pairs"][name]
        larger = ("--scale", entry["scales"][1])
        return figures.first(studies.run_first(program, studies.named(entry["study"]), studies.FIRST_LARGER, *larger))
    count = len(record["studies"][name]["first"]["digests"])
    return figures.first(studies.run_first(program, studies.named(name), count))


def first_of(record, name):
    return (record["pairs"] if name in record["pairs"] else record["studies"])[name]["first"]


def missing(record):
    names = [each.name for each in studies.STUDIES if each.name not in record["studies"]]
    return [f"{name} is not recorded" for name in names + [each.name for each in studies.PAIRS if each.name not in record["pairs"]]]


def check_draws(program, place, record):
    names = [each.name for each in studies.STUDIES if each.name.startswith(place) and each.name in record["studies"]]
    names += [each.name for each in studies.PAIRS if each.study == place and each.name in record["pairs"]]
    problems = missing(record)
    for name in names:
        problems += differing(name, first_of(record, name), found_now(program, name, record))
    return problems


def check_page(record):
    problems = [] if studies.PAGE.read_text(encoding="utf-8") == page.page(record) else [
        "docs/results.md is not what recorded.json says: run tests/results/page.py"]
    return problems + numbers_by_hand() + missing(record)


def texts_of(value):
    if isinstance(value, str):
        return [value]
    return [text for part in (value.values() if isinstance(value, dict) else value) for text in texts_of(part)]


def numbers_by_hand():
    """What is written by hand about a place states no number; names of places hold years."""
    return [f"words.py states a number: {text}" for place in words.PLACES.values() for key, part in place.items() if key != "title"
            for text in texts_of(part) if re.search(r"\d", text)]


def check_can_fail(program, record):
    """Each change must be found out."""
    problems = []
    other = copy.deepcopy(record)
    row = other["studies"][QUICKEST]["study"]["main"]["groups"][0]["years"]["2030"]
    row["ratio"] += 0.01
    if not check_page(other):
        problems.append("a changed ratio does not change the page")
    found = found_now(program, QUICKEST, record)
    if differing(QUICKEST, first_of(record, QUICKEST), found):
        problems.append(f"{QUICKEST} is not as recorded")
    other = copy.deepcopy(first_of(record, QUICKEST))
    key = next(key for key, value in other["figures"].items() if value)
    other["figures"][key] *= 1.00001
    if not differing(QUICKEST, other, found):
        problems.append(f"a changed {key} is not found out")
    other = copy.deepcopy(first_of(record, QUICKEST))
    other["digests"][0] = "0" * 32
    if not differing(QUICKEST, other, found):
        problems.append("a changed digest is not found out")
    return problems


def main(program, case):
    record = json.loads(studies.RECORD.read_text(encoding="utf-8"))
    if case == "Page":
        problems = check_page(record)
    elif case == "CanFail":
        problems = check_can_fail(program, record)
    else:
        problems = check_draws(program, case, record)
        problems += [CHANGED] if problems else []
    print("\n".join(problems) or "as recorded")
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[2] not in ("Page", "CanFail", *studies.PLACES):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
