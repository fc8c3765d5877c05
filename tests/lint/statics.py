#!/usr/bin/env python3
"""Checks that our objects hold no writable static data: state is passed, so that runs can stand side by side.

usage: statics.py BUILD | statics.py --self-test COMPILER

Constants that only need relocation stand in .data.rel.ro and are allowed. A constant that is built at start-up or at first
use stands in .bss, beside its guard, and is not.
"""
import re
import sys
import tempfile

from objects import compile_to_object, objects_under, symbols_of

WRITABLE = (".data", ".bss", ".tdata", ".tbss", "*COM*", ".ldata", ".lbss")
# What the headers of others define in every file that includes them, and the compiler's own reference to its unwinder.
OTHERS = re.compile(r"^(guard variable for )?(std|__gnu_cxx|CLI|fmt|toml|nlohmann|tbb|r123)::|^DW\.ref\.")


def writable_symbols(path):
    return [symbol.name for symbol in symbols_of(path)
            if "d" not in symbol.flags and symbol.section.startswith(WRITABLE)
            and not symbol.section.startswith(".data.rel.ro") and not OTHERS.match(symbol.name)]


def problems_in(build):
    objects = objects_under(build)
    if not objects:
        return [f"no object files under {build}"]
    return [f"{path}: writable static data: {name}" for path in objects for name in writable_symbols(path)]


GOOD = """
#include <iostream>
#include <string_view>
namespace stempath {
struct Shape { virtual ~Shape() = default; virtual int sides() const { return 3; } };
extern Shape const* make();
Shape const* make() { return new Shape; }
static constexpr std::string_view names[] = {"one", "two"};
extern char const* const words[2];
char const* const words[2] = {"a", "b"};
std::string_view name(int i) { std::cout << words[i]; return names[i]; }
}
"""

BAD = {
    "counter": "int counter = 0;",
    "stempath::start": "namespace stempath { extern int start; int start = 7; }",
    "stempath::next()::calls": "namespace stempath { int next() { static int calls = 0; return ++calls; } }",
    "stempath::(anonymous namespace)::cache": "namespace stempath { namespace { int cache[4]; }"
                                              " int* get() { return cache; } }",
    "stempath::table": "namespace stempath { int read(); extern int const table; int const table = read(); }",
    "stempath::mine": "namespace stempath { thread_local int mine = 3; int* f() { return &mine; } }",
}


def self_test(compiler):
    with tempfile.TemporaryDirectory() as folder:
        if found := writable_symbols(compile_to_object(compiler, GOOD, folder)):
            return [f"self-test: constants were reported: {found}"]
        for name, text in BAD.items():
            found = writable_symbols(compile_to_object(compiler, text, folder))
            if name not in found:
                return [f"self-test: {name} was not caught, only {found}"]
    return []


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--self-test":
        problems = self_test(sys.argv[2])
    elif len(sys.argv) == 2:
        problems = problems_in(sys.argv[1])
    else:
        sys.exit(__doc__)
    print("\n".join(problems) or "writable static data: none")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
