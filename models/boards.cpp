#include "models/boards.hpp"

#include "models/gap.hpp"
#include "models/race_bounds.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

//! Persons that a board counts: all, and those of its groups.
struct Counted {
    double all = 0.0, ours = 0.0;
    double share(double otherwise) const { return all > 0.0 ? ours / all : otherwise; }
};

bool counts(BoardSpec const& board, std::uint32_t group, std::uint32_t reader) {
    if (board.groups.empty())
        return group == reader;
    return std::find(board.groups.begin(), board.groups.end(), group) != board.groups.end();
}

double share_in_stage(RunState const& run, BoardSpec const& board, std::uint32_t reader) {
    Counted c;
    for (std::uint32_t g = 0; g < run.model.n_groups; ++g) {
        auto const n = static_cast<double>(
            board.lag == 0
                ? run.stage_total(board.stage, g)
                : run.last_stage_group[std::size_t{board.stage} * run.model.n_groups + g]);
        c.all += n;
        c.ours += counts(board, g, reader) ? n : 0.0;
    }
    return c.share(0.0);
}

double chance_in_market(RunState const& run, BoardSpec const& board, std::uint32_t reader) {
    Counted c;
    for (std::uint32_t g = 0; g < run.model.n_groups; ++g)
        if (counts(board, g, reader)) {
            std::size_t const at = std::size_t{board.market} * run.model.n_groups + g;
            c.all += static_cast<double>(run.last_applied[at]);
            c.ours += static_cast<double>(run.last_hired[at]);
        }
    return c.share(board.base);
}

//! [group][exit] log-odds that the boards add.
std::vector<sim::LogOdds> answers(RunState const& run, StageRace const& race) {
    constexpr double most = 1000.0; // log-odds end at 1023
    std::vector<sim::LogOdds> shifts;
    for (std::uint32_t g = 0; g < run.model.n_groups; ++g)
        for (auto const* const responses : race.answers) {
            double sum = 0.0;
            for (auto const& response : *responses)
                sum += response.gamma * board_value(run, run.model.pack->boards[response.board], g);
            shifts.push_back(sim::LogOdds::nearest(std::clamp(sum, -most, most)));
        }
    return shifts;
}

//! Each cell shifted by its group's answer.
void answer(RunState const& run, StageRace const& race, StageRace& live) {
    auto const shifts = answers(run, race);
    std::size_t const exits = race.exits.size();
    for (std::size_t cell = 0; cell < live.eta.size(); cell += race.width()) {
        std::size_t const group =
            race.group_step == 0 ? 0 : cell / race.group_step % run.model.n_groups;
        for (std::size_t j = 0; j < exits; ++j) {
            auto& eta = live.eta[cell + j];
            eta = (sim::LogOdds(eta) + shifts[group * exits + j]).raw();
        }
    }
}

//! `race` without its other years.
void take_year(StageRace const& race, std::int32_t year, StageRace& live) {
    std::size_t const cells = std::size_t{race.extent[static_cast<std::size_t>(Dim::age)]} *
                              race.extent[static_cast<std::size_t>(Dim::region)] * race.slice_size;
    auto const begin = static_cast<std::ptrdiff_t>(race.slice(year, 0, 0)) * race.slice_size;
    auto const take = [&](auto const& from, auto& into) {
        into.assign(from.begin() + begin,
                    from.begin() + begin + static_cast<std::ptrdiff_t>(cells));
    };
    if (live.exits.empty())
        live = race;
    live.extent[static_cast<std::size_t>(Dim::year)] = 1;
    take(race.eta, live.eta);
    if (!race.shift.empty())
        take(race.shift, live.shift);
}

} // namespace

double board_value(RunState const& run, BoardSpec const& board, std::uint32_t group) {
    double const x = board.of == BoardSpec::Of::share ? share_in_stage(run, board, group)
                                                      : chance_in_market(run, board, group);
    return (board.at_least ? (x >= *board.at_least ? 1.0 : 0.0) : x) - board.centre;
}

void publish_races(RunState& run, Year& year, YearPhase phase) {
    for (std::size_t s = 0; s < run.model.races.size(); ++s) {
        auto const& race = run.model.races[s];
        bool const changes = changes_with_gap(run, race);
        if ((!race.reads_boards && !changes) || race.phase != phase)
            continue;
        auto& live = run.live_races[s];
        take_year(race, year.index, live);
        if (changes)
            narrow(run.gap, run.model.n_groups, live);
        if (race.reads_boards)
            answer(run, race, live);
        bound_race(live, live.eta.size() / live.slice_size);
        year.races[s] = &live;
    }
}

void keep_chances(RunState& run) {
    auto const& model = run.model;
    std::size_t const groups = model.n_groups,
                      market = (std::size_t{model.states.stages} + 1) * model.n_regions * groups;
    run.last_applied = run.total.applied;
    std::fill(run.last_hired.begin(), run.last_hired.end(), 0);
    for (std::size_t i = 0; i < run.total.hires.size(); ++i)
        run.last_hired[i / market * groups + i % groups] += run.total.hires[i];
}

} // namespace stempath::models
