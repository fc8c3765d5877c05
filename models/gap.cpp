#include "models/gap.hpp"

#include "sim/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stempath::models {

namespace {

using Future = GapSpec::Future;

/*!
 * Log-odds of one exit in one cell, by group: `eta[g * step]`, of which `shift` (or null) is no
 * part of the gap.
 */
void narrow_cell(Gap const& gap, std::uint32_t groups, std::size_t step, std::int32_t* eta,
                 std::int32_t const* shift) {
    auto const own = [&](std::size_t g) {
        return static_cast<double>(eta[g * step]) - (shift == nullptr ? 0 : shift[g * step]);
    };
    double sum = 0.0, weight = 0.0;
    for (std::size_t g = 0; g < groups; ++g)
        if (eta[g * step] != eta_never) {
            sum += gap.weights[g] * own(g);
            weight += gap.weights[g];
        }
    if (weight <= 0.0)
        return;
    double const mean = sum / weight;
    for (std::size_t g = 0; g < groups; ++g)
        if (eta[g * step] != eta_never)
            eta[g * step] +=
                static_cast<std::int32_t>(std::llround((1.0 - gap.left) * (mean - own(g))));
}

void narrow_fields(RunState& run, Year& year) {
    auto const& model = run.model;
    for (std::size_t i = 0; i < model.field_races.size(); ++i) {
        auto const& race = model.field_races[i];
        std::size_t const step = race.step[static_cast<std::size_t>(Dim::group)];
        if (!race.has_gap || step == 0)
            continue;
        auto& live = run.live_fields[i] = race;
        auto extent = race.extent;
        extent[static_cast<std::size_t>(Dim::group)] = 1;
        for_each_cell(extent, [&](Coords const& c) {
            for (std::uint32_t f = 0; f < model.states.fields; ++f)
                narrow_cell(run.gap, model.n_groups, step, live.eta.data() + race.offset(c) + f,
                            nullptr);
        });
        year.fields[i] = &live;
    }
}

double left_of(RunState const& run, std::int32_t years) {
    auto const& gap = run.model.pack->gap;
    switch (gap.future) {
    case Future::constant:
        return 1.0;
    case Future::fading:
        return sim::exp_of(-sim::log_of(2.0) * years / gap.half_life);
    case Future::surroundings:
        break;
    }
    if (run.gap.dissimilarity <= 0.0)
        return 1.0;
    return std::min(1.0, dissimilarity(run.workforce, run.reference) / run.gap.dissimilarity);
}

} // namespace

bool is_gap(GapSpec const& gap, ExitSpec const& exit) {
    return std::find(gap.except.begin(), gap.except.end(), exit.full_name) == gap.except.end();
}

double dissimilarity(std::vector<double> const& a, std::vector<double> const& b) {
    double const all_a = std::accumulate(a.begin(), a.end(), 0.0);
    double const all_b = std::accumulate(b.begin(), b.end(), 0.0);
    if (all_a <= 0.0 || all_b <= 0.0)
        return 0.0;
    double sum = 0.0;
    for (std::size_t g = 0; g < a.size(); ++g)
        sum += std::abs(a[g] / all_a - b[g] / all_b);
    return 0.5 * sum;
}

void begin_gap(RunState& run) {
    run.gap.weights = run.reference;
    run.gap.dissimilarity = dissimilarity(run.workforce, run.reference);
}

void change_gap(RunState& run, Year& year) {
    run.gap.left = left_of(run, year.index);
    if (run.gap.left != 1.0)
        narrow_fields(run, year);
}

bool changes_with_gap(RunState const& run, StageRace const& race) {
    return run.gap.left != 1.0 && race.group_step != 0 &&
           std::find(race.has_gap.begin(), race.has_gap.end(), 1) != race.has_gap.end();
}

void narrow(Gap const& gap, std::uint32_t groups, StageRace& live) {
    std::size_t const width = live.width();
    for (std::size_t cell = 0; cell < live.eta.size(); cell += width) {
        if (cell / live.group_step % groups != 0)
            continue;
        for (std::size_t j = 0; j + 1 < width; ++j)
            if (live.has_gap[j] != 0)
                narrow_cell(gap, groups, live.group_step, live.eta.data() + cell + j,
                            live.shift.empty() ? nullptr : live.shift.data() + cell + j);
    }
}

} // namespace stempath::models
