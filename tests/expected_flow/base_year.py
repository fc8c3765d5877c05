"""The people of the base year (docs/packs.md, section 5): by state x region x group x age x years in the stage."""
import numpy as np

from figures import cells
from pack_text import NotSolved


class People(dict):
    """(stage, field, credential) -> array by region x group x age x tenure."""

    def __init__(self, space, pathway):
        super().__init__()
        self.space, self.pathway = space, pathway

    def at(self, stage, field, credential):
        if (stage, field, credential) not in self:
            sizes = [self.space.size(dimension) for dimension in ("region", "group", "age")]
            self[stage, field, credential] = np.zeros([*sizes, self.pathway.stages[stage].classes])
        return self[stage, field, credential]

    def total(self):
        return sum(people.sum(axis=-1) for people in self.values())


def first_people(study, space, pathway, figures):
    base = study.pack["base"]
    population = cells(figures.read(study.pack["demography"]["population"], "demography.population"))[0, :, :, 0]
    region_share = cells_by_region(study, figures)
    enrolled = cohort_shares(study, space, pathway)
    people = People(space, pathway)
    left = np.ones_like(population)
    for (stage, field, credential), share in enrolled.items():
        people.at(stage, field, credential)[:] = region_share[:, :, None, None] * population[:, :, None] * share
        left -= share.sum(axis=-1)
    at_work = spread_stocks(study, space, figures, population * left)
    rest = population * left - sum(at_work.values())
    residual = figures.read(base["residual"], "base.residual")
    for s, stage in enumerate(space.names["stage"]):
        for k in range(space.size("credential")):
            share = np.nan_to_num(residual_of(residual, s, k))
            if share.any():
                at_work[stage, 0, k] = at_work.get((stage, 0, k), 0.0) + rest * share
    tenure = figures.read(base["tenure"], "base.tenure") if "tenure" in base else None
    for (stage, field, credential), by_age in at_work.items():
        years = years_in_stage(space, tenure, stage, pathway.stages[stage].classes)
        people.at(stage, field, credential)[:] += region_share[:, :, None, None] * by_age[:, :, None] * years
    if (abs(people.total().sum(axis=0) - population) > 1e-6 * population).any():
        raise NotSolved("base.residual: shares that do not sum to 1 where people are left")
    return people


def cells_by_region(study, figures):
    return cells(figures.read(study.pack["demography"]["region_share"], "demography.region_share"))[:, :, 0, 0]


def residual_of(residual, stage, credential):
    return cells(residual, stage=stage, credential=credential)[0, :, :, 0]


def cohort_shares(study, space, pathway):
    """Shares of each age and group that are in a stage of `forward`: a cohort goes through the exits of the base year."""
    forward = study.pack["base"]["forward"]
    groups, ages = space.size("group"), space.size("age")
    shares = {}
    born_into = study.pack["demography"]["born_into"]
    now = {(born_into, 0, 0): one_in_class_0(pathway, born_into, groups)}
    for age in range(ages):
        if age > 0:
            now = a_year_of_the_cohort(study, space, pathway, now, age)
        for state, share in now.items():
            if state not in shares:
                shares[state] = np.zeros((groups, ages, share.shape[-1]))
            shares[state][:, age] += share
        now = {state: share for state, share in now.items() if share.any()}
    return {state: share for state, share in shares.items() if state[0] in forward}


def one_in_class_0(pathway, stage, groups):
    share = np.zeros((groups, pathway.stages[stage].classes))
    share[:, 0] = 1.0
    return share


def a_year_of_the_cohort(study, space, pathway, now, age):
    """One year of exits at an age; those who leave the stages of `forward` are dropped."""
    after = {}

    def add(state, share):
        after[state] = after[state] + share if state in after else share

    for (stage, field, credential), share in now.items():
        exits, staying = pathway.of_year(stage, field, credential, study.base)
        add((stage, field, credential), a_year_on(share * at_age(staying, age)))
        for one, chance in exits:
            if one.to not in study.pack["base"]["forward"]:
                continue
            movers = share * at_age(chance, age)
            for f, part in pathway.fields_after(one, stage, field, credential, study.base):
                came = np.zeros((share.shape[0], pathway.stages[one.to].classes))
                came[:, 0] = (movers * at_age(part, age)).sum(axis=-1)
                add((one.to, f, max(credential, one.credential)), came)
    return after


def at_age(values, age):
    """By group x tenure what is by region x group x age x tenure, for a figure that is the same in all regions."""
    if values.shape[0] > 1:
        raise NotSolved("base.forward: exits by region")
    return values[0, :, age if values.shape[2] > 1 else 0]


def a_year_on(people):
    """Years in the stage (the last axis) one up; the last class keeps its own."""
    older = np.zeros_like(people)
    older[..., 1:] = people[..., :-1]
    older[..., -1] += people[..., -1]
    return older


def spread_stocks(study, space, figures, room):
    """Stocks by stage x field x credential x group over ages. The profile says how frequent they are among the people of an age
    who are not in a stage of `forward`: `room`, by group x age."""
    stocks = figures.read(study.pack["base"]["stocks"], "base.stocks")
    profile = figures.read(study.pack["base"]["age_profile"], "base.age_profile")
    spread = {}
    for s, stage in enumerate(space.names["stage"]):
        for f in range(space.size("field")):
            for k in range(space.size("credential")):
                number = np.nan_to_num(cells(stocks, stage=s, field=f, credential=k)[0, :, 0, 0])
                if not number.any():
                    continue
                weight = np.nan_to_num(cells(profile, stage=s, credential=k, field=f)[0, :, :, 0]) * room
                spread[stage, f, k] = weight / weight.sum(axis=1, keepdims=True) * number[:, None]
    if (sum(spread.values()) > room * (1.0 + 1e-9)).any():
        raise NotSolved("base.stocks: more people of an age and group than there are; what then becomes of them is not solved")
    return spread


def years_in_stage(space, tenure, stage, classes):
    """Shares by age x years in the stage: geometric with the mean of the table, longer ones counted as age - 16."""
    ages = np.arange(space.size("age"))
    if tenure is None:
        return (np.arange(classes) == 0).astype(float)
    mean = np.broadcast_to(np.nan_to_num(cells(tenure, stage=space.names["stage"].index(stage))[0, 0, :, 0]), ages.shape)
    odds = mean / (1.0 + mean)
    most = np.maximum(ages - 16, 0)
    years = np.arange(space.size("age"))
    exact = (1.0 - odds)[:, None] * odds[:, None] ** years
    at_most = np.where(years < most[:, None], exact, 0.0)
    at_most[ages, most] = odds ** most
    result = at_most[:, :classes].copy()
    result[:, -1] += at_most[:, classes:].sum(axis=1)
    return result
