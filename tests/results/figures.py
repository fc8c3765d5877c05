"""What is kept of a document of `stempath run --json`."""
import math

OF_GROUPS = ("share_workforce", "share_reference", "ratio", "ratio_low", "ratio_high")
OF_PEOPLE = ("persons", "difference", "difference_low", "difference_high", "missing", "missing_low", "missing_high",
             "entrants", "entrants_low", "entrants_high", "residents", "residents_low", "residents_high", "entrant_share",
             "careers", "careers_low", "careers_high", "returned", "returned_low", "returned_high", "moved_in", "moved_in_low",
             "moved_in_high")
TO_COMPARE = ("missing", "missing_low", "missing_high")
FEW = ("women", "hispanic", "black")


def rounded(value):
    """Six digits, of which the page shows three: what another compiler may do to a mean stays below them."""
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [rounded(part) for part in value]
    if isinstance(value, bool) or not isinstance(value, float):
        return value
    short = float(f"{value:.6g}")
    return int(short) if short.is_integer() else short


def by_year(series, years, keys):
    """Rows of these years, as {year: {key: value}}."""
    return {str(row["year"]): {key: row[key] for key in keys if key in row} for row in series if row["year"] in years}


def groups_of(groups, years, keys, of_few=()):
    return [{"name": group["name"], "axis": group["axis"], "label": group["label"], "deciding": group["deciding"],
             "years": by_year(group["series"], years, keys + of_few if group["name"] in FEW else keys)} for group in groups]


def workforce(groups, year):
    """People in the workforce: those of all groups of an axis."""
    return sum(value_at(group["series"], year, "persons") for group in groups if group["axis"] == groups[0]["axis"])


def compared(parity, groups, years):
    """A definition with what the tables of scenarios tell about it."""
    kept = {key: parity[key] for key in ("name", "definition", "index", "at_least", "goals", "median_year")}
    kept["reached"] = sum(year is not None for year in parity["first_years"])
    kept["workforce"] = {str(year): workforce(groups, year) for year in years}
    kept["groups"] = groups_of(groups, years, OF_GROUPS, TO_COMPARE)
    if parity["entrants"]:
        kept["entrants"] = by_year(parity["entrants"], years, ("entrants", "entrants_low", "entrants_high"))
    return kept


def judged(parity, groups, years):
    """A definition with all that is told about it."""
    kept = compared(parity, groups, years) | {"inertia": parity["inertia"]}
    kept["groups"] = groups_of(groups, years, OF_GROUPS + OF_PEOPLE)
    kept["axes"] = {axis["axis"]: by_year(axis["series"], years, axis["series"][0]) for axis in parity["axes"]}
    if parity["entrants"]:
        kept["entrants"] = by_year(parity["entrants"], years, parity["entrants"][0])
    if parity["careers"]:
        kept["careers"] = by_year(parity["careers"], years, parity["careers"][0])
    if parity["by_class"]:
        kept["by_class"] = {key: parity["by_class"][key] for key in ("median_year", "last", "goals", "classes")}
        kept["by_class"]["change"] = [row for row in parity["by_class"]["change"] if row["year"] == max(years)]
    return kept


def beside(definition, years):
    """A preset or a class: ratios alone."""
    parity = definition["parity"]
    return {"kind": definition["kind"], "name": definition["name"], "median_year": parity["median_year"],
            "goals": parity["goals"],
            "groups": [group for group in groups_of(definition["groups"], years, OF_GROUPS) if group["name"] in FEW]}


def measures_of(measures, years):
    return [{"name": measure["name"], "label": measure["label"], "unit": measure["unit"],
             "groups": [{"name": group["name"], "years": by_year(group["series"], years, ("mean", "low", "high"))}
                        for group in measure["groups"] if group["name"] in ("", *FEW)]} for measure in measures]


def summary(document, whole):
    """What the page needs of a study, without times and facts of the machine; a study that is no `whole` one is
    compared with one that is, and needs less."""
    years = sorted({document["base_year"], document["end_year"], *(goal["year"] for goal in document["parity"]["goals"])})
    keys = ("scenario", "pack", "digest", "base_year", "end_year", "seed", "scale", "replicates", "doubt", "twins",
            "persons", "judgement_share")
    kept = {key: document[key] for key in keys}
    kept["years"] = years
    kept_of = judged if whole else compared
    kept["main"] = kept_of(document["parity"], document["groups"], years)
    kept["further"] = [kept_of(each["parity"], each["groups"], years)
                       for each in document["definitions"] if each["kind"] == "beside"]
    if whole:
        kept["others"] = [beside(each, years) for each in document["definitions"] if each["kind"] != "beside"]
        kept["measures"] = measures_of(document["measures"], years)
        kept["noise"] = document["noise"]
        kept["warnings"] = document["warnings"]
    return rounded(kept)


def value_at(series, year, key):
    return next(row[key] for row in series if row["year"] == year)


def flat(document, deciding=None):
    """Numbers by name: of the goal years, all definitions with words of their own, the measures, and luck where there are twins.

    Of a single replicate that will be paired also whether parity is there, and the lowest ratio: that of `deciding`, since a few
    replicates cannot tell who decides.
    """
    found = {}
    judged_by = [("main", document["groups"])] + [
        (each["name"], each["groups"]) for each in document["definitions"] if each["kind"] == "beside"]
    for goal in document["parity"]["goals"]:
        year = goal["year"]
        for name, groups in judged_by:
            for group in groups:
                for key in ("ratio", "missing", "entrants") if group["name"] in FEW else ("ratio",):
                    found[f"{year} {name} {group['name']} {key}"] = value_at(group["series"], year, key)
            found[f"{year} {name} workforce"] = workforce(groups, year)
        if deciding:
            found[f"{year} main parity"] = goal["p"]
            found[f"{year} main lowest ratio"] = min(found[f"{year} main {group} ratio"] for group in deciding)
        for measure in document["measures"]:
            found[f"{year} {measure['name']}"] = value_at(measure["groups"][0]["series"], year, "mean")
    for row in document["noise"]:
        found[f"{row['year']} luck {row['quantity']} {row['group'] or ''}".strip()] = row["sd_process"]
    return found


def first(document):
    """By what a later run of the same replicates is known again."""
    return rounded({"digests": document["digests"], "figures": flat(document)})


def mean(values):
    return math.fsum(values) / len(values)


def deviation(values):
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1)) if len(values) > 1 else None


def correlation(one, other):
    if len(one) < 3 or not deviation(one) or not deviation(other):
        return None
    products = math.fsum((a - mean(one)) * (b - mean(other)) for a, b in zip(one, other))
    return products / (len(one) - 1) / deviation(one) / deviation(other)


def paired(small, large):
    """Means and deviations of each figure at two scales, and of the differences replicate by replicate."""
    found = {}
    for name in small[0]:
        both = [(a[name], b[name]) for a, b in zip(small, large) if a[name] is not None and b[name] is not None]
        if not both:
            continue
        ones, others = map(list, zip(*both))
        differences = [a - b for a, b in both]
        spread = deviation(differences)
        found[name] = {"n": len(both), "small": mean(ones), "large": mean(others), "difference": mean(differences),
                       "se": spread / math.sqrt(len(both)) if spread is not None else None,
                       "sd_small": deviation(ones), "sd_large": deviation(others), "correlation": correlation(ones, others)}
    return rounded(found)
