"""What a run recorded beside what is expected, in standard errors of the mean over replicates."""
import math
from dataclasses import dataclass

import netCDF4
import numpy as np

AGE_BANDS = ((0, 17), (18, 64), (65, None))
ENOUGH = 1000  # synthetic people in all replicates together: a cell of fewer is compared in the sum of all such cells
APART = 5.0  # standard deviations by which applicants and vacancies must differ for the lesser of them to be certain
EVENTS = ("births", "arrivals", "leavers")


class Recorder:
    """What is compared, of each year of a solver: {measure: {name of the cell: people}}."""

    def __init__(self, solver, scale):
        self.solver, self.scale, self.scarce = solver, scale, set()

    def record(self):
        solver = self.solver
        groups = solver.space.names["group"]
        by_age = solver.people.total()
        regions = solver.space.names["region"]
        stem = self.stem()
        all_stem = sum(stem.values())
        seen = {
            "people by age and group": {(band_name(b), g): by_age[:, i, slice(b[0], None if b[1] is None else b[1] + 1)].sum()
                                        for b in AGE_BANDS for i, g in enumerate(groups)},
            "people by region and group": {(r, g): by_age[j, i].sum() for j, r in enumerate(regions) for i, g in enumerate(groups)},
            "stocks by stage and group": with_groups(self.by_stage(), groups),
            "stocks by stage and field": self.by_field(),
            "STEM by class and group": with_groups(stem, groups),
            "shares of the groups in STEM": {(g,): all_stem[i] / all_stem.sum() for i, g in enumerate(groups)},
        }
        if solver.flows:
            seen["exits by group"] = with_groups({".".join(key): people for key, people in solver.flows.items()}, groups)
            seen["hires by market and group"] = with_groups(self.by_market(), groups)
            seen["births, arrivals, leavers by group"] = with_groups(solver.vital, groups)
        return seen

    def by_stage(self):
        found = {}
        for (stage, _, _), people in self.solver.people.items():
            found[stage] = found.get(stage, 0.0) + people.sum(axis=(0, 2, 3))
        return found

    def stem(self):
        found = {}
        for state, people in self.solver.people.items():
            if state in self.solver.classes:
                name = self.solver.classes[state]
                found[name] = found.get(name, 0.0) + people.sum(axis=(0, 2, 3))
        return found

    def by_market(self):
        found = {}
        for (market, _), people in self.solver.hires.items():
            found[market] = found.get(market, 0.0) + people
        return found

    def by_field(self):
        """Stocks of all groups, but for those that a market has touched in which applicants may fall short of posts."""
        found, fields = {}, self.solver.space.names["field"]
        for name, (applicants, vacancies) in self.solver.competition.items():
            uncertain = applicants < vacancies + APART * np.sqrt((applicants + vacancies) / self.scale)
            market = self.solver.markets[name]
            for field in np.flatnonzero((uncertain & (vacancies > 0.0)).any(axis=0)):
                self.scarce |= {(stage, fields[field]) for stage in [market["to"], *market["from"]]}
        for (stage, f, _), people in self.solver.people.items():
            if (stage, fields[f]) not in self.scarce:
                found[stage, fields[f]] = found.get((stage, fields[f]), 0.0) + people.sum()
        return found


def band_name(band):
    return f"{band[0]}+" if band[1] is None else f"{band[0]}-{band[1]}"


def with_groups(found, groups):
    return {(name, group): people[i] for name, people in found.items() for i, group in enumerate(groups)}


