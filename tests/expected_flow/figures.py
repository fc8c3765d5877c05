"""Figures of a pack (docs/packs.md, section 1) as arrays.

Every figure is an array with the eight axes of DIMENSIONS; an axis along which it does not vary has length 1. Groups are one
axis. The last class of years in stage is open.
"""
import csv
from itertools import product

import numpy as np

from pack_text import ABOUT_NUMBERS, NotSolved

DIMENSIONS = ("stage", "field", "credential", "year", "region", "group", "age", "tenure")
ABOUT_ROWS = {"unit", "source", "grade", "note", "low", "high"}


class Space:
    """Names and sizes of the dimensions of a pack."""

    def __init__(self, study):
        pack = study.pack
        self.base, self.last_year = study.base, study.last_of_pack
        self.axes = {axis: list(pack["axes"][axis]) for axis in sorted(pack["axes"])}
        self.group_values = list(product(*self.axes.values()))
        self.names = {
            "stage": list(pack["stage"]),
            "field": list(pack.get("fields", ["none"])),
            "credential": list(pack.get("credentials", ["none"])),
            "region": list(pack.get("regions", ["everywhere"])),
            "group": [".".join(values) for values in self.group_values],
        }
        self.last_age = pack["demography"]["last_age"]

    def size(self, dimension):
        if dimension == "age":
            return self.last_age + 1
        if dimension == "year":
            return self.last_year - self.base + 1
        return len(self.names[dimension])

    def dimension_of(self, column):
        """The dimension that a column places; axes place groups."""
        return "group" if column in self.axes else column if column in DIMENSIONS else None

    def groups_of(self, axis, value):
        if value not in self.axes[axis]:
            raise NotSolved(f"{value} is no value of {axis}")
        at = list(self.axes).index(axis)
        return np.array([values[at] == value for values in self.group_values])


def span(text, first, last):
    """Numbers that "17", "18-24" or "65+" covers, held to first..last."""
    if text.endswith("+"):
        low, high = int(text[:-1]), last
    else:
        low, _, high = text.partition("-")
        low, high = int(low), int(high or low)
    return range(max(low, first), min(high, last) + 1)


