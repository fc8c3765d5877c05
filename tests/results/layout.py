"""Numbers as texts, and tables in Markdown."""
import math

DASH = "-"


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def within(low, high, form):
    """The range of a mean, with words where a minus sign would read as a dash."""
    between = " to " if low < 0 or high < 0 else "-"
    return f"({form(low)}{between}{form(high)})"


def with_range(row, key, form):
    if row.get(key) is None:
        return DASH
    if row.get(f"{key}_low") is None:
        return form(row[key])
    return f"{form(row[key])} {within(row[f'{key}_low'], row[f'{key}_high'], form)}"


def ratio(value):
    return DASH if value is None else f"{value:.2f}"


def fine(value):
    """Three digits after the point, for what is compared closely."""
    return DASH if value is None else f"{value:.3f}"


def percent(share, digits=1):
    return DASH if share is None else f"{100 * share:.{digits}f} %"


def bare_percent(share):
    return f"{100 * share:.1f}"


def points(share):
    return signed(100 * share, "{:.1f}".format)


def rounded(value, digits=3):
    """As many leading digits, the others zero."""
    if not value:
        return 0.0
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def people(value):
    """Three digits: no more is known."""
    if value is None:
        return DASH
    short = rounded(value)
    if abs(short) >= 999_500:
        decimals = max(0, 2 - math.floor(math.log10(abs(short) / 1e6)))
        return f"{short / 1e6:.{decimals}f} million"
    return f"{short:,.0f}"


def people_range(row, key):
    """Mean with its range."""
    if row.get(key) is None:
        return DASH
    return spanned(row[key], row[f"{key}_low"], row[f"{key}_high"], people)


def spanned(value, low, high, form):
    """Value and range; a unit that both ends share stands once."""
    ends = [form(low), form(high)]
    unit = ends[1].partition(" ")[2]
    if unit and ends[0].endswith(" " + unit):
        ends[0] = ends[0].removesuffix(" " + unit)
    return f"{form(value)} ({ends[0]}-{ends[1]})"


def money(value):
    for name, unit in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if abs(value) >= unit:
            return f"{rounded(value) / unit:.3g} {name}"
    return people(value)


def chance(goal):
    """In the words of the terminal page: never 0 or 1, for so many draws cannot tell that."""
    reached = round(goal["p"] * goal["n"])
    if reached == 0:
        words = f"under {percent(goal['high'])}"
    elif reached == goal["n"]:
        words = f"over {percent(goal['low'])}"
    else:
        words = f"{percent(goal['p'], 0)} ({100 * goal['low']:.0f}-{100 * goal['high']:.0f})"
    return f"{words}, {'resolved' if goal['resolved'] else 'not resolved'}"


def year_of_parity(definition, draws, end):
    reached = f"{definition['reached']} of {draws} draws by {end}"
    return f"{definition['median_year']:.0f} ({reached})" if definition["median_year"] else f"later than {end} ({reached})"


def listed(words):
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def signed(value, form):
    """With its sign, which nothing has that is shown as zero."""
    text = form(abs(value))
    if not any(digit in text for digit in "123456789"):
        return text
    return f"{'+' if value > 0 else '-'}{text}"
