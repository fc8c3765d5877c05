"""Parts of a recorded study."""

DISPLAYED = ("women", "hispanic", "black")
SHORT = {"hispanic": "Hispanic", "black": "Black", "aian": "American Indian", "nhpi": "Pacific Islander",
         "two_or_more": "two or more races"}


def group(definition, name):
    return next(each for each in definition["groups"] if each["name"] == name)


def at(definition, name, year):
    """The row of a group in a year."""
    return group(definition, name)["years"][str(year)]


def deciding(definition):
    return [each for each in definition["groups"] if each["deciding"]]


def furthest_behind(definition, year):
    """The deciding group with the lowest mean ratio."""
    return min(deciding(definition), key=lambda each: each["years"][str(year)]["ratio"])


def label(definition, name):
    """What pages call a group, in short where that is known."""
    return SHORT.get(name) or group(definition, name)["label"]


def definitions(study):
    """The main definition and those with words of their own, by name."""
    return {each["name"]: each for each in (study["main"], *study["further"])}


def goal_of(definition, year):
    return next(goal for goal in definition["goals"] if goal["year"] == year)


def goals(study):
    return [goal["year"] for goal in study["main"]["goals"]]


def future_years(study):
    """Goal years, and the last year where that is none."""
    return sorted({*goals(study), study["end_year"]})


def noise(study, year, quantity, name=None):
    return next((row for row in study["noise"]
                 if (row["year"], row["quantity"], row["group"]) == (year, quantity, name)), None)


def measure(study, name):
    return next(each for each in study["measures"] if each["name"] == name)


def measured(each, name, year):
    return next(part for part in each["groups"] if part["name"] == name)["years"][str(year)]
