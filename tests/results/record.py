#!/usr/bin/env python3
"""Runs the studies of docs/results.md (studies.py lists them) and keeps what the page says in recorded.json.

usage: record.py [--program PROGRAM] [--replicates N] [--only NAME]... [--again] [--list]

A study whose first replicates come out as recorded, with as many replicates and the same scale, is kept and not run again;
recorded.json is written after each, so that an interrupted recording goes on where it was. Then page.py writes the page.
"""
import argparse
import json
import os
import sys

import figures
import studies


LINE = 240


def load():
    if not studies.RECORD.exists():
        return {"studies": {}, "pairs": {}}
    return json.loads(studies.RECORD.read_text(encoding="utf-8"))


def written(value, indent=0):
    """JSON with sorted keys; what fits into a line stands in one, so that a change shows where it is."""
    line = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(line) + indent <= LINE:
        return line
    inner = " " * (indent + 1)
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + written(part, indent + 1) for part in value) + "]"
    return "{\n" + ",\n".join(f"{inner}{json.dumps(key)}: {written(value[key], indent + 1)}" for key in sorted(value)) + "}"


def save(record):
    """Whole or not at all; what is no study any more goes."""
    record["studies"] = {study.name: record["studies"][study.name] for study in studies.STUDIES if study.name in record["studies"]}
    record["pairs"] = {pairs.name: record["pairs"][pairs.name] for pairs in studies.PAIRS if pairs.name in record["pairs"]}
    beside = studies.RECORD.with_suffix(".new")
    beside.write_text(written(record) + "\n", encoding="utf-8")
    os.replace(beside, studies.RECORD)


def say(name, words):
    print(f"{name}: {words}", flush=True)


def record_study(program, study, asked, known):
    """The record of a study; `known` itself when nothing changed."""
    shipped = studies.shipped(program, study)
    replicates = asked or shipped["replicates"]
    count = min(studies.FIRST, replicates)
    first = figures.first(studies.run_first(program, study, count))
    if (known and known["first"] == first
            and (known["study"]["replicates"], known["study"]["scale"]) == (replicates, shipped["scale"])):
        say(study.name, f"the first {count} replicates are as recorded, {replicates} replicates kept")
        return known
    say(study.name, f"{'changed' if known else 'new'}, running {replicates} replicates")
    document = studies.run(program, study, "--replicates", replicates)
    if document["digests"][:count] != first["digests"]:
        raise SystemExit(f"{study.name}: its first replicates differ from the same replicates run by themselves")
    return {"arguments": studies.arguments(study), "shipped": replicates == shipped["replicates"],
            "first": first, "study": figures.summary(document, study.name in studies.PLACES)}


def record_pairs(program, pairs, asked, known, record):
    study = studies.named(pairs.study)
    if study.name not in record["studies"]:
        raise SystemExit(f"{pairs.name} needs the record of {study.name}; record that first")
    scale = record["studies"][study.name]["study"]["scale"]
    count = min(asked or pairs.replicates, pairs.replicates)
    larger = ("--scale", pairs.scale)
    first = figures.first(studies.run_first(program, study, studies.FIRST_LARGER, *larger))
    settings = {"study": study.name, "scales": [scale, pairs.scale], "replicates": count}
    if known and known["first"] == first and all(known[key] == settings[key] for key in settings):
        say(pairs.name, f"the first replicate is as recorded, {count} pairs kept")
        return known
    say(pairs.name, f"{'changed' if known else 'new'}, running {count} replicates of {study.name}, scales {scale} and {pairs.scale}")
    deciding = [group["name"] for group in record["studies"][study.name]["study"]["main"]["groups"] if group["deciding"]]
    small, large = ([figures.flat(document, deciding) for document in studies.run_each(program, study, count, *more)]
                    for more in ((), larger))
    return settings | {"first": first, "deciding": deciding, "figures": figures.paired(small, large)}


def parsed(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(studies.ROOT / "build/release/bin/stempath"))
    parser.add_argument("--replicates", type=int, metavar="N", help="fewer replicates, to try it; the page says so")
    parser.add_argument("--only", action="append", metavar="NAME", help="this study alone")
    parser.add_argument("--again", action="store_true", help="also what comes out as recorded")
    parser.add_argument("--list", action="store_true", help="names of the studies")
    return parser.parse_args(words)


def main(words):
    options = parsed(words)
    names = [each.name for each in (*studies.STUDIES, *studies.PAIRS)]
    if options.list:
        print("\n".join(names))
        return 0
    unknown = [name for name in options.only or () if name not in names]
    if unknown:
        sys.exit(f"no such study: {', '.join(unknown)}; there are {', '.join(names)}")
    record = load()
    for study in studies.STUDIES:
        if study.name in (options.only or names):
            known = None if options.again else record["studies"].get(study.name)
            record["studies"][study.name] = record_study(options.program, study, options.replicates, known)
            save(record)
    for pairs in studies.PAIRS:
        if pairs.name in (options.only or names):
            known = None if options.again else record["pairs"].get(pairs.name)
            record["pairs"][pairs.name] = record_pairs(options.program, pairs, options.replicates, known, record)
            save(record)
    print("Now write the page: python3 tests/results/page.py")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
