"""Whether a scale is adequate: the same draws at two scales."""
import layout
import lookup
import words

RANGE_OF_NORMAL = 3.29      # 90 % range over standard deviation
CLEAR = 2.58                # standard errors: one of a hundred by chance
MATERIAL = 0.1              # share of the 90 % range
NOISIER = 1.1               # deviations, small scale over large
FEW_DRAWS = 10

SHOWN = ("lowest ratio", "women ratio", "hispanic ratio", "black ratio", "asian ratio", "white ratio", "two_or_more ratio", "aian ratio", "nhpi ratio")


def said(record, pairs, key):
    """A figure's name as a reader knows it."""
    year, *name = key.split(" ")
    study = record["studies"][pairs["study"]]["study"]
    if len(name) == 1:
        return f"{lookup.measure(study, name[0])['label']}, {year}"
    texts = words.PLACES[pairs["study"]]["definitions"]
    definition = lookup.definitions(study)[name[0]]
    before = "" if len(texts) == 1 else f"{texts[name[0]]}: "
    what = " ".join(name[1:])
    if what in ("workforce", "lowest ratio"):
        return f"{before}{what}, {year}"
    kind = {"ratio": "ratio", "persons": "people at work", "missing": "people missing", "entrants": "entrants"}[name[-1]]
    return f"{before}{kind} of {lookup.label(definition, ' '.join(name[1:-1]))}, {year}"


def form_of(key):
    return layout.fine if key.endswith("ratio") else layout.people


def share_of_range(row):
    """The difference as a share of the 90 % range; None where there is no range."""
    return abs(row["difference"]) / (RANGE_OF_NORMAL * row["sd_large"]) if row["sd_large"] else None


def errors(row):
    return row["difference"] / row["se"] if row["se"] else None


def headlines(pairs):
    """Keys in the order of the table: ratios of each definition, workforce, missing, entrants, measures."""
    keys = list(pairs["figures"])
    order = [key for key in keys if key.endswith("ratio") and "+" not in key]
    order += [key for key in keys if key.endswith("workforce")]
    order += [key for key in keys if key.split(" ")[-1] in ("missing", "entrants") and key.split(" ")[-2] in lookup.DISPLAYED]
    order += [key for key in keys if len(key.split(" ")) == 2]
    ranks = {name: rank for rank, name in enumerate(SHOWN)}
    def rank(key):
        kind = 0 if key.endswith("ratio") else 1
        parts = key.split(" ")
        definition = parts[1] if kind == 0 else ""
        return (kind, definition, ranks.get(" ".join(parts[2:]), 99) if kind == 0 else 0, "" if kind else parts[0])
    return sorted(order, key=rank)


def rows_of(record, pairs):
    rows = []
    for key in headlines(pairs):
        row, form = pairs["figures"][key], form_of(key)
        sign = "+" if row["difference"] > 0 else "-" if row["difference"] < 0 else ""
        z, share = errors(row), share_of_range(row)
        rows.append([said(record, pairs, key), form(row["small"]), form(row["large"]),
                     f"{sign}{form(abs(row['difference']))} ± {form(row['se'])}", layout.DASH if z is None else f"{z:+.1f}",
                     layout.DASH if share is None else layout.percent(share, 0),
                     layout.DASH if not row["sd_large"] else f"{row['sd_small'] / row['sd_large']:.2f}",
                     layout.DASH if row["correlation"] is None else f"{row['correlation']:.2f}"])
    return rows


def findings(record, pairs):
    """What the table shows, in sentences made from it."""
    figures = {key: pairs["figures"][key] for key in headlines(pairs)}
    clear = [key for key, row in figures.items() if errors(row) is not None and abs(errors(row)) > CLEAR]
    material = [key for key in clear if share_of_range(figures[key]) is not None and share_of_range(figures[key]) > MATERIAL]
    noisier = [key for key, row in figures.items() if row["sd_large"] and row["sd_small"] / row["sd_large"] > NOISIER]
    lines = [f"Of {len(figures)} figures {len(clear)} differ by more than {CLEAR} standard errors, where chance alone would let {len(figures) / 100:.1f} differ."]
    if clear:
        lines.append(f"These the small scale moves: {layout.listed(said(record, pairs, key) for key in clear)}.")
    if material:
        lines.append(f"By more than {layout.percent(MATERIAL, 0)} of the 90 % range it moves: {layout.listed(said(record, pairs, key) for key in material)}; "
                     "read them with that in mind, or run the larger scale.")
    else:
        lines.append(f"None is moved both clearly and by more than {layout.percent(MATERIAL, 0)} of its 90 % range.")
    if noisier:
        lines.append(f"Luck of the small scale widens the spread by more than {layout.percent(NOISIER - 1, 0)} of: "
                     f"{layout.listed(said(record, pairs, key) for key in noisier)}: their ranges in the tables above are wider than doubt makes them.")
    if pairs["replicates"] < FEW_DRAWS:
        lines.append("So few draws tell little of this.")
    return " ".join(lines)


def adequacy(record, place):
    entry = next((each for each in record["pairs"].values() if each["study"] == place), None)
    if entry is None:
        return ""
    small, large = entry["scales"]
    header = ["figure", f"scale {small:g}", f"scale {large:g}", "difference ± its standard error", "over its error", "of the 90 % range",
              "deviation, small over large", "correlation"]
    return "\n\n".join((f"### Is the scale adequate? {small:g} against {large:g}, {entry['replicates']} draws", words.ADEQUACY, findings(record, entry),
                        layout.table(header, rows_of(record, entry)),
                        "*correlation*: over the draws, between the scales; near 1 where doubt about the figures makes the spread, and less where luck does."))
