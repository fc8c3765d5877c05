"""What docs/results.md is made of: its studies, and how one is run."""
import json
import os
import subprocess
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
RECORD = Path(__file__).resolve().parent / "recorded.json"
PAGE = ROOT / "docs" / "results.md"


class Study(NamedTuple):
    """A scenario of the library as it is shipped, but for `values` of keys."""
    name: str
    scenario: str
    values: tuple = ()


class Pairs(NamedTuple):
    """The first replicates of a study, each at the study's scale and at a larger one with the same drawn figures."""
    name: str
    study: str
    scale: float
    replicates: int


TWINS = ("", "-frozen-demand", "-trend", "-entrants-at-parity", "-entrants-and-exits-at-parity")
FUTURES = ("fading", "surroundings")
PLACES = ("us-2050", "philadelphia-2030")

STUDIES = tuple(Study(place + twin, place + twin) for place in PLACES for twin in TWINS) + tuple(
    Study(f"{place}-gap-{future}", place, (("gap.future", future),)) for place in PLACES for future in FUTURES)
PAIRS = (Pairs("us-2050-larger", "us-2050", 0.02, 50),
         Pairs("philadelphia-2030-larger", "philadelphia-2030", 1.0, 40))

# Replicates are keyed by number: the first of a study are these, however many follow.
FIRST = 2
FIRST_LARGER = 1


def named(name):
    return next(study for study in STUDIES if study.name == name)


def arguments(study):
    """The command line of a study after `stempath run`."""
    return [study.scenario, *(word for key, value in study.values for word in ("--set", f"{key}={value}"))]


def run(program, study, *more):
    """The document of `stempath run --json`; the tables are thrown away."""
    with tempfile.TemporaryDirectory() as out:
        command = [program, "run", *arguments(study), *map(str, more), "--json", "--quiet", "--out", str(Path(out, "results"))]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with status {done.returncode}:\n{done.stderr}")
    return json.loads(done.stdout)


def run_first(program, study, count, *more):
    """The first replicates alone; those of a place as it is shipped with twins, which tell luck from doubt."""
    twins = count if study.name in PLACES and not more else 0
    return run(program, study, "--replicates", f"0..{count - 1}", "--set", f"run.twins={twins}", *more)


def run_each(program, study, count, *more):
    """Each of the first replicates by itself, so that they can be paired."""
    def one(number):
        return run(program, study, "--replicates", f"{number}..{number}", "--set", "run.twins=0", "--threads", "1", *more)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(one, range(count)))


def shipped(program, study):
    """[run] of the scenario as the library has it."""
    done = subprocess.run([program, "run", *arguments(study), "--print-resolved"], capture_output=True, text=True, cwd=ROOT)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return tomllib.loads(done.stdout)["run"]
