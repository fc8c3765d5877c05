#include "models/gap.hpp"
#include "models/programmes.hpp"
#include "models/race_bounds.hpp"
#include "models/race_odds.hpp"

#include "sim/elementary.hpp"
#include "sim/quantities.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stempath::models {

namespace {

//! Position of `name` in a sorted list.
std::uint32_t position(std::vector<std::string> const& sorted, std::string const& name) {
    return static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), name) -
                                      sorted.begin());
}

//! The shares of each cell as log-odds against each other.
FieldRace field_race(Cube const& shares, std::uint32_t fields) {
    FieldRace race;
    race.shares = &shares;
    race.extent = shares.extents();
    race.extent[static_cast<std::size_t>(Dim::field)] = 1;
    race.no_beta.resize(fields);
    std::uint32_t step = fields + 1;
    for (std::size_t d = n_dims; d-- > 0; step *= race.extent[d])
        race.step[d] = race.extent[d] > 1 ? step : 0;
    race.eta.resize(step, eta_never);
    for_each_cell(race.extent, [&](Coords c) {
        std::int32_t* eta = race.eta.data() + race.offset(c);
        for (c[Dim::field] = 0; c[Dim::field] < static_cast<std::int32_t>(fields); ++c[Dim::field])
            eta[c[Dim::field]] =
                sim::log_odds_of(sim::Probability::held(shares.at(c)), sim::Probability(1.0)).raw();
    });
    return race;
}

ExitMove move_of(ExitSpec const& spec, Model& model) {
    ExitMove m;
    m.to = spec.to == out ? sim::stage_gone : static_cast<std::uint8_t>(spec.to);
    m.field_kind = spec.field.kind;
    m.field = static_cast<std::uint8_t>(spec.field.field);
    m.credential = static_cast<std::uint8_t>(spec.credential.value_or(0));
    m.flow = position(model.exit_names, spec.full_name);
    if (spec.field.kind == FieldChange::Kind::drawn) {
        m.field_race = static_cast<std::uint32_t>(model.field_races.size());
        model.field_races.push_back(field_race(spec.field.shares, model.states.fields));
        model.field_races.back().has_gap = is_gap(model.pack->gap, spec);
    }
    return m;
}

//! What the race of a stage depends on.
Extents extents(Pack const& pack, StatedOdds const& stated, ExitList const& exits) {
    Extents e = stated.extent;
    for (auto const* exit : exits) {
        e = widest(e, added_extents(*exit));
        auto& years = e[static_cast<std::size_t>(Dim::year)];
        years = std::max(years, shift_years(pack, *exit));
        if (!exit->boards.empty()) // a board may be each group's own
            e[static_cast<std::size_t>(Dim::group)] =
                static_cast<std::uint32_t>(pack.groups.size());
    }
    return e;
}

void set_steps(StageRace& race) {
    auto const extent = [&](Dim d) { return race.extent[static_cast<std::size_t>(d)]; };
    std::uint32_t step = race.width();
    auto const take = [&](Dim d) {
        std::uint32_t const s = extent(d) > 1 ? step : 0;
        step *= extent(d);
        return s;
    };
    race.credential_step = take(Dim::credential);
    race.field_step = take(Dim::field);
    race.group_step = take(Dim::group);
    race.tenure_step = take(Dim::tenure);
    race.slice_size = step;
}

//! Which differences between groups may change, and what is no part of them.
void keep_gap(StageRace& race, Pack const& pack, ExitList const& exits) {
    bool shifted = false;
    for (auto const* exit : exits) {
        race.has_gap.push_back(is_gap(pack.gap, *exit) ? 1 : 0);
        shifted = shifted || !exit->shifts.empty();
    }
    if (!shifted)
        return;
    race.shift.resize(race.eta.size());
    for_each_cell(race.extent, [&](Coords const& c) {
        auto* const shift = race.shift.data() + race.place(c);
        for (std::size_t j = 0; j < exits.size(); ++j)
            shift[j] = sim::LogOdds::nearest(programme_shift(pack, *exits[j], c)).raw();
    });
}

