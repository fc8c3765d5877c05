//! Who moves in a year of the expected path: quotas, then one race for everybody else.
#include "models/expected_year.hpp"

#include "models/programmes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace stempath::models {

namespace {

//! What rounding may leave for staying where the chances to leave sum to 1.
constexpr double no_room = 1e-9;

bool is_limit(StageSpec const& stage, ExitSpec const& exit) {
    return stage.max_years && exit.name == "limit";
}

bool has_decided(StageSpec const& stage, Coords const& c) {
    return stage.duration && c[Dim::tenure] >= *stage.duration - 1;
}

bool races(StageSpec const& stage, ExitSpec const& exit, Coords const& c) {
    return exit.form != ExitForm::quota && !is_limit(stage, exit) &&
           (!stage.duration || has_decided(stage, c) || exit.every_year);
}

//! Calls f(Coords) for the cells of a stage at the year of the figures.
template <class F>
void for_each_cell_of(ExpectedYear const& year, std::size_t stage, F f) {
    for_each_cell(year.now.shape().extents(stage), [&](Coords c) {
        c[Dim::year] = year.index;
        f(c);
    });
}

//! Takes a quota out of each cell of its table, blind to all that the table does not tell apart; a
//! short cell gives all it has.
void expect_quota(ExpectedYear& year, std::size_t stage, std::size_t exit) {
    auto const& spec = year.pack.stages[stage];
    auto const& number = spec.exits[exit].value;
    std::int32_t const from = spec.exits[exit].every_year ? 0 : spec.duration.value_or(1) - 1;
    std::vector<double> at_risk(number.values().size(), 0.0);
    for_each_cell_of(year, stage, [&](Coords const& c) {
        if (c[Dim::tenure] >= from)
            at_risk[number.offset(c)] += year.now.at(stage, c);
    });
    for_each_cell_of(year, stage, [&](Coords const& c) {
        double const all = at_risk[number.offset(c)];
        if (c[Dim::tenure] < from || all <= 0.0)
            return;
        double& here = year.now.at(stage, c);
        double const taken = here * std::min(1.0, number.at(c) / all);
        year.move(stage, exit, c, taken);
        here -= taken;
    });
}

} // namespace

double ExpectedRace::total() const { return std::accumulate(exit.begin(), exit.end(), stay); }

ExpectedRace expected_race(Pack const& pack, std::size_t stage, Coords const& c) {
    auto const& spec = pack.stages[stage];
    // Probabilities are odds against what they leave for staying; log-odds are so already.
    double left = 1.0;
    for (auto const& exit : spec.exits)
        if (exit.form == ExitForm::probability && races(spec, exit, c))
            left -= exit.value.at(c);
    bool const may_stay = (spec.stay || !has_decided(spec, c)) && left > no_room;
    std::vector<double> log_odds; // beside the probabilities
    double top = may_stay ? 0.0 : -std::numeric_limits<double>::infinity();
    for (auto const& exit : spec.exits) {
        bool const odds = exit.form == ExitForm::log_odds;
        log_odds.push_back(shift_of(pack, exit, c) + (odds ? exit.value.at(c) : 0.0));
        if (races(spec, exit, c) && (odds || exit.value.at(c) > 0.0))
            top = std::max(top, log_odds.back());
    }
    ExpectedRace race;
    for (std::size_t j = 0; j < spec.exits.size(); ++j) {
        auto const& exit = spec.exits[j];
        double const odds = exit.form == ExitForm::log_odds ? 1.0 : exit.value.at(c);
        race.exit.push_back(races(spec, exit, c) ? odds * std::exp(log_odds[j] - top) : 0.0);
    }
    race.stay = may_stay ? left * std::exp(-top) : 0.0;
    if (spec.max_years && c[Dim::tenure] >= *spec.max_years - 1)
        for (std::size_t j = 0; j < spec.exits.size(); ++j)
            if (is_limit(spec, spec.exits[j]))
                race.exit[j] = std::exchange(race.stay, 0.0);
    return race;
}

void ExpectedYear::move(std::size_t stage, std::size_t exit, Coords const& c, double persons) {
    auto const& spec = pack.stages[stage].exits[exit];
    auto const& shape = next.shape();
    flow[(shape.first_exit[stage] + exit) * shape.groups +
         static_cast<std::size_t>(c[Dim::group])] += persons;
    if (spec.to == out)
        return;
    Coords to = c;
    to[Dim::tenure] = 0;
    if (spec.credential)
        to[Dim::credential] =
            std::max(to[Dim::credential], static_cast<std::int32_t>(*spec.credential));
    if (spec.field.kind == FieldChange::Kind::set)
        to[Dim::field] = static_cast<std::int32_t>(spec.field.field);
    if (spec.field.kind != FieldChange::Kind::drawn) {
        next.at(spec.to, to) += persons;
        return;
    }
    Coords drawn = c;
    for (std::int32_t f = 0; f < static_cast<std::int32_t>(shape.fields); ++f) {
        drawn[Dim::field] = to[Dim::field] = f;
        next.at(spec.to, to) += persons * spec.field.shares.at(drawn);
    }
}

void expect_quotas(ExpectedYear& year) {
    for (std::size_t s = 0; s < year.pack.stages.size(); ++s)
        for (std::size_t e = 0; e < year.pack.stages[s].exits.size(); ++e)
            if (year.pack.stages[s].exits[e].form == ExitForm::quota)
                expect_quota(year, s, e);
}

void expect_races(ExpectedYear& year) {
    for (std::size_t s = 0; s < year.pack.stages.size(); ++s)
        for_each_cell_of(year, s, [&](Coords const& c) {
            double const persons = year.now.at(s, c);
            if (persons <= 0.0)
                return;
            auto const race = expected_race(year.pack, s, c);
            double const total = race.total();
            for (std::size_t e = 0; e < race.exit.size(); ++e)
                if (race.exit[e] > 0.0)
                    year.move(s, e, c, persons * (race.exit[e] / total));
            Coords stayed = c;
            ++stayed[Dim::tenure];
            year.next.at(s, stayed) += persons * (race.stay / total);
        });
}

} // namespace stempath::models