class Table:
    """The rows of a CSV file for one figure."""

    def __init__(self, space, path, column):
        self.space, self.path = space, path
        with open(path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        header = list(self.rows[0])
        self.spread = [c for c in header if "=" in c]
        self.value = None if self.spread else column or "value"
        if self.value is not None and self.value not in header:
            raise NotSolved(f"{path.name}: no column {self.value}")
        self.places = [c for c in header if space.dimension_of(c)]
        along = {c.partition("=")[0] for c in self.spread}
        if len(along) > 1:
            raise NotSolved(f"{path.name}: more than one dimension is spread")
        self.along = along.pop() if along else None
        used = self.places + ([self.along] if self.along else [])
        self.dimensions = {space.dimension_of(c) for c in used}
        self.last_tenure, self.known = self.find_last_tenure(), {}

    def find_last_tenure(self):
        words = [row["tenure"] for row in self.rows] if "tenure" in self.places else []
        words += [c.partition("=")[2] for c in self.spread] if self.along == "tenure" else []
        lows = [int(w.rstrip("+").partition("-")[0]) for w in words if w != "*"]
        return max(lows, default=0)

    def covered(self, column, word):
        """Indices of its dimension (for an axis: a mask of groups) that a word covers."""
        if (column, word) not in self.known:
            self.known[column, word] = self.find_covered(column, word)
        return self.known[column, word]

    def find_covered(self, column, word):
        space = self.space
        dimension = space.dimension_of(column)
        if column in space.axes:
            return np.ones(space.size("group"), bool) if word == "*" else space.groups_of(column, word)
        if dimension == "tenure":
            # The last class of a table is open: everything from its first year on is one class.
            return np.arange(self.last_tenure + 1) if word == "*" else np.array(list(span(word, 0, self.last_tenure)))
        if word == "*":
            return np.arange(space.size(dimension))
        if dimension == "age":
            return np.array(list(span(word, 0, space.last_age)), int)
        if dimension == "year":
            return np.array(list(span(word, space.base, space.last_year)), int) - space.base
        return np.array([space.names[dimension].index(word)])

    def cells_of(self, row):
        """Indices along each dimension, the values there, and how many `*` the row has."""
        masks, at = None, {}
        for column in self.places:
            found = self.covered(column, row[column])
            if column in self.space.axes:
                masks = found if masks is None else masks & found
            else:
                at[self.space.dimension_of(column)] = found
        if masks is not None:
            at["group"] = np.flatnonzero(masks)
        stars = sum(row[column] == "*" for column in self.places)
        if self.along is None:
            return at, np.float64(row[self.value]), stars
        if self.along in self.space.axes:
            raise NotSolved(f"{self.path.name}: an axis is spread over columns")
        found = [self.covered(self.along, c.partition("=")[2]) for c in self.spread]
        at[self.along] = np.concatenate(found)
        return at, np.repeat([float(row[c]) for c in self.spread], [len(f) for f in found]), stars

    def figure(self):
        """Rows with more `*` first, so that those with fewer win; two of a kind on one cell are an error."""
        shape = [self.size(d) if d in self.dimensions else 1 for d in DIMENSIONS]
        values, rank, twice = np.full(shape, np.nan), np.full(shape, -1, np.int8), np.zeros(shape, bool)
        cells = sorted((self.cells_of(row) for row in self.rows), key=lambda c: -c[2])
        for at, value, stars in cells:
            where = np.ix_(*[at.get(d, [0]) for d in DIMENSIONS])
            if value.ndim:
                value = value.reshape([-1 if d == self.space.dimension_of(self.along) else 1 for d in DIMENSIONS])
            twice[where] = rank[where] == stars
            values[where], rank[where] = value, stars
        if twice.any():
            raise NotSolved(f"{self.path.name}: two rows of one kind cover the same cell")
        return values

    def size(self, dimension):
        return self.last_tenure + 1 if dimension == "tenure" else self.space.size(dimension)


class Figures:
    """Reads figures; what was read once is kept."""

    def __init__(self, space, directory):
        self.space, self.directory, self.kept = space, directory, {}

    def read(self, value, where):
        if isinstance(value, (int, float)):
            return np.full([1] * len(DIMENSIONS), float(value))
        if isinstance(value, str):
            return self.table(value, None)
        plain = value.keys() - ABOUT_NUMBERS
        if plain == {"value"}:
            return self.read(value["value"], where)
        if plain in ({"table"}, {"table", "column"}):
            return self.table(value["table"], value.get("column"))
        return self.parts({name: value[name] for name in value if name in plain}, where)

    def table(self, name, column):
        if (name, column) not in self.kept:
            self.kept[name, column] = Table(self.space, self.directory / name, column).figure()
        return self.kept[name, column]

    def parts(self, parts, where):
        """A figure by the names of one dimension, each part a figure again."""
        space = self.space
        for axis, names in space.axes.items():
            if parts.keys() == set(names):
                picks = {name: (5, space.groups_of(axis, name)) for name in names}
                break
        else:
            for dimension, names in space.names.items():
                if parts.keys() == set(names):
                    at = DIMENSIONS.index(dimension)
                    picks = {name: (at, np.arange(len(names)) == i) for i, name in enumerate(names)}
                    break
            else:
                raise NotSolved(f"{where}: {', '.join(parts)}: not the names of one dimension")
        return sum(self.read(parts[name], where) * np.moveaxis(mask.astype(float)[(...,) + (None,) * 7], 0, at)
                   for name, (at, mask) in picks.items())


def cells(figure, **at):
    """What a figure has for one stage, field, credential and year, by region x group x age x tenure."""
    index = tuple(at.get(d, 0) if figure.shape[i] > 1 else 0 for i, d in enumerate(DIMENSIONS[:4]))
    for i, d in enumerate(DIMENSIONS[:4]):
        if figure.shape[i] > 1 and d not in at:
            raise NotSolved(f"a figure goes by {d} where it may not")
    return figure[index]


def by_tenure(values, classes):
    """The last axis brought to a number of classes, the last of both being open."""
    if values.shape[-1] in (1, classes):
        return values
    return values[..., np.minimum(np.arange(classes), values.shape[-1] - 1)]
