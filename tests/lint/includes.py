#!/usr/bin/env python3
"""Checks who includes whom: the directions between folders, third parties in their rooms, no cycle between files.

usage: includes.py ROOT | includes.py --self-test
"""
import re
import sys
import tempfile
from pathlib import Path

# A folder may include itself and these.
ROOMS = {
    "sim": set(),
    "models": {"sim"},
    "scenarios": {"models", "sim"},
    "output": {"sim"},
    "analysis": {"output", "scenarios", "models", "sim"},
    "bench": {"models", "scenarios", "sim"},
    "apps": {"analysis", "output", "scenarios", "models", "sim", "bench"},
    "tests": {"apps", "analysis", "output", "scenarios", "models", "sim", "bench"},
}

# First part of an angled include -> the folders that may use it.
THIRD_PARTIES = {
    "toml++": {"scenarios", "models", "tests"},
    "CLI": {"apps"},
    "tbb": {"sim"},
    "oneapi": {"sim"},
    "Random123": {"sim", "tests"},
    "catch2": {"tests"},
    "hdf5.h": {"output", "tests"},
    "hdf5_hl.h": {"output", "tests"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def includes_of(path):
    """Yields (line number, is_quoted, name) for each include of a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if found := INCLUDE.match(line):
            yield number, found[1] == '"', found[2]


def sources_under(root):
    for room in ROOMS:
        for pattern in ("*.hpp", "*.cpp"):
            yield from sorted((root / room).rglob(pattern))


def problem_of_edge(room, is_quoted, name, root):
    head = name.split("/")[0]
    if not is_quoted:
        allowed = THIRD_PARTIES.get(head)
        if allowed is not None and room not in allowed:
            return f"<{name}> belongs in {', '.join(sorted(allowed))}"
        return f'<{name}> is ours: write "{name}"' if (root / name).is_file() else None
    if not (root / name).is_file():
        return f'"{name}" is no file of ours (paths start at the root)'
    if head != room and head not in ROOMS[room]:
        return f"{room} may not include {head}"
    return None


def find_cycle(graph):
    """The files of one include cycle, in order, or None."""
    done, path = set(), []

    def visit(node):
        if node in path:
            return path[path.index(node):] + [node]
        if node in done:
            return None
        path.append(node)
        for following in graph.get(node, ()):
            if cycle := visit(following):
                return cycle
        path.pop()
        done.add(node)
        return None

    return next((cycle for node in sorted(graph) if (cycle := visit(node))), None)


def problems_in(root):
    problems, graph = [], {}
    for path in sources_under(root):
        file = path.relative_to(root)
        graph[str(file)] = []
        for number, is_quoted, name in includes_of(path):
            if problem := problem_of_edge(file.parts[0], is_quoted, name, root):
                problems.append(f"{file}:{number}: {problem}")
            elif is_quoted:
                graph[str(file)].append(name)
    if not graph:
        problems.append(f"no sources under {root}")
    if cycle := find_cycle(graph):
        problems.append("include cycle: " + " -> ".join(cycle))
    return problems


def self_test():
    good = {"sim/a.hpp": "#include <tbb/task.h>\n", "models/b.hpp": '#include "sim/a.hpp"\n'}
    bad = [
        ("sim/x.hpp", '#include "models/b.hpp"\n', "sim/x.hpp:1: sim may not include models"),
        ("output/x.cpp", '\n#include "models/b.hpp"\n', "output/x.cpp:2: output may not"),
        ("models/x.cpp", '#include "models/none.hpp"\n', "is no file of ours"),
        ("models/x.cpp", "#include <tbb/task.h>\n", "<tbb/task.h> belongs in sim"),
        ("models/x.cpp", "#include <sim/a.hpp>\n", "is ours"),
        ("sim/x.hpp", '#include "sim/x.hpp"\n', "include cycle: sim/x.hpp -> sim/x.hpp"),
    ]
    two = {"sim/x.hpp": '#include "sim/y.hpp"\n', "sim/y.hpp": '#include "sim/x.hpp"\n'}
    cases = [(good, None), (good | two, "include cycle: sim/x.hpp -> sim/y.hpp -> sim/x.hpp")]
    cases += [(good | {file: text}, expected) for file, text, expected in bad]
    for files, expected in cases:
        with tempfile.TemporaryDirectory() as folder:
            for file, text in files.items():
                path = Path(folder, file)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            found = problems_in(Path(folder))
        caught = found == [] if expected is None else len(found) == 1 and expected in found[0]
        if not caught:
            return [f"self-test: expected {expected!r}, found {found}"]
    return []


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    problems = self_test() if sys.argv[1] == "--self-test" else problems_in(Path(sys.argv[1]))
    print("\n".join(problems) or "include directions and file cycles: none broken")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
