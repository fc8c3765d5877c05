#include "bench/naive_tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace stempath::bench {

using models::Dim;

namespace {

bool stays_inside(models::StageRace const& race) {
    return race.exits.size() <= most_exits &&
           std::none_of(race.exits.begin(), race.exits.end(),
                        [](auto const& e) { return e.to == sim::stage_gone; });
}

void refuse_unless_plain(models::Model const& model) {
    auto const& pack = *model.pack;
    bool const plain = pack.demography && pack.base && pack.entries.empty() &&
                       model.quotas.empty() &&
                       std::all_of(model.races.begin(), model.races.end(), stays_inside) &&
                       std::all_of(pack.markets.begin(), pack.markets.end(), [](auto const& m) {
                           return m.by_region && m.by_field && m.pools.empty() && !m.slots &&
                                  !m.score.lottery && m.laid_off_to != models::out;
                       });
    if (!plain)
        throw std::invalid_argument(
            "the plain loop knows ages, exits by odds and markets by region and field only");
}

NaiveExit exit_of(models::Model const& model, models::StageRace const& race, std::size_t j) {
    auto const& move = race.exits[j];
    NaiveExit e;
    e.to = move.to;
    e.field_kind = move.field_kind;
    e.field = move.field;
    e.credential = move.credential;
    for (std::size_t t = 0; t < models::n_traits; ++t)
        e.beta[t] = race.beta[t][j] * 0x1p-16;
    if (move.field_kind == models::FieldChange::Kind::drawn) {
        e.field_shares = model.field_races[move.field_race].shares;
        models::Coords c;
        c[Dim::field] = 1;
        e.field_stride = e.field_shares->offset(c);
    }
    return e;
}

NaiveStage stage_of(models::Model const& model, models::StageRace const& race) {
    auto const extent = [&](Dim d) {
        return static_cast<int>(race.extent[static_cast<std::size_t>(d)]);
    };
    NaiveStage s;
    s.years = extent(Dim::year);
    s.ages = extent(Dim::age);
    s.regions = extent(Dim::region);
    s.tenures = extent(Dim::tenure);
    s.groups = extent(Dim::group);
    s.fields = extent(Dim::field);
    s.credentials = extent(Dim::credential);
    for (std::size_t j = 0; j < race.exits.size(); ++j)
        s.exits.push_back(exit_of(model, race, j));
    for (auto const eta : race.eta)
        s.log_odds.push_back(eta == models::eta_never ? -std::numeric_limits<double>::infinity()
                                                      : eta * 0x1p-20);
    return s;
}

} // namespace

NaiveTables::NaiveTables(models::Measures const& measures) : model(&measures.model) {
    refuse_unless_plain(*model);
    auto const& pack = *model->pack;
    base_year = model->base_year;
    last_year = model->last_year;
    last_age = pack.demography->last_age;
    groups = static_cast<int>(model->n_groups);
    regions = static_cast<int>(model->n_regions);
    stages = static_cast<int>(model->states.stages);
    fields = static_cast<int>(model->states.fields);
    credentials = static_cast<int>(model->states.credentials);
    scale = model->settings.scale;
    for (auto const& race : model->races)
        stage.push_back(stage_of(*model, race));
    models::Coords c;
    for (c[Dim::year] = 0; c[Dim::year] <= last_year - base_year; ++c[Dim::year])
        for (c[Dim::age] = 0; c[Dim::age] <= last_age; ++c[Dim::age])
            for (c[Dim::group] = 0; c[Dim::group] < groups; ++c[Dim::group])
                staying.push_back(pack.demography->staying.at(c));
    has_traits = pack.traits.has_value();
    if (has_traits) {
        develop_from = pack.traits->from_age;
        develop_to = pack.traits->to_age;
        keep = 1.0 - pack.traits->kappa;
        pull = pack.traits->kappa * std::sqrt(pack.traits->rho);
        noise = std::sqrt((1.0 - keep * keep) * (1.0 - pack.traits->rho));
        start_pull = std::sqrt(pack.traits->rho);
        start_noise = std::sqrt(1.0 - pack.traits->rho);
    }
    auto const by_combination = [&](std::vector<std::uint8_t> const& by_state) {
        std::vector<std::uint8_t> all(model->states.combinations());
        for (std::uint32_t state = 0; state < by_state.size(); ++state)
            all[model->states.combination(state)] = by_state[state];
        return all;
    };
    is_stem = by_combination(model->is_stem);
    is_workforce = by_combination(measures.definitions.front().workforce);
    is_reference = by_combination(measures.definitions.front().reference);
    for (int age = 0; age <= 200; ++age)
        counts_at.push_back(measures.definitions.front().bands[model->band_of(age)]);
    applies = model->applies;
}

} // namespace stempath::bench
