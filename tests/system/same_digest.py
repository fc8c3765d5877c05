#!/usr/bin/env python3
"""Checks that programs made by different compilers give the same digests, of the United States and of a pack without ages.

usage: same_digest.py PROGRAM PROGRAM... | same_digest.py --self-test PROGRAM

The twin runs one program twice, with another seed the second time: that must be found out.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STUDIES = [[str(ROOT / "scenarios/library/us-2050.toml"), "--scale", "0.0005", "--replicates", "2"],
           [str(ROOT / "scenarios/library/us-2050.toml"), "--scale", "0.01", "--replicates", "1", "--set", "run.end=2026",
            "--set", "parity.goals=[2025]"],
           [str(ROOT / "tests/packs/hundred_posts/scenario.toml"), "--replicates", "20"]]


def digest(program, study, *more):
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.run([program, "run", *study, *more, "--json", "--quiet", "--out", str(Path(out, "results"))],
                             check=True, capture_output=True, text=True)
    return json.loads(run.stdout)["digest"]


def differing(runs):
    """Problems of [(name, digest of each study)]: each is compared with the first."""
    name, first = runs[0]
    return [f"study {i + 1}: {name} gives {ours}, {other} gives {theirs}"
            for other, digests in runs[1:] for i, (ours, theirs) in enumerate(zip(first, digests)) if ours != theirs]


def main(words):
    twin = words[0] == "--self-test"
    if twin:
        runs = [(f"seed {seed}", [digest(words[1], STUDIES[-1], "--seed", seed)]) for seed in ("1", "2")]
    else:
        runs = [(program, [digest(program, study) for study in STUDIES]) for program in words]
    problems = differing(runs)
    if twin:
        print("found out" if problems else "another seed was not found out")
        return 0 if problems else 1
    print("\n".join(problems) or f"{len(words)} programs, {len(STUDIES)} studies: {' '.join(runs[0][1])}")
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
