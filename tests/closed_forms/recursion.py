#!/usr/bin/env python3
"""The expected path once more, written from docs/packs.md and sharing nothing with the program: `run --expected` must agree.

usage: recursion.py PROGRAM [CASE...]

It reads the scenarios of the library and the tables of their packs itself. Of the pack format it knows what `faculty` and
`pipeline` use. People are kept by every year that they have spent in a stage, without open classes.
"""
import csv
import json
import math
import subprocess
import sys
import tempfile
import tomllib
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "scenarios" / "library"
SCENARIOS = ("faculty", "faculty-growing", "faculty-shrinking", "faculty-ramp", "faculty-feedback", "pipeline")
TOLERANCE = 1e-12
OLDEST = 1000  # years in stage that a stationary stock reaches at most
PROGRAM = None


def read_scenario(name):
    """The scenario's run, its pack as a tree with everything replaced, and the pack's directory."""
    text = tomllib.loads((LIBRARY / f"{name}.toml").read_text())
    chain = [text]
    while "extends" in chain[0]:
        chain.insert(0, tomllib.loads((LIBRARY / chain[0]["extends"]).read_text()))
    run, sets, pack_name = {}, {}, None
    for one in chain:
        run |= one.get("run", {})
        sets |= one.get("set", {})
        pack_name = one.get("pack", pack_name)
    directory = ROOT / "models" / "packs" / pack_name
    pack = tomllib.loads((directory / "pack.toml").read_text())
    for key, value in sets.items():
        *above, last = key.split(".")
        at = pack
        for part in above:
            at = at[part]
        at[last] = value
    return run, pack, directory


def covers(span, tenure, last):
    """Whether "3", "1-4", "5+" or "*" covers a year; the last class of a table is open."""
    if span == "*":
        return True
    if span.endswith("+"):
        return tenure >= int(span[:-1])
    low, _, high = span.partition("-")
    high = int(high or low)
    return int(low) <= tenure and (tenure <= high or high == last)


class Table:
    """A figure by tenure and group."""

    def __init__(self, path):
        self.rows = []
        with open(path, newline="") as file:
            for row in csv.DictReader(file):
                for column, value in row.items():
                    if column == "value" or column.startswith("group="):
                        group = column.partition("=")[2] or row.get("group", "*")
                        self.rows.append((row.get("tenure", "*"), group, float(value)))
        self.last = max(int(t.rstrip("+").rpartition("-")[2]) for t, _, _ in self.rows if t != "*")

    def at(self, tenure, group):
        for span, name, value in self.rows:
            if name in (group, "*") and covers(span, tenure, self.last):
                return value
        raise KeyError((tenure, group))


