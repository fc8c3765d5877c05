#!/usr/bin/env python3
"""Prints how far off every statistical check was, in standard errors: the tables of docs/verification.md.

usage: deviations.py BUILD        such as build/release

The closed forms print their own table. Of the other test programs every check against the common bound counts: the greatest
deviation of a test that must pass, and the least of its twins, which must not.
"""
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BOUND = "5.0"  # sigma_bound of tests/models/support.hpp, as Catch2 prints it
PROGRAMS = ("test_sim", "test_models", "test_models_us")


def number(text):
    try:
        return abs(float(text))
    except ValueError:
        return None


def law_tests(program):
    """Name, number of checks, worst of them and least of the twins, for each test case that has any."""
    run = subprocess.run([program, "-s", "-r", "xml"], cwd=ROOT, capture_output=True, text=True)
    for case in ET.fromstring(run.stdout).iter("TestCase"):
        passed, twins = [], []
        for check in case.iter("Expression"):
            if "sigma" not in check.findtext("Original", ""):
                continue
            parts = check.findtext("Expanded", "").split()
            value = number(parts[0]) if len(parts) == 3 and parts[2] == BOUND else None
            if value is None or parts[1] not in "<>":
                continue
            (passed if parts[1] == "<" else twins).append(value)
        if passed:
            yield case.get("name"), len(passed), max(passed), min(twins, default=None)


def main():
    build = Path(sys.argv[1]).resolve() / "bin"
    print("| law | evidence | comparisons | worst | bound | twin |\n|---|---|---|---|---|---|", flush=True)
    run = subprocess.run([build / "test_closed_forms", "[deviations]"], cwd=ROOT, check=True, capture_output=True, text=True)
    print("".join(line + "\n" for line in run.stdout.splitlines() if line.startswith("|")))
    print("| test | checks | worst | least of the twins |\n|---|---|---|---|")
    for name in PROGRAMS:
        for case, n, worst, twin in law_tests(build / name):
            print(f"| {name}: {case} | {n} | {worst:.2f} | {'' if twin is None else format(twin, '.1f')} |")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
