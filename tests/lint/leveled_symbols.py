#!/usr/bin/env python3
"""Checks that what is compiled for AVX2 or AVX-512 cannot leak into the rest of the program.

usage: leveled_symbols.py BUILD | leveled_symbols.py --self-test COMPILER

The linker keeps one copy of a function that several objects emit (inline functions, instances of templates). Were that the
copy of a leveled object, a machine without those instructions would die in it. So a leveled object may emit such functions
only inside the namespace of its level.
"""
import sys
import tempfile

from commands import leveled_commands
from objects import compile_to_object, symbols_of


def leaking_functions(path, level):
    return [symbol.name for symbol in symbols_of(path)
            if "F" in symbol.flags and "w" in symbol.flags and f"::{level}::" not in symbol.name]


def problems_in(build):
    objects = [(target, level) for _, level, _, target in leveled_commands(build) if level != "baseline"]
    if not objects:
        return [f"no leveled objects in {build}"]
    return [f"{path}: shared with other objects: {name}"
            for path, level in objects for name in leaking_functions(path, level)]


INSIDE = "namespace stempath::v3 { inline int half(int x) { return x / 2; } extern int (*f)(int); int (*f)(int) = half; }"
OUTSIDE = "namespace stempath { inline int half(int x) { return x / 2; } extern int (*f)(int); int (*f)(int) = half; }"


def self_test(compiler):
    with tempfile.TemporaryDirectory() as folder:
        if found := leaking_functions(compile_to_object(compiler, INSIDE, folder), "v3"):
            return [f"self-test: reported {found}"]
        if not leaking_functions(compile_to_object(compiler, OUTSIDE, folder), "v3"):
            return ["self-test: an inline function outside the level's namespace was not caught"]
    return []


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--self-test":
        problems = self_test(sys.argv[2])
    elif len(sys.argv) == 2:
        problems = problems_in(sys.argv[1])
    else:
        sys.exit(__doc__)
    print("\n".join(problems) or "leveled objects: nothing shared")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