class Model:
    def __init__(self, pack, directory):
        self.pack, self.directory = pack, directory
        self.groups, self.base = pack["groups"], pack["years"][0]
        self.tables = {}

    def figure(self, value, tenure=0, group=None):
        if isinstance(value, str):
            if value not in self.tables:
                self.tables[value] = Table(self.directory / value)
            return self.tables[value].at(tenure, group)
        if isinstance(value, dict):
            return self.figure(value[group], tenure, group)
        return float(value)

    def path(self, value, year):
        """A number by year: constant, growth or knots."""
        if not isinstance(value, dict):
            return float(value)
        if "growth" in value:
            return value["start"] * (1.0 + value["growth"]) ** (year - self.base)
        knots = value["knots"]
        if year <= knots[0][0]:
            return float(knots[0][1])
        for (x0, y0), (x1, y1) in zip(knots, knots[1:]):
            if year <= x1:
                return y0 + (y1 - y0) * (year - x0) / (x1 - x0)
        return float(knots[-1][1])

    def shift(self, name, exit_name, year, tenure, group):
        """What the programmes add to the log-odds of an exit: by the year of the race, or of entry."""
        sum_of = 0.0
        for programme in self.pack.get("programme", {}).values():
            if programme["stage"] != name or exit_name not in programme["shift"] or year == self.base:
                continue
            at = programme.get("at")
            first, last = programme.get("years", [self.base + 1, self.pack["years"][1]])
            counts = year - 1 - tenure if at == "entry" else year
            decides = tenure >= self.pack["stage"][name].get("duration", 1) - 1
            if first <= counts <= last and (at != "decision" or decides):
                sum_of += self.figure(programme["shift"][exit_name], tenure, group)
        return sum_of

    def chances(self, name, tenure, group, year):
        """Chance of each exit that is raced for, by its name, and of staying."""
        stage = self.pack["stage"][name]
        duration, stay = stage.get("duration"), stage.get("stay", False)
        decides = duration is not None and tenure >= duration - 1
        may_stay = not decides or stay
        open_now = {name: e for name, e in stage.get("exit", {}).items() if "quota" not in e
                    and (duration is None or decides or e.get("every_year", False))}
        if any("log_odds" in e for e in stage.get("exit", {}).values()):
            odds = {n: math.exp(self.figure(e["log_odds"], tenure, group)) for n, e in open_now.items()}
            staying = 1.0 if may_stay else 0.0
        else:
            odds = {n: self.figure(e["p"], tenure, group) for n, e in open_now.items()}
            staying = max(0.0, 1.0 - math.fsum(odds.values())) if may_stay else 0.0
        odds = {n: x * math.exp(self.shift(name, n, year, tenure, group)) for n, x in odds.items()}
        whole = math.fsum([staying, *odds.values()])
        chance, staying = {n: x / whole for n, x in odds.items()}, staying / whole
        if "max_years" in stage and tenure >= stage["max_years"] - 1:
            chance["limit"], staying = staying, 0.0
        return chance, staying

    def ages(self, name, group):
        """Shares by years in stage of a stock at the start."""
        stage = self.pack["stage"][name]
        kind = stage["start"].get("ages", "zero") if isinstance(stage["start"], dict) else "zero"
        if kind == "zero":
            return [1.0]
        if kind != "stationary":
            shares = [self.figure(kind, t, group) for t in range(Table(self.directory / kind).last + 1)]
        else:
            shares = [1.0]
            while len(shares) < OLDEST:
                staying = self.chances(name, len(shares) - 1, group, self.base)[1]
                if staying == 0.0:
                    break
                shares.append(shares[-1] * staying)
        return [s / math.fsum(shares) for s in shares]

    def start(self):
        people = {}
        for name, stage in self.pack["stage"].items():
            spec = stage.get("start")
            for g in self.groups:
                if spec is None:
                    people[name, g] = []
                    continue
                count = spec.get("total", stage.get("slots")) if "share" in spec else None
                if isinstance(count, dict):
                    count = self.path(count, self.base)
                count = count * self.figure(spec["share"], 0, g) if "share" in spec else spec[g]
                people[name, g] = [count * share for share in self.ages(name, g)]
        return people

    def board(self, people, name):
        stage, group = name.split(".")
        return math.fsum(people[stage, group]) / math.fsum(math.fsum(people[stage, g]) for g in self.groups)

    def year(self, last, year):
        """One year on. Index of a list: completed years in the stage."""
        now = {key: list(ages) for key, ages in last.items()}
        entered = dict.fromkeys(now, 0.0)
        for entry in self.pack.get("entry", {}).values():
            if entry["mode"] == "number":
                for g in self.groups:
                    entered[entry["to"], g] += self.figure(entry["number"], 0, g)
        stages = self.pack["stage"]
        for name, stage in stages.items():
            for _, e in sorted(stage.get("exit", {}).items()):
                if "quota" in e:
                    self.quota(now, entered, name, stage, e)
        stayed = {}
        for (name, g), ages in now.items():
            older = [0.0]
            for tenure, persons in enumerate(ages):
                chance, staying = self.chances(name, tenure, g, year)
                older.append(persons * staying)
                for exit_name, p in chance.items():
                    to = stages[name].get("limit_to", "out") if exit_name == "limit" else stages[name]["exit"][exit_name]["to"]
                    if to != "out":
                        entered[to, g] += persons * p
            stayed[name, g] = older
        for key, ages in stayed.items():
            ages[0] = entered[key]
        self.fill(last, stayed, year)
        return stayed

    def quota(self, now, entered, name, stage, e):
        first = 0 if e.get("every_year", "duration" not in stage) else stage["duration"] - 1
        cells = [[g] for g in self.groups] if isinstance(e["quota"], dict) else [self.groups]
        for cell in cells:
            at_risk = math.fsum(math.fsum(now[name, g][first:]) for g in cell)
            part = min(1.0, self.figure(e["quota"], 0, cell[0]) / at_risk) if at_risk > 0.0 else 0.0
            for g in cell:
                for tenure in range(first, len(now[name, g])):
                    moved = now[name, g][tenure] * part
                    now[name, g][tenure] -= moved
                    entered[e["to"], g] += moved

    def fill(self, last, people, year):
        for entry in self.pack.get("entry", {}).values():
            if entry["mode"] != "to_fill":
                continue
            stage = entry["to"]
            empty = self.path(self.pack["stage"][stage]["slots"], year) - math.fsum(math.fsum(people[stage, g]) for g in self.groups)
            share = {}
            for g, s in entry["share"].items():
                if isinstance(s, dict) and "board" in s:
                    board = self.board(last if s.get("lag", 1) == 1 else people, s["board"])
                    share[g] = min(1.0, max(0.0, s["a"] + s["b"] * board))
                elif s != "rest":
                    share[g] = self.path(s, year)
            rest = 1.0 - sum(share.values())
            for g in self.groups:
                people[stage, g][0] += max(0.0, empty) * share.get(g, rest)


