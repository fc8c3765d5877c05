"""Exits of a pack: who may take which one, and with what probability (docs/packs.md, section 4)."""
from dataclasses import dataclass

import numpy as np

from figures import by_tenure, cells
from pack_text import NotSolved

ALL = np.ones([1] * 4)
SUMS = 1e-6  # sums that miss 1 by less are made exact


@dataclass
class Exit:
    name: str
    to: str  # a stage or "out"
    p: np.ndarray
    always: bool  # open before the decision too
    field: object  # "keep", the index of a field, or shares
    credential: int  # held at least
    log_odds: np.ndarray | None  # added, against staying
    trend: np.ndarray | None  # added for each year since the base year


@dataclass
class Stage:
    name: str
    phase: str
    duration: int | None
    max_years: int | None
    limit_to: str
    exits: list
    classes: int  # of years in the stage, from 0; the last is open, unless nobody may stay in it


class Pathway:
    """Stages and exits; the chances of a state are computed once for all years unless they change from year to year."""

    def __init__(self, study, space, figures):
        self.space, self.figures, self.base = space, figures, study.base
        self.stages = {name: self.stage(name, one) for name, one in study.pack["stage"].items()}
        self.kept = {}

    def stage(self, name, one):
        exits = [self.exit(f"stage.{name}.exit.{e}", e, spec) for e, spec in one.get("exit", {}).items()]
        duration, most = one.get("duration"), one.get("max_years")
        parts = [part for e in exits for part in (e.p, e.log_odds, e.trend, e.field) if isinstance(part, np.ndarray)]
        # One class more than any figure tells apart: a_year_back in flow.py rests on it.
        classes = duration or most or max([part.shape[-1] for part in parts], default=1) + 1
        if duration and most:
            raise NotSolved(f"stage.{name}: duration and max_years together are not solved")
        return Stage(name, one.get("phase", "progress"), duration, most, one.get("limit_to", "out"), exits, classes)

    def exit(self, where, name, spec):
        if ("p" in spec) == ("at_age" in spec):
            raise NotSolved(f"{where}: only exits by p or at_age are solved")
        if "p" in spec:
            p = self.figures.read(spec["p"], f"{where}.p")
        else:
            p = (np.arange(self.space.last_age + 1) >= spec["at_age"]).astype(float).reshape([1] * 6 + [-1, 1])
        field = spec.get("field", "keep")
        if isinstance(field, str) and field in self.space.names["field"]:
            field = self.space.names["field"].index(field)
        elif field != "keep":
            field = self.figures.read(field, f"{where}.field")
        credential = spec.get("credential", "keep")
        least = 0 if credential == "keep" else self.space.names["credential"].index(credential)
        added = [self.figures.read(spec[key], f"{where}.{key}") if key in spec else None for key in ("offset", "trend")]
        return Exit(name, spec["to"], p, spec.get("every_year", False), field, least, *added)

    def of_year(self, stage, field, credential, year):
        """[(exit, chance)] and the chance to stay, by region x group x age x tenure, of one state in one calendar year."""
        key = (stage, field, credential, year if self.changes(stage) else None)
        if key not in self.kept:
            self.kept[key] = self.chances(stage, field, credential, year)
        return self.kept[key]

    def changes(self, stage):
        """Whether any chance of the stage goes by calendar year."""
        return any(e.trend is not None or e.p.shape[3] > 1 or (e.log_odds is not None and e.log_odds.shape[3] > 1)
                   for e in self.stages[stage].exits)

    def chances(self, name, field, credential, year):
        stage = self.stages[name]
        at = {"stage": list(self.stages).index(name), "field": field, "credential": credential, "year": year - self.base}
        tenure = np.arange(stage.classes)
        decides = tenure == stage.duration - 1 if stage.duration else np.zeros(stage.classes, bool)
        open_classes = {e.name: np.ones(stage.classes, bool) if not stage.duration or e.always else decides for e in stage.exits}
        odds = {e.name: self.probability(e, at, stage.classes) * open_classes[e.name] for e in stage.exits}
        total = sum(odds.values(), np.zeros([1] * 4))
        staying = np.where(decides, 0.0, np.where(np.abs(total - 1.0) < SUMS, 0.0, 1.0 - total))
        if (staying < 0.0).any() or (np.abs(np.where(decides, total, 1.0) - 1.0) >= SUMS).any():
            raise NotSolved(f"stage.{name}: probabilities do not sum to 1")
        odds = {e.name: odds[e.name] * np.exp(self.added(e, at, stage.classes)) for e in stage.exits}
        whole = sum(odds.values(), staying)
        chances, staying = {n: o / whole for n, o in odds.items()}, staying / whole
        result = [(e, chances[e.name]) for e in stage.exits]
        if stage.max_years:
            last = tenure == stage.classes - 1
            result.append((Exit("limit", stage.limit_to, None, True, "keep", 0, None, None), staying * last))
            staying = staying * ~last
        return result, staying

    @staticmethod
    def probability(one, at, classes):
        p = by_tenure(cells(one.p, **at), classes)
        if np.isnan(p).any():
            raise NotSolved(f"exit {one.name}: a cell that no row covers")
        return p

    @staticmethod
    def added(one, at, classes):
        """Log-odds that calibration or a scenario adds."""
        sum_of = np.zeros([1] * 4)
        if one.log_odds is not None:
            sum_of = sum_of + by_tenure(cells(one.log_odds, **at), classes)
        if one.trend is not None:
            sum_of = sum_of + at["year"] * by_tenure(cells(one.trend, **at), classes)
        return sum_of

    def fields_after(self, one, stage, field, credential, year):
        """[(field, share of the movers)] of an exit."""
        if isinstance(one.field, str):
            return [(field, ALL)]
        if isinstance(one.field, int):
            return [(one.field, ALL)]
        at = {"stage": list(self.stages).index(stage), "credential": credential, "year": year - self.base}
        classes = self.stages[stage].classes
        shares = [by_tenure(cells(one.field, field=f, **at), classes) for f in range(self.space.size("field"))]
        total = sum(shares)
        if (np.abs(total - 1.0) >= SUMS).any():
            raise NotSolved(f"exit {one.name}: shares by field do not sum to 1")
        return [(f, share / total) for f, share in enumerate(shares) if share.any()]
