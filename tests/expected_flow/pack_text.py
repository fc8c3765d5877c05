"""A scenario and its pack as one tree of TOML values, with everything replaced that the scenarios replace.

Keys that the solver has no use for are listed, and any other key is an error: a pack that says something new about what
becomes of people must not be solved as if it did not.
"""
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "scenarios" / "library"
PACKS = ROOT / "models" / "packs"

ABOUT_NUMBERS = {"unit", "source", "grade", "note", "low", "high", "spread", "plus_minus", "by", "doubt"}

# What a section may hold, by the key's pattern. `reads`: the solver acts on it; `ignores`: it says nothing about the mean of
# what people do in this study, or only how it is shown and judged.
KEYS = {
    "": ({"schema", "kind", "title", "years", "regions", "fields", "credentials", "axes", "demography", "base", "crosswalk",
          "stage", "market"},
         {"traits", "labels", "provenance", "parity", "doubt", "measure", "fit", "gap"}),
    "demography": ({"population", "births", "staying", "arrivals", "region_share", "born_into", "last_age"}, ABOUT_NUMBERS),
    "base": ({"forward", "stocks", "age_profile", "residual", "tenure"}, ABOUT_NUMBERS),
    "crosswalk": ({"table"}, ABOUT_NUMBERS),
    "stage.*": ({"phase", "duration", "max_years", "limit_to", "exit"}, ABOUT_NUMBERS | {"label"}),
    "stage.*.exit.*": ({"to", "p", "at_age", "every_year", "field", "credential", "offset", "trend", "beta", "gamma"},
                       ABOUT_NUMBERS | {"label"}),
    "market.*": ({"to", "by", "from", "credential_at_least", "demand", "score", "entrants"},
                 ABOUT_NUMBERS | {"label", "laid_off_to", "lay_off_limit"}),
    "market.*.demand": ({"growth"}, ABOUT_NUMBERS),
}


class NotSolved(Exception):
    """The pack or scenario has something that this solver does not know; the message names the key."""


def check_keys(tree, where, pattern):
    reads, ignores = KEYS[pattern]
    unknown = sorted(tree.keys() - reads - ignores)
    if unknown:
        raise NotSolved(f"{where or 'pack.toml'}: {', '.join(unknown)}: the solver in tests/expected_flow does not know this key. "
                        "Teach it what it does to people, or list it in pack_text.py among what it may ignore.")


def check_all_keys(pack):
    check_keys(pack, "", "")
    if pack.get("gap", {}).get("future", "constant") != "constant":
        raise NotSolved("gap.future: only constant is solved")
    for section in ("demography", "base", "crosswalk"):
        check_keys(pack[section], section, section)
    missing = []
    for name, stage in pack["stage"].items():
        check_keys(stage, f"stage.{name}", "stage.*")
        for exit_name, one in stage.get("exit", {}).items():
            where = f"stage.{name}.exit.{exit_name}"
            check_keys(one, where, "stage.*.exit.*")
            missing += [f'"{where}.{key}" = {{}}' for key in ("beta", "gamma") if one.get(key)]
    for name, market in pack["market"].items():
        check_keys(market, f"market.{name}", "market.*")
        check_keys(market["demand"], f"market.{name}.demand", "market.*.demand")
        if market["score"] != "lottery":
            missing.append(f'"market.{name}.score" = "lottery"')
        if market.get("entrants", "by_score") != "by_score":
            missing.append(f'"market.{name}.entrants" = "by_score"')
    if missing:
        raise NotSolved("people answer to each other, or differ within a group. Below [set] of us_interactions_off.toml add:\n"
                        + "\n".join(missing))


def merged(below, above):
    """Tables key by key, everything else replaced."""
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {key: merged(below.get(key), value) for key, value in above.items()}
    return above


def read_scenario(path):
    """A scenario over those that it extends: run, set and pack together."""
    tree = tomllib.loads(path.read_text())
    if "extends" not in tree:
        return tree
    beside = path.parent / tree["extends"]
    return merged(read_scenario(beside if beside.exists() else LIBRARY / tree["extends"]), tree)


def replace(pack, key, value):
    """One key of [set]. A figure that is replaced keeps nothing of the old one but what is said about its number."""
    *above, last = key.split(".")
    at = pack
    for part in above:
        at = at.setdefault(part, {})
    forms = {"p", "at_age"}
    if last in forms:
        for other in forms - {last}:
            at.pop(other, None)
    at[last] = value


class Study:
    """What is solved: `pack` (tree), `directory` of its tables, `first` and `last` year, `regions` and so on."""

    def __init__(self, scenario_path, replaced=None):
        scenario = read_scenario(Path(scenario_path))
        self.run = scenario.get("run", {})
        self.directory = PACKS / scenario["pack"]
        self.pack = tomllib.loads((self.directory / "pack.toml").read_text())
        result = self.pack.get("fit", {}).get("result")
        fitted = tomllib.loads((self.directory / result).read_text())["set"] if result else {}
        for key, value in (fitted | scenario.get("set", {}) | (replaced or {})).items():
            replace(self.pack, key, value)
        check_all_keys(self.pack)
        self.base, self.last_of_pack = self.pack["years"]
        self.end = self.run["end"]
