"""What docs/results.md says in words written by hand. They state no number: numbers come from the record."""

INTRODUCTION = """This page says what the scenarios of the library find: when, if at all, the STEM workforce comes to
mirror the people of working age in the United States and in Philadelphia. Every number on it stands in the record of
the runs (`tests/results/recorded.json`); the page is written from that record by a program, and a test fails when the
page is not what the record says, or when the program no longer finds what was recorded. Do not edit it: [How it is
kept true](#how-it-is-kept-true)."""

READING = (
    (
        "ratio",
        "share of a group in the workforce over its share in the reference, mean over the draws; one is proportional",
    ),
    (
        "range",
        "in brackets: from the 5 % to the 95 % quantile over the draws, so that nine draws in ten lie within",
    ),
    (
        "draw",
        "a replicate of the study, with every doubtful figure of the pack drawn anew from its range, and with luck of "
        "its own",
    ),
    (
        "furthest behind",
        "of the groups that decide on parity, the one with the lowest mean ratio",
    ),
    (
        "chance of parity",
        "share of the draws in which every deciding group reaches the tolerance by that year and keeps it for the "
        "years in a row that the definition asks for; the range of a chance is what so many draws can tell, with 95 %. "
        "*Resolved*: that range lies on one side of one half",
    ),
    (
        "year of parity",
        "median over the draws, those without parity counted as later than all others; *later*: more than half of the "
        "draws do not get there within the horizon, so that all that is known of the median is that it is later",
    ),
    (
        "people missing",
        "how many more of a group the workforce would have to hold, at its size, for the group to be proportional",
    ),
    (
        "entrants",
        "people who come into the workforce in a year from outside of it; they come back, too, and are counted each "
        "time",
    ),
)

CAREERS = {
    "careers": "hired",
    "returned": "of them returned",
    "moved_in": "moved in",
    "meaning": (
        "*hired*: residents who took up STEM work in the year, wherever it is, and had none at the end of the year before; "
        "*of them returned*: who had some at the end of the base year or later, a lower bound; *moved in*: people who came to "
        "live there in the year and had such work at once, not among the others."),
}

CHANCE = """A chance is about this model with these ranges. It holds the luck of single lives and doubt about the
figures; it does not hold doubt about the form of the model, and the ranges are themselves mostly judgement. The range
of a chance says how well so many draws tell it, not how sure the world is."""

