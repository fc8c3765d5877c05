#!/usr/bin/env python3
"""Makes the seeds of the fuzzers and a dictionary of the grammar's words.

usage: seeds.py REPOSITORY OUTPUT WRITE_RESOLVED

OUTPUT/READER/ gets one file a seed, OUTPUT/words.dict the words. Seeds come from tests/packs, tests/bad and the examples of
the documentation; WRITE_RESOLVED prints a resolved model.
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

READERS = ("scenario", "resolved", "pack", "table", "set")
MOST_BYTES = 16_000


class Seeds:
    def __init__(self, output):
        self.output = output
        for reader in READERS:
            shutil.rmtree(output / reader, ignore_errors=True)
            (output / reader).mkdir(parents=True)

    def add(self, reader, name, data):
        if 0 < len(data) <= MOST_BYTES:
            (self.output / reader / name).write_bytes(data)


def pack_as_one(folder):
    """pack.toml, then each table behind a line with its name."""
    text = (folder / "pack.toml").read_bytes()
    for table in sorted(folder.glob("*.csv")):
        text += b"\n=== " + table.name.encode() + b"\n" + table.read_bytes()
    return text


def blocks(document, language):
    return re.findall(rf"^```{language}\n(.*?)^```", document.read_text(), re.DOTALL | re.MULTILINE)


def collect(repository, seeds):
    for folder in sorted([*(repository / "tests/packs").iterdir(), *(repository / "tests/bad").iterdir()]):
        if (folder / "pack.toml").is_file():
            seeds.add("pack", folder.name, pack_as_one(folder))
        if (folder / "scenario.toml").is_file():
            seeds.add("scenario", folder.name, (folder / "scenario.toml").read_bytes())
        for table in folder.glob("*.csv"):
            seeds.add("table", f"{folder.name}_{table.name}", table.read_bytes())
    for name, end in (("toy", 40), ("place", 2008)):
        seeds.add("scenario", name, f'schema = 1\npack = "{name}"\n[run]\nend = {end}\n'.encode())
        seeds.add("scenario", f"extends_{name}", f'schema = 1\nextends = "{name}"\n[run]\nseed = 2\n'.encode())
    seeds.add("table", "shares", b"sex,origin,tenure,value\nwomen,*,*,0.5\nmen,here,0-1,0.25\nmen,*,2+,0.1\nmen,there,*,0.2\n")
    seeds.add("table", "spread", b"tenure,sex=women,sex=men\n0,0.5,0.25\n1+,0.5,0.125\n")
    for number, block in enumerate(blocks(repository / "docs/scenario-format.md", "toml")):
        seeds.add("scenario", f"example_{number}", block.encode())


def collect_set(seeds):
    lines = ["run.end=5", "run.scale=0.5", "run.replicates=\"3..4\"", "run.seed=\"18446744073709551615\"", "parity.k=1",
             "parity.at_least=0.9", "parity.goals=[5]", "parity.lens=[]", "stage.work.exit.leave.p=0.25", "years=[0, 20]",
             "stage.work.max_years=5", "stage.work.start={ w = 5, m = 7 }", "stage.school.exit.graduate.p={ w = 0.5, m = 1 }",
             "stage.school.duration=2", "parity.reference={ w = 0.5, m = 0.5 }", "title=\"t\"", "pack=\"place\""]
    of_place = ["demography.births=5", "market.skilled.score.group={ red = 0, green = 0, blue = -1 }", "traits.kappa=0.5",
                "market.skilled.demand.growth=0", "stage.seeking.exit.give_up.p.red=0.5", "parity.workforce=\"pew\"",
                "stage.skilled.exit.retire.p={ value = 0.1, low = 0.05, high = 0.2, source = \"judgement\" }"]
    for first, some in ((b"0", lines), (b"1", of_place)):
        for number, line in enumerate(some):
            seeds.add("set", f"{first.decode()}_{number}", first + line.encode())
        seeds.add("set", f"{first.decode()}_all", first + "\n".join(some).encode())


def collect_resolved(repository, seeds, write_resolved):
    for name in ("toy", "place"):
        home = seeds.output / "home"
        shutil.rmtree(home, ignore_errors=True)
        (home / "models").mkdir(parents=True)
        shutil.copytree(repository / "tests/packs", home / "models/packs")
        scenario = home / f"{name}.toml"
        scenario.write_bytes((seeds.output / "scenario" / name).read_bytes())
        text = subprocess.run([write_resolved, str(home), str(scenario)], check=True, capture_output=True).stdout
        seeds.add("resolved", name, text)
        shutil.rmtree(home)


def words(repository):
    found = {"=", "[", "]", "{", "}", "\"", "\n", "\n=== t.csv\n", ".csv", "*", "nan", "inf", "-inf", "1e308", "1e-320", "true", "0x7",
             "9223372036854775807", "-9223372036854775808", "0-4", "5+", "[[", "]]", "'''", "\"\"\"", "\\u0000", "..", "1979-05-27"}
    for document in ("packs.md", "scenario-format.md"):
        text = (repository / "docs" / document).read_text()
        for span in re.findall(r"`([^`\n]+)`", text) + blocks(repository / "docs" / document, "toml"):
            found.update(re.findall(r"[a-z_]+(?:\.[a-z_]+)*", span))
    return sorted(found)


def escaped(word):
    return "".join(c if c.isalnum() or c in " _.=[]{}*+-," else f"\\x{byte:02x}" for c in word for byte in c.encode())


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    repository, output, write_resolved = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    seeds = Seeds(output)
    collect(repository, seeds)
    collect_set(seeds)
    collect_resolved(repository, seeds, write_resolved)
    (output / "words.dict").write_text("".join(f'"{escaped(word)}"\n' for word in words(repository)))


if __name__ == "__main__":
    main()
