"""Reads symbols of object files with the tools that come with the compiler."""
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

ROOMS = ("sim", "models", "scenarios", "analysis", "output", "apps", "bench")
SYMBOL = re.compile(r"^[0-9a-f]+ (.{7}) (\S+)\t[0-9a-f]+ (?:\.hidden |\.internal |\.protected )?(.*)$")


class Symbol(NamedTuple):
    flags: str  # as objdump prints them: w weak, d section name, F function, O object
    section: str
    name: str  # demangled


def symbols_of(path):
    """The symbols of one object file that stand in a section."""
    listing = subprocess.run(["objdump", "-t", path], check=True, capture_output=True, text=True).stdout
    rows = [found.groups() for line in listing.splitlines() if (found := SYMBOL.match(line))]
    names = "\n".join(name for _, _, name in rows)
    plain = subprocess.run(["c++filt"], input=names, check=True, capture_output=True, text=True).stdout
    return [Symbol(flags, section, name)
            for (flags, section, _), name in zip(rows, plain.split("\n")) if section != "*UND*"]


def objects_under(build):
    """Every object file that our own folders were compiled to."""
    return [path for room in ROOMS for path in sorted(Path(build, room).rglob("*.o"))]


def compile_to_object(compiler, text, folder, flags=()):
    source, target = Path(folder, "twin.cpp"), Path(folder, "twin.o")
    source.write_text(text, encoding="utf-8")
    subprocess.run([compiler, "-std=c++20", "-O2", *flags, "-c", source, "-o", target], check=True)
    return target