PLACES = {
    "us-2050": {
        "title": "The United States to 2050",
        "question": (
            "When do the people who hold the nation's STEM jobs mirror its residents of working age by sex and by race "
            "or ethnicity?"),
        "numerator": (
            "everyone at work in a STEM job as the National Science Foundation counts them in its broad definition: "
            "science and engineering, related work with health, and skilled technical work"),
        "reference": "all residents of the country of the same ages, year by year, as the Census Bureau projects them",
        "definitions": {
            "main": "jobs over residents",
        },
        "short": {
            "main": "jobs",
        },
        "scenarios": {
            "us-2050": "Published projections of people and posts, today's rates of moving, nothing added and nothing cut.",
            "us-2050-frozen-demand": (
                "No STEM market grows: only posts that somebody leaves are filled. It tells what growing markets "
                "contribute."),
            "us-2050-trend": (
                "Differences between groups in choosing a STEM major and STEM work go on changing as they did in the "
                "last decade."),
            "us-2050-entrants-at-parity": (
                "Posts are filled in proportion to residents from the first year on, and groups are given about as many "
                "applicants as that takes. No policy could do that in a year; it is a limit, run as a scenario."),
            "us-2050-entrants-and-exits-at-parity": "As the one before, and women and men leave STEM work alike.",
        },
        "caveats": (
            "Most figures of the pack are judgement; what is published are people, births, arrivals, stocks of "
            "workers, growth of posts for a decade and part of the rates of school and college. Rates of leaving by "
            "age and years in post, the inflow from other work and all splits below the published margins are judged "
            "or fitted.",
            "The definition decides as much as the scenario does: read the table of other definitions before quoting a "
            "ratio. The broad definition holds the skilled trades, where few women work, and health, where many do.",
            "No rate of leaving differs by race, since none is published; what is known of it by sign stands in the "
            "doubt about entry. Where people live enters no rate.",
            "Arrivals are laid out like residents of their age and group, which understates what immigration brings to "
            "STEM work. People who are at work and study, or hold two jobs, are not seen. Nobody's children are "
            "simulated: rates of leaving are mixtures of parents and others.",
            "Posts grow as projected whatever people do: wages, hiring elsewhere and technology do not answer. Where "
            "people are fewer than posts, posts stay empty; with growth in doubt this happens in some draws, so that "
            "the mean workforce is smaller than without doubt.",
            "Some numbers were moved until the model meets its targets; which, by how much, and what is missed still stands "
            "in the pack's README and beside its `fit.toml`.",
            "Growth of posts after the last published projection is judgement.",
            "Where a group of residents grows fast, as people of two or more races do, the workforce lags behind it "
            "even when every entrant is proportional: those at work came when the group was smaller.",
            "Entrants and leavers at parity are limiting cases. In medicine and research some groups still have too few "
            "applicants late in the horizon, and in some draws so have others, since the tables of applicants were made "
            "without doubt: hires are then some hundredths off proportional.",
            "In each draw the fitted numbers answer to the draws of all other figures, in a straight line: most draws meet "
            "the targets as the fit does. How many, target by target, stands in the pack's `fit_table.csv`.",
            "In the model under-represented groups leave STEM work a little less often than others of their class and "
            "education; the sources say a little more often. This favours parity.",
            "Who the educators are follows from who seeks work with which field, and is not held against any source: "
            "the composition of educators is not to be used.",
            "Groups of fewer than a hundredth of residents are shown and do not decide.",
        ),
    },
    "philadelphia-2030": {
        "title": "Philadelphia to 2030 and on to 2050",
        "question": (
            "When do the people who hold the city's STEM jobs mirror its residents of working age by sex and by race "
            "or ethnicity, and how many women, Black and Hispanic residents come into STEM careers in a year?"),
        "numerator": (
            "everyone who holds a STEM job in the city, residents and commuters alike, in the broad definition of the "
            "National Science Foundation; beside it *careers*: residents of the city at work in STEM, wherever their "
            "job is"),
        "reference": "residents of the city of the same ages, year by year, as the pack's path of the city has them",
        "definitions": {
            "main": "jobs in the city over residents",
            "residents": "residents' careers over residents",
        },
        "short": {
            "main": "jobs",
            "residents": "careers",
        },
        "scenarios": {
            "philadelphia-2030": (
                "Today's rates of the city where it has them, the nation's where it has none; nothing added and "
                "nothing cut."),
            "philadelphia-2030-frozen-demand": (
                "No STEM market grows: only posts that somebody leaves are filled. It tells what growing markets "
                "contribute."),
            "philadelphia-2030-trend": (
                "Differences between groups go on changing as they did in the nation in the last decade; the city's "
                "own changes are not known."),
            "philadelphia-2030-entrants-at-parity": (
                "Every post in the city that becomes free is filled in proportion to residents from the first year on. "
                "Residents are too few to bring all these applicants, so people from outside bring the rest: a bound "
                "of jobs, not of residents' careers."),
            "philadelphia-2030-entrants-and-exits-at-parity": "As the one before, and women and men leave STEM work alike.",
        },
        "caveats": (
            "Most figures are judgement, more than in the national pack. The city gives its people, births, migration, "
            "school enrolment, graduation, and residents at work in STEM by class; nobody publishes for it the make-up "
            "of the broad STEM workforce, STEM jobs by place of work, who commutes to them, or any rate of entry to or "
            "exit from STEM work.",
            "Jobs are further from parity than careers because commuters hold a large part of the posts, and few of "
            "them are Black or Hispanic. How many they are and who they are is judgement, and decides the answer: no "
            "source holds it.",
            "Where the city has no figure, the nation's is used: education after school, leaving, retiring, returning. "
            "Where the city differs, the pack does not know it.",
            "The inflow from other work was adjusted so that today's make-up of resident workers goes on as the "
            "nation's does. That the city's gap does not close by itself is therefore put in, on the evidence of years "
            "without a trend; it is not found.",
            "Some numbers were moved until the model meets its targets; which, by how much, and what is missed still stands "
            "in the pack's README and beside its `fit.toml`.",
            "A resident who moves to the suburbs leaves the model's post; in life many keep it and commute. Colleges "
            "of the city draw students from elsewhere, whom the pack counts as residents of their age.",
            "In each draw the fitted numbers answer to the draws of all other figures, in a straight line: most draws meet "
            "the targets as the fit does. Those targets are nearly all judged, with wide ranges.",
            "Who the educators are is not held against any source: their composition is not to be used.",
            "With entrants at parity commuters come to hold more of the posts: the city's jobs mirror its residents "
            "while residents' careers gain less.",
            "Groups of fewer than a hundredth of residents are shown and do not decide.",
        ),
    },
}

FUTURES = {
    "constant": "they stay as they are",
    "fading": "they halve every so many years, a figure of the pack that is in doubt",
    "surroundings": "they shrink as the workforce comes to mirror the reference, and stay while it does not",
}

FUTURES_TEXT = """Between groups of the same age, years and field there remain differences in moving on that nothing
in the model explains. What becomes of them is not known, so the study is run under three futures. The draws are the
same, figure by figure and person by person where people live the same lives, so that differences between the rows are
told more sharply than the ranges suggest. No future is the likely one."""

INERTIA = """The *inertia bound* is the first year in which the workforce would be at parity if everybody who comes
from the first year on were proportional, while people leave as they do in the run. It asks what time alone would
need. It is not the best that can be: a workforce that is fed in proportion lags behind a reference that moves, and
a group of whom more than their proportion come is held back by the question. The share of entrants needed is what a group would have to be of all who come, from the first year on, for
parity of that group by the goal."""

EVERY_CLASS = """Parity in the whole can hide that one group fills one kind of work and another group another kind. So
each class of work is also judged by itself, against the same residents."""

LUCK = """Draws differ by *luck* (of single lives, more so at a small scale) and by *doubt* (about the figures). Luck
is told from twins, draws that were run a second time with the same figures. More people would make luck smaller and
leave doubt as it is."""

ADEQUACY = """A study runs with fewer synthetic people than there are people. Is that enough? The first draws of each
study were run at both scales. A draw has the same figures at any scale, so each is compared with itself: the mean of
the differences tells what the small scale moves, and its standard error how well that is known. A difference is given
as a share of the 90 % range (of a normal distribution with the deviation over draws at the larger scale) too: what is
small against the range does not change an answer."""

KEPT = """`tests/results/studies.py` lists the studies, `record.py` runs them and keeps what this page needs,
`page.py` writes the page from it. With every test run the page is compared with the record, and the first draws of
every study are run anew: a draw is keyed by its number, so that the first draws run alone are those of the full
study, bit for bit. When the model or a pack has changed, that test fails, and the remedy is `python3
tests/results/record.py` and then `python3 tests/results/page.py`. Differences between two versions of this page are
what the change did to the answers."""