class Run:
    """The counts of each replicate in results.nc, as people; `cells` gives those of a measure in one year."""

    def __init__(self, path):
        file = netCDF4.Dataset(path)
        self.scale, self.replicates = float(file.scale), file.dimensions["replicate"].size
        self.first = int(file["year"][0])
        names = {d: [str(name) for name in file[d][:]] for d in
                 ("region", "age_band", "group", "stage", "field", "class", "exit", "market", "event")}
        self.tables = {
            "people by age and group": (self.counts(file, "population").sum(axis=2), ("age_band", "group")),
            "people by region and group": (self.counts(file, "population").sum(axis=3), ("region", "group")),
            "stocks by stage and group": (self.counts(file, "stocks").sum(axis=(3, 4)), ("stage", "group")),
            "stocks by stage and field": (self.counts(file, "stocks").sum(axis=(4, 5)), ("stage", "field")),
            "STEM by class and group": (self.counts(file, "workforce").sum(axis=3), ("class", "group")),
            "exits by group": (self.counts(file, "flows"), ("exit", "group")),
            "hires by market and group": (self.counts(file, "hires").sum(axis=(3, 4)), ("market", "group")),
            "births, arrivals, leavers by group": (self.counts(file, "vital"), ("event", "group")),
        }
        stem = self.tables["STEM by class and group"][0].sum(axis=2)
        self.tables["shares of the groups in STEM"] = stem / stem.sum(axis=-1, keepdims=True), ("group",)
        self.places = {measure: {key: i for i, key in enumerate(all_keys([names[d] for d in dimensions]))}
                       for measure, (_, dimensions) in self.tables.items()}

    def counts(self, file, name):
        return np.asarray(file[name][:], float) / self.scale

    def cells(self, measure, year, keys):
        """Replicates x cells."""
        of_year = self.tables[measure][0][:, year - self.first]
        return of_year.reshape(self.replicates, -1)[:, [self.places[measure][key] for key in keys]]


def all_keys(names):
    return [()] if not names else [(name, *rest) for name in names[0] for rest in all_keys(names[1:])]


@dataclass
class Deviation:
    measure: str
    year: int
    cell: tuple
    expected: float
    mean: float
    errors: float  # deviation of the expectation from the mean, in standard errors of the mean

    def __str__(self):
        return (f"{self.errors:+.2f} standard errors: {self.measure}, {self.year}, {', '.join(self.cell)}: "
                f"expected {self.expected:.6g}, {self.mean:.6g} in the run")


def deviations_of_year(run, year, expected):
    """Every comparison of one year. Cells of few people are compared in one sum."""
    found = []
    for measure, cells in expected.items():
        keys, values = list(cells), np.array(list(cells.values()))
        seen = run.cells(measure, year, keys)
        shares = measure.startswith("shares")
        small = np.zeros(len(values), bool) if shares else values * run.scale * run.replicates < ENOUGH
        if small.any():
            keys = [key for key, one in zip(keys, small) if not one] + [("all smaller cells",)]
            values = np.append(values[~small], values[small].sum())
            seen = np.column_stack([seen[:, ~small], seen[:, small].sum(axis=1)])
        mean = seen.mean(axis=0)
        # Replicates that all agree are off by their rounding: at most half a synthetic person.
        rounding = 0.0 if shares else 0.5 / run.scale / math.sqrt(run.replicates)
        spread = seen.std(axis=0, ddof=1) / math.sqrt(run.replicates)
        errors = (values - mean) / np.where(spread > 0.0, spread, rounding or 1e-300)
        found += [Deviation(measure, year, key, *numbers) for key, *numbers in zip(keys, values, mean, errors)]
    return found


def bound(comparisons, replicates, error_rate):
    """What the greatest of that many deviations exceeds at most so often: Student's t, two-sided, Bonferroni."""
    wanted, freedom = 0.5 * error_rate / comparisons, replicates - 1
    low, high = 0.0, 1e4
    while high - low > 1e-6:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if t_tail(middle, freedom) > wanted else (low, middle)
    return high


def t_tail(t, freedom):
    """P(T > t): with t = sqrt(freedom) tan(angle) the density is a power of the cosine."""
    first = math.atan(t / math.sqrt(freedom))
    edges = np.linspace(first, 0.5 * math.pi, 20001)
    middles = 0.5 * (edges[1:] + edges[:-1])
    log_of = math.lgamma(0.5 * (freedom + 1)) - math.lgamma(0.5 * freedom) - 0.5 * math.log(math.pi)
    return float(np.sum(np.exp(log_of + (freedom - 1) * np.log(np.cos(middles)))) * (edges[1] - edges[0]))