def independent_path(name):
    run, pack, directory = read_scenario(name)
    model = Model(pack, directory)
    people = model.start()
    totals = {key: [math.fsum(ages)] for key, ages in people.items()}
    for year in range(model.base + 1, run["end"] + 1):
        people = model.year(people, year)
        for key, ages in people.items():
            totals[key].append(math.fsum(ages))
    return totals


def program_path(name, *options):
    with tempfile.TemporaryDirectory() as out:
        ended = subprocess.run([PROGRAM, "run", str(LIBRARY / f"{name}.toml"), "--expected", "--json", "--out", f"{out}/x", *options],
                               capture_output=True, text=True)
        if ended.returncode != 0:
            raise AssertionError(ended.stderr)
        with open(f"{out}/x/expected.csv", newline="") as file:
            table = [(int(r["year"]), r["stage"], r["group"], float(r["persons"])) for r in csv.DictReader(file)]
    paths = {(s["stage"], s["group"]): s["persons"] for s in json.loads(ended.stdout)["stocks"]}
    for year, stage, group, persons in table:
        if paths[stage, group][year] != persons:
            raise AssertionError("expected.csv and --json differ")
    return paths


def deviation(ours, theirs):
    """The greatest relative difference over every year, stage and group."""
    if ours.keys() != theirs.keys() or any(len(ours[k]) != len(theirs[k]) for k in ours):
        raise AssertionError("the two do not cover the same years, stages and groups")
    return max(abs(a - b) / max(abs(a), abs(b)) if a != b else 0.0 for k in ours for a, b in zip(ours[k], theirs[k]))


class Agrees(unittest.TestCase):
    def test_every_year_stage_and_group(self):
        for name in SCENARIOS:
            with self.subTest(name):
                worst = deviation(independent_path(name), program_path(name))
                print(f"{name}: greatest relative deviation {worst:.1e}")
                self.assertLess(worst, TOLERANCE)


class CanFail(unittest.TestCase):
    """Twins: what differs in the ninth digit is seen."""

    def test_another_figure(self):
        for name, change in (("faculty", "entry.hire.share.w=0.4000000004"),
                             ("faculty-feedback", 'entry.hire.share.w={ a = 0.1, b = 0.7000000007, board = "post.w" }'),
                             ("faculty-growing", "stage.post.slots={ start = 1000, growth = 0.0200000001 }"),
                             ("pipeline", "stage.senior.exit.retire.p=0.0700000001"),
                             ("pipeline", "stage.post.exit.promote.quota=40.0000001"),
                             ("pipeline", "programme.summer_school.shift.study={ w = 0.350000001, m = 0.1 }"),
                             ("pipeline", "programme.mentors.years=[15, 31]"),
                             ("pipeline", "stage.training.exit.give_up.log_odds=-1.500000001")):
            with self.subTest(name + " " + change):
                self.assertGreater(deviation(independent_path(name), program_path(name, "--set", change)), 10 * TOLERANCE)


if __name__ == "__main__":
    PROGRAM, cases = sys.argv[1], sys.argv[2:]
    unittest.main(argv=[sys.argv[0], *cases], verbosity=1)