void fill(StageRace& race, Pack const& pack, StageSpec const& stage, ExitList const& exits) {
    std::size_t const slices =
        race.extent[0] * race.extent[1] * race.extent[static_cast<std::size_t>(Dim::region)];
    race.eta.resize(slices * race.slice_size);
    fill_odds(race, pack, stage);
    if (pack.gap.future != GapSpec::Future::constant)
        keep_gap(race, pack, exits);
    bound_race(race, slices);
}

//! Below 2 after rounding too: times the greatest trait it must fit into 32 bits.
std::int32_t beta_q16(double beta) {
    constexpr long most = 2 * 65536 - 1;
    return static_cast<std::int32_t>(std::clamp(std::lround(beta * 65536.0), -most, most));
}

StageRace build_race(std::size_t index, Model& model, Model const* drawn_from) {
    Pack const& pack = *model.pack;
    auto const& stage = pack.stages[index];
    StageRace race;
    race.phase = stage.phase;
    auto const exits = raced_exits(stage);
    for (auto const* e : exits) {
        race.exits.push_back(move_of(*e, model));
        race.hash.push_back(sim::name_hash(e->full_name));
        race.answers.push_back(&e->boards);
        race.reads_boards = race.reads_boards || !e->boards.empty();
        for (std::size_t t = 0; t < n_traits; ++t) {
            race.beta[t].push_back(beta_q16(e->beta[t]));
            race.reads_trait[t] = race.reads_trait[t] || race.beta[t].back() != 0;
        }
    }
    race.stated = drawn_from == nullptr ? stated_odds(stage, nullptr, nullptr)
                                        : stated_odds(stage, &drawn_from->pack->stages[index],
                                                      drawn_from->races[index].stated);
    race.extent = extents(pack, *race.stated, exits);
    set_steps(race);
    fill(race, pack, stage, exits);
    return race;
}

} // namespace

std::uint32_t StageRace::slice(std::int32_t year, std::int32_t age, std::uint32_t region) const {
    auto const held = [](std::int32_t v, std::uint32_t n) {
        return static_cast<std::uint32_t>(std::clamp(v, 0, static_cast<std::int32_t>(n) - 1));
    };
    std::uint32_t const regions = extent[static_cast<std::size_t>(Dim::region)];
    return (held(year, extent[0]) * extent[1] + held(age, extent[1])) * regions +
           (regions > 1 ? region : 0);
}

std::size_t StageRace::place(Coords const& c) const {
    auto const at = [&](Dim d) { return static_cast<std::uint32_t>(c[d]); };
    return std::size_t{slice(c[Dim::year], c[Dim::age], at(Dim::region))} * slice_size +
           at(Dim::tenure) * tenure_step + at(Dim::group) * group_step +
           at(Dim::field) * field_step + at(Dim::credential) * credential_step;
}

namespace {

//! What the boards ask of the order of the year and of the counts.
void mark_boards(Pack const& pack, Model& model) {
    model.counts_applicants.resize(pack.markets.size());
    for (auto const& board : pack.boards)
        if (board.of == BoardSpec::Of::hired)
            model.counts_applicants[board.market] = 1;
    for (auto const& race : model.races)
        for (auto const* const responses : race.answers)
            for (auto const& response : *responses)
                model.boards_within_year =
                    model.boards_within_year || pack.boards[response.board].lag == 0;
}

} // namespace

void build_races(Pack const& pack, Model& model, Model const* drawn_from) {
    for (auto const& stage : pack.stages)
        for (auto const& exit : stage.exits)
            model.exit_names.push_back(exit.full_name);
    std::sort(model.exit_names.begin(), model.exit_names.end());
    model.n_exits = static_cast<std::uint32_t>(model.exit_names.size());
    for (auto const& name : model.exit_names)
        model.field_purpose.emplace_back(name + ".field");
    for (std::size_t s = 0; s < pack.stages.size(); ++s) {
        model.races.push_back(build_race(s, model, drawn_from));
        for (auto const& exit : pack.stages[s].exits)
            if (exit.form == ExitForm::quota)
                model.quotas.push_back(
                    {static_cast<std::uint8_t>(s), move_of(exit, model), &exit.value,
                     exit.every_year ? 0 : pack.stages[s].duration.value_or(1) - 1});
    }
    mark_boards(pack, model);
}

} // namespace stempath::models
