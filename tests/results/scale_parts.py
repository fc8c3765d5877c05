"""Whether a scale is adequate: the same draws at two scales."""
import math

import layout
import lookup
import words

RANGE_OF_NORMAL = 3.29      # 90 % range over standard deviation
CLEAR = 2.58                # standard errors: one of a hundred by chance
MATERIAL = 0.1              # share of the 90 % range
NOISIER = 1.1               # deviations, small scale over large
FEW_DRAWS = 10

RATIOS = ("lowest", "women", "hispanic", "black", "asian", "white", "two_or_more", "aian", "nhpi")
COUNTS = ("entrants", "missing")
MEASURES = ("earnings", "educators", "inventors", "rd_workers", "upskilling")


def said(record, pairs, name):
    """A figure's name, without its year, as a reader knows it."""
    study, texts = record["studies"][pairs["study"]]["study"], words.PLACES[pairs["study"]]
    if name in MEASURES:
        return lookup.measure(study, name)["label"]
    definition, *what = name.split(" ")
    before = f"{texts['short'][definition]}: " if len(texts["short"]) > 1 else ""
    if what[0] in ("workforce", "lowest"):
        return before + " ".join(what)
    kind = {"ratio": "ratio", "missing": "people missing", "entrants": "entrants"}[what[-1]]
    return f"{before}{kind}, {lookup.label(lookup.definitions(study)[definition], what[0])}"


def names_of(pairs):
    """Figures of the table in their order, without years."""
    known = {key.partition(" ")[2] for key in pairs["figures"]}
    definitions = ("main", *sorted({name.split(" ")[0] for name in known if name.endswith("workforce")} - {"main"}))
    order = [f"{definition} {group} ratio" for definition in definitions for group in RATIOS]
    order += [f"{definition} {what}" for definition in definitions
              for what in ("workforce", *(f"{group} {kind}" for kind in COUNTS for group in lookup.DISPLAYED))]
    return [name for name in (*order, *MEASURES)
            if name in known and all(f"{year} {name}" in pairs["figures"] for year in years_of(pairs))]


def years_of(pairs):
    return sorted({key.partition(" ")[0] for key in pairs["figures"]})


def form_of(name):
    if name.endswith("ratio"):
        return layout.fine
    return layout.money if name == "earnings" else layout.people


def share_of_range(row):
    """The difference as a share of the 90 % range; None where there is no range."""
    return abs(row["difference"]) / (RANGE_OF_NORMAL * row["sd_large"]) if row["sd_large"] else None


def errors(row):
    return row["difference"] / row["se"] if row["se"] else None


def is_clear(row):
    return errors(row) is not None and abs(errors(row)) > CLEAR


def is_material(row):
    return is_clear(row) and share_of_range(row) is not None and share_of_range(row) > MATERIAL


def is_noisier(row):
    """The spread is wider at the small scale, and clearly so (Morgan 1939, Pitman 1939: variances of paired values)."""
    if not row["sd_large"] or row["correlation"] is None or row["n"] < 4:
        return False
    wider = (row["sd_small"] / row["sd_large"]) ** 2
    tilt = (wider - 1) / math.sqrt((wider + 1) ** 2 - 4 * row["correlation"] ** 2 * wider)
    return wider > NOISIER ** 2 and tilt * math.sqrt((row["n"] - 2) / max(1e-9, 1 - tilt ** 2)) > CLEAR


def named(record, pairs, holds):
    """Figures for which something holds, with the years in which it does."""
    found = []
    for name in names_of(pairs):
        years = [year for year in years_of(pairs) if holds(pairs["figures"][f"{year} {name}"])]
        if years:
            found.append(f"{said(record, pairs, name)} ({layout.listed(years)})")
    return "; ".join(found)


def row_of(record, pairs, name, year):
    row, form = pairs["figures"][f"{year} {name}"], form_of(name)
    share = share_of_range(row)
    return [said(record, pairs, name), year, form(row["small"]), form(row["large"]),
            layout.DASH if row["se"] is None else f"{layout.signed(row['difference'], form)} ± {form(row['se'])}",
            layout.DASH if errors(row) is None else layout.signed(errors(row), "{:.1f}".format),
            layout.DASH if share is None else layout.percent(share, 0),
            layout.DASH if not row["sd_large"] else f"{row['sd_small'] / row['sd_large']:.2f}",
            layout.DASH if row["correlation"] is None else f"{row['correlation']:.2f}"]


def parity(pairs):
    """In how many draws parity is there, at both scales."""
    count = pairs["replicates"]
    rows = {year: pairs["figures"][f"{year} main parity"] for year in years_of(pairs)}
    parts = [f"by {year} in {round(row['small'] * count)} and {round(row['large'] * count)} of {count} draws" for year, row in rows.items()]
    return f"Parity is there {layout.listed(parts)} (small and large scale)."


def findings(record, pairs):
    """What the table shows, in sentences made from it."""
    rows = [pairs["figures"][f"{year} {name}"] for name in names_of(pairs) for year in years_of(pairs)]
    clear, material, noisier = (named(record, pairs, holds) for holds in (is_clear, is_material, is_noisier))
    lines = [f"{sum(map(is_clear, rows))} of {len(rows)} figures lie more than {CLEAR} standard errors apart; by chance alone it would be about "
             f"{len(rows) / 100:.1f}."]
    if clear:
        lines.append(f"These the small scale moves: {clear}.")
    part = layout.percent(MATERIAL, 0)
    lines.append(f"By more than {part} of the 90 % range it moves: {material}; read them with that in mind, or run the larger scale."
                 if material else f"None is moved both clearly and by more than {part} of its 90 % range.")
    if noisier:
        lines.append(f"Luck of the small scale clearly widens the spread, by more than {layout.percent(NOISIER - 1, 0)}, of: {noisier}; "
                     "ranges of these are wider in the tables above than doubt makes them.")
    lines.append(parity(pairs))
    if pairs["replicates"] < FEW_DRAWS:
        lines.append("So few draws tell little of this.")
    return " ".join(lines)


def adequacy(record, place):
    pairs = next((each for each in record["pairs"].values() if each["study"] == place), None)
    if pairs is None:
        return ""
    small, large = pairs["scales"]
    header = ["figure", "year", f"scale {small:g}", f"scale {large:g}", "difference ± its standard error", "over its error",
              "of the 90 % range", "deviation, small over large", "correlation"]
    rows = [row_of(record, pairs, name, year) for name in names_of(pairs) for year in years_of(pairs)]
    note = ("*correlation*: over the draws, between the scales; near 1 where doubt about the figures makes the spread, and less where "
            "luck does.")
    return "\n\n".join((f"### Is the scale adequate? {small:g} against {large:g}, {pairs['replicates']} draws", words.ADEQUACY,
                        findings(record, pairs), layout.table(header, rows), note))
