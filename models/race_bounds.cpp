#include "models/race_bounds.hpp"

#include "sim/elementary.hpp"

#include <algorithm>
#include <cstdlib>

namespace stempath::models {

namespace {

//! Greatest sum of beta x trait over the box in which traits are held.
std::int32_t trait_corner(StageRace const& race, std::size_t exit) {
    std::int64_t corner = 0;
    for (auto const& beta : race.beta)
        corner += (std::int64_t{std::abs(beta[exit])} * trait_bound >> 8) + 1;
    return static_cast<std::int32_t>(corner);
}

//! Greatest log-odds of one exit in a slice.
std::int32_t greatest_eta(StageRace const& race, std::size_t slice, std::size_t exit) {
    auto const* eta = race.eta.data() + slice * race.slice_size;
    std::int32_t greatest = eta_never;
    for (std::size_t k = exit; k < race.slice_size; k += race.width())
        greatest = std::max(greatest, eta[k]);
    return greatest;
}

//! Whether nobody in a slice must decide.
bool all_may_stay(StageRace const& race, std::size_t slice) {
    auto const* eta = race.eta.data() + slice * race.slice_size;
    for (std::size_t k = race.exits.size(); k < race.slice_size; k += race.width())
        if (eta[k] == eta_never)
            return false;
    return true;
}

//! Upper bounds of the odds in one slice, and how it stands.
void bound_slice(StageRace& race, std::size_t slice) {
    std::size_t const n = race.exits.size();
    auto* bound = race.bound.data() + slice * n;
    std::size_t possible = 0;
    for (std::size_t j = 0; j < n; ++j) {
        std::int32_t const greatest = greatest_eta(race, slice, j);
        double const top = (static_cast<double>(greatest) + trait_corner(race, j)) * 0x1p-20;
        // Raised by 1e-4 to cover the rounding of log-odds and of the sieve's own arithmetic in
        // float.
        bound[j] = greatest == eta_never
                       ? 0.0f
                       : static_cast<float>(sim::exp_of(std::min(top, 60.0)) * 0x1p24 * 1.0001);
        if (greatest != eta_never) {
            ++possible;
            race.forced[slice] = static_cast<std::uint8_t>(j);
        }
    }
    if (possible == 0)
        race.open[slice] = Openness::closed;
    else if (all_may_stay(race, slice))
        race.open[slice] = Openness::sieved;
    else
        race.open[slice] = possible == 1 && greatest_eta(race, slice, n) == eta_never
                               ? Openness::forced
                               : Openness::raced;
}

} // namespace

void bound_race(StageRace& race, std::size_t slices) {
    race.bound.resize(slices * race.exits.size());
    race.open.resize(slices);
    race.forced.resize(slices);
    for (std::size_t s = 0; s < slices; ++s)
        bound_slice(race, s);
}

} // namespace stempath::models
