#!/usr/bin/env python3
"""Writes the ctest entries of a test program, one for each test case.

usage: discover.py PROGRAM OUTPUT LABEL DIRECTORY

Catch2 brings a CMake script for this, which loses every name that holds a semicolon.
"""
import subprocess
import sys
from pathlib import Path

# Version 2 of Catch2 lists names by the first, version 3 by the second. Version 2 returns their number.
LISTINGS = (["--list-test-names-only"], ["--list-tests", "--verbosity", "quiet"])
TIMEOUT_S = 900


def names_of(program):
    for arguments in LISTINGS:
        run = subprocess.run([program, *arguments], capture_output=True, text=True)
        names = [line.strip() for line in run.stdout.splitlines() if line.strip()]
        if names and run.returncode in (0, len(names)):
            return names
    sys.exit(f"{program} lists no test case:\n{run.stdout}{run.stderr}")


def escaped(name):
    """As Catch2 wants a name on its command line."""
    for special in "\\,[]":
        name = name.replace(special, "\\" + special)
    return "\\" + name if name.startswith(('"', "~", "-")) else name


def entry(program, name, label, directory):
    title = f"{Path(program).name}: {name}"
    return (f"add_test([==[{title}]==] [==[{program}]==] [==[{escaped(name)}]==])\n"
            f"set_tests_properties([==[{title}]==] PROPERTIES LABELS {label} TIMEOUT {TIMEOUT_S}"
            f" WORKING_DIRECTORY [==[{directory}]==])\n")


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    program, output, label, directory = sys.argv[1:]
    entries = (entry(program, name, label, directory) for name in names_of(program))
    Path(output).write_text("".join(entries), encoding="utf-8")


if __name__ == "__main__":
    main()
