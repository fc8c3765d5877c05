"""Year by year: demography, exits in two phases, markets (docs/packs.md, sections 3, 4 and 7), in expected people."""
import numpy as np

from base_year import People, a_year_on, cells_by_region, first_people
from chances import Pathway
from crosswalk import classes_of
from figures import Figures, Space, cells
from pack_text import NotSolved

PHASES = ("progress", "separate")


class Solver:
    """Expected people of a study, at first those of its base year; `step` takes a year.

    `figures` of another solver of the same pack may be given, that tables are read once. `alter` changes figures before
    anything is computed from them (twins).
    """

    def __init__(self, study, figures=None, alter=None):
        self.study, self.year = study, study.base
        self.figures = figures or Figures(Space(study), study.directory)
        self.space = self.figures.space
        self.pathway = Pathway(study, self.space, self.figures)
        demography = study.pack["demography"]
        self.staying, self.births, self.arriving = (
            self.figures.read(demography[key], f"demography.{key}") for key in ("staying", "births", "arrivals"))
        self.region_share = cells_by_region(study, self.figures)
        self.advantage = np.ones(self.space.size("group"))  # lots of an applicant in a lottery
        self.classes = classes_of(study, self.space)
        if alter:
            alter(self)
        self.people = first_people(study, self.space, self.pathway, self.figures)
        self.base_people = dict(self.people)  # later years replace these arrays, they do not write into them
        self.base_total = self.people.total()
        self.markets = checked_markets(study)
        self.posts = {name: self.held(market["to"]) for name, market in self.markets.items()}
        self.flows, self.hires, self.vital, self.competition = {}, {}, {}, {}

    def held(self, stage):
        """People in a stage by region x field."""
        at = np.zeros((self.space.size("region"), self.space.size("field")))
        for (s, f, _), people in self.people.items():
            if s == stage:
                at[:, f] += people.sum(axis=(1, 2, 3))
        return at

    def step(self):
        self.year += 1
        self.flows, self.hires = {}, {}
        entered = People(self.space, self.pathway)  # in a stage since this year: in no race
        self.demography(entered)
        for phase in PHASES:
            self.race(phase, entered)
        for state, people in entered.items():
            self.people.at(*state)[:] += people
        for name, market in self.markets.items():
            self.clear(name, market)

    def demography(self, entered):
        """Everybody is a year older or gone; then births and arrivals."""
        at = {"year": self.year - self.study.base}
        staying, leavers = cells(self.staying, **at), 0.0
        for state, people in self.people.items():
            kept = people * staying
            leavers = leavers + (people - kept).sum(axis=(0, 2, 3))
            older = np.zeros_like(people)
            older[:, :, 1:] = kept[:, :, :-1]
            older[:, :, -1] += kept[:, :, -1]
            self.people[state] = older
        born = cells(self.births, **at)[0, :, 0, 0]
        entered.at(self.study.pack["demography"]["born_into"], 0, 0)[:, :, 0, 0] += born * self.region_share
        arriving = cells(self.arriving, **at)[0, :, :, 0]
        self.arrive(arriving * self.region_share[:, :, None], entered)
        self.vital = {"births": born, "arrivals": arriving.sum(axis=-1), "leavers": leavers}

    def arrive(self, arriving, entered):
        """They come in the states of those of their age in the base year. Years in the stage are those of a year end: whoever has
        some is in this year's race with one less, whoever has none came to the stage this year."""
        share = np.divide(arriving, self.base_total, out=np.zeros_like(arriving), where=self.base_total > 0.0)
        for state, people in self.base_people.items():
            come = people * share[..., None]
            entered.at(*state)[..., 0] += come[..., 0]
            self.people.at(*state)[:] += a_year_back(come, self.pathway.stages[state[0]])

    def race(self, phase, entered):
        """Exits of the stages of one phase. Who takes one is set aside: nobody is in two races."""
        for state, people in list(self.people.items()):
            stage, field, credential = state
            if self.pathway.stages[stage].phase != phase:
                continue
            exits, staying = self.pathway.of_year(stage, field, credential, self.year)
            for one, chance in exits:
                movers = by_age(people, chance)
                self.flows[stage, one.name] = self.flows.get((stage, one.name), 0.0) + movers.sum(axis=(0, 2))
                if one.to == "out":
                    continue
                for f, part in self.pathway.fields_after(one, stage, field, credential, self.year):
                    came = movers * part[..., 0] if part.shape[-1] == 1 else by_age(people, chance * part)
                    entered.at(one.to, f, max(credential, one.credential))[..., 0] += came
            self.people[state] = a_year_on(people * staying)

    def clear(self, name, market):
        """Empty posts, shared over all who apply in proportion; a market for each region and field."""
        growth = self.figures.read(market["demand"]["growth"], f"market.{name}.demand.growth")
        at = {"year": self.year - self.study.base}
        rates = [cells(growth, field=f, **at)[0, 0, 0, 0] for f in range(self.space.size("field"))]
        self.posts[name] = self.posts[name] * (1.0 + np.array(rates))
        vacancies = self.posts[name] - self.held(market["to"])
        if (vacancies < -1e-9 * self.posts[name]).any():
            raise NotSolved(f"market.{name}: lay-offs, which would come in {self.year}, are not solved")
        least = market.get("credential_at_least", self.space.names["credential"][0])
        apply = [s for s in self.people if s[0] in market["from"] and s[2] >= self.space.names["credential"].index(least)]
        applicants, lots = np.zeros_like(vacancies), np.zeros_like(vacancies)
        for state in apply:
            of_group = self.people[state].sum(axis=(2, 3))
            applicants[:, state[1]] += of_group.sum(axis=1)
            lots[:, state[1]] += (of_group * self.advantage).sum(axis=1)
        self.competition[name] = applicants, np.maximum(vacancies, 0.0)
        hires = np.minimum(np.maximum(vacancies, 0.0), applicants)
        per_lot = np.divide(hires, lots, out=np.zeros_like(lots), where=lots > 0.0)
        for stage, field, credential in apply:
            people = self.people[stage, field, credential]
            hired = people * (per_lot[:, field, None] * self.advantage)[:, :, None, None]
            self.people[stage, field, credential] = people - hired
            self.people.at(market["to"], field, credential)[..., 0] += hired.sum(axis=-1)
            self.hires[name, stage] = self.hires.get((name, stage), 0.0) + hired.sum(axis=(0, 2, 3))


def by_age(people, chance):
    """People times a chance, summed over years in the stage."""
    return np.einsum("rgat,rgat->rga", people, np.broadcast_to(chance, people.shape))


def a_year_back(people, stage):
    """Years in the stage (the last axis) one down, those of none left out. The last class is open and no chance tells it from
    the one before, so those in it stay there; in a timed stage it is a single year."""
    back = np.zeros_like(people)
    back[..., :-1] = people[..., 1:]
    if not stage.duration and not stage.max_years:
        back[..., -2] = 0.0
        back[..., -1] = people[..., -1]
    return back


def checked_markets(study):
    """The markets, if they are of the kind that is solved: by region and field, and no chains."""
    markets = study.pack["market"]
    filled = {market["to"] for market in markets.values()}
    for name, market in markets.items():
        if market.get("by") != ["region", "field"]:
            raise NotSolved(f"market.{name}.by: only markets by region and field are solved")
        if filled.intersection(market["from"]) or any(":" in stage for stage in market["from"]):
            raise NotSolved(f"market.{name}.from: stages that markets fill, and pools, are not solved")
    if len(filled) != len(markets):
        raise NotSolved("market: two markets that fill one stage are not solved")
    return markets
