#!/usr/bin/env python3
"""Checks that the hot loops are vectorised: each loop marked `// vectorised: NAME`, at level v3, by the compiler's own report.

usage: vectorised.py BUILD | vectorised.py --self-test COMPILER

The mark stands on the line of the `for`, or before it with at most a pragma between. hot_loops.txt lists the names that there
must be, one a line, so that a loop cannot lose its mark unnoticed.
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from commands import leveled_commands

MARK = re.compile(r"//\s*vectorised:\s*(\S.*?)\s*$")
FOR = re.compile(r"\bfor \(")
REPORT = re.compile(r"^(.+?):(\d+):\d+: optimized: (?:  )?loop vectorized")
LIST = Path(__file__).with_name("hot_loops.txt")


def marked_loops(path):
    """{name: line of the `for`} of one source; line 0 where no `for` follows the mark."""
    lines = path.read_text(encoding="utf-8").splitlines()
    loops = {}
    for index, line in enumerate(lines):
        if found := MARK.search(line):
            near = range(index, min(index + 3, len(lines)))
            loops[found[1]] = next((i + 1 for i in near if FOR.search(lines[i].split("//")[0])), 0)
    return loops


def vectorised_lines(command):
    """{(file, line)} of the loops that the compiler says it vectorised."""
    words, skip = [], False
    for word in command:
        if skip or word in ("-MD", "-c"):
            skip = False
        elif word in ("-o", "-MT", "-MF"):
            skip = True
        else:
            words.append(word)
    run = subprocess.run(words + ["-c", "-o", "/dev/null", "-fopt-info-vec-optimized"],
                         check=True, capture_output=True, text=True)
    reports = [found for line in run.stderr.splitlines() if (found := REPORT.match(line))]
    return {(Path(found[1]).resolve(), int(found[2])) for found in reports}


def check_source(path, command):
    """(names marked, problems) of one source."""
    loops, lines = marked_loops(path), vectorised_lines(command)
    problems = [f"{path}:{line}: loop {name} is not vectorised"
                for name, line in loops.items() if (path.resolve(), line) not in lines]
    return set(loops), problems


def problems_in(build, expected):
    names, problems = set(), []
    for path, _, command, _ in leveled_commands(build, "v3"):
        marked, found = check_source(path, command)
        names |= marked
        problems += found
    problems += [f"loop {name} of {LIST.name} is marked in no source" for name in sorted(expected - names)]
    problems += [f"loop {name} is not in {LIST.name}" for name in sorted(names - expected)]
    return problems if names else [*problems, "no loop is marked"]


TWIN = """
namespace stempath::v3 {
void scale(float* __restrict y, float const* __restrict x, int n) {
    // vectorised: scale up
#pragma GCC ivdep
    for (int i = 0; i < n; ++i) { y[i] = 2.0F * x[i]; }
}
void chain(float* y, int n) {
    for (int i = 1; i < n; ++i) { y[i] = y[i] * y[i - 1]; }  // vectorised: chain
}
}
"""


def self_test(compiler):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "twin.cpp")
        source.write_text(TWIN, encoding="utf-8")
        command = [compiler, "-std=c++20", "-O3", "-march=x86-64-v3", "-c", str(source), "-o", "twin.o"]
        names, problems = check_source(source, command)
    if names != {"scale up", "chain"} or len(problems) != 1 or "loop chain" not in problems[0]:
        return [f"self-test: {names} {problems}"]
    return []


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--self-test":
        problems = self_test(sys.argv[2])
    elif len(sys.argv) == 2:
        problems = problems_in(sys.argv[1], set(LIST.read_text(encoding="utf-8").splitlines()))
    else:
        sys.exit(__doc__)
    print("\n".join(problems) or "hot loops: all vectorised")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
