#!/usr/bin/env python3
"""Every key that the pack reader asks for stands in docs/packs.md."""

import pathlib
import re
import sys
import tempfile

ASKS = re.compile(r'\b(?:take|require|text|line|flag|integer|choice|number|figure)\(\s*(?:\*?\w+,\s*)?"([a-z_]+)"')


def asked_keys(sources):
    keys = {}
    for source in sources:
        text = source.read_text()
        for found in ASKS.findall(text):
            keys.setdefault(found, source.name)
    return keys


def undocumented(root):
    words = set(re.findall(r"[a-z_]+", (root / "docs/packs.md").read_text()))
    keys = asked_keys(sorted((root / "models").glob("pack_*.cpp")))
    if len(keys) < 60:
        sys.exit(f"only {len(keys)} keys found in models/pack_*.cpp: the search is blind")
    return {key: where for key, where in keys.items() if key not in words}


def self_test():
    """A reader of 60 keys of which the document knows all but one."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "models").mkdir()
        (root / "docs").mkdir()
        names = ["key_" + a + b for a in "abcdefgh" for b in "abcdefgh"]
        reader = "".join(f'section.take("{name}");\n' for name in names)
        (root / "models/pack_x.cpp").write_text(reader)
        (root / "docs/packs.md").write_text(" ".join(names))
        assert undocumented(root) == {}
        (root / "docs/packs.md").write_text(" ".join(names[1:]))
        assert undocumented(root) == {names[0]: "pack_x.cpp"}


def main():
    if sys.argv[1] == "--self-test":
        return self_test()
    missing = undocumented(pathlib.Path(sys.argv[1]))
    for key, where in sorted(missing.items()):
        print(f"docs/packs.md does not document {key}, which models/{where} reads")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
