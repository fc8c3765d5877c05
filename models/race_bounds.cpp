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

//! One slice of a race: years in stage outermost, then groups, then all others.
class Slice {
  public:
    Slice(StageRace const& race, std::size_t slice)
        : width_(race.width()), groups_(race.groups()),
          tenures_(race.extent[static_cast<std::size_t>(Dim::tenure)]),
          together_(race.slice_size / (std::size_t{tenures_} * groups_)),
          eta_(race.eta.data() + slice * race.slice_size) {}

    //! Greatest log-odds that a group has of an exit, or of staying, at fewer years in stage.
    std::int32_t greatest(std::size_t exit, std::uint32_t group, std::uint32_t tenures) const {
        std::int32_t greatest = eta_never;
        for (std::uint32_t t = 0; t < tenures; ++t) {
            auto const* const cells = eta_ + (std::size_t{t} * groups_ + group) * together_;
            for (std::size_t k = exit; k < together_; k += width_)
                greatest = std::max(greatest, cells[k]);
        }
        return greatest;
    }
    bool possible(std::size_t exit) const {
        for (std::uint32_t g = 0; g < groups_; ++g)
            if (greatest(exit, g, tenures_) != eta_never)
                return true;
        return false;
    }
    //! Least years in stage at which somebody must decide, or `tenures()`.
    std::uint32_t decides_from() const {
        std::size_t const size = tenures_ * groups_ * together_;
        for (std::size_t k = width_ - 1; k < size; k += width_)
            if (eta_[k] == eta_never)
                return static_cast<std::uint32_t>(k / (groups_ * together_));
        return tenures_;
    }
    std::uint32_t tenures() const { return tenures_; }

  private:
    std::size_t width_;
    std::uint32_t groups_, tenures_;
    std::size_t together_; //!< entries of one group and one number of years in stage
    std::int32_t const* eta_;
};

//! 2^24 times the greatest odds that traits can make of log-odds. Raised by 1e-4 to cover the
//! rounding of log-odds and of the sieve's own arithmetic in float.
float bound_of(std::int32_t eta, std::int32_t corner) {
    double const top = (static_cast<double>(eta) + corner) * 0x1p-20;
    return eta == eta_never
               ? 0.0f
               : static_cast<float>(sim::exp_of(std::min(top, 60.0)) * 0x1p24 * 1.0001);
}

//! Upper bounds of the odds in one slice, and how it stands.
void bound_slice(StageRace& race, std::size_t number) {
    std::size_t const n = race.exits.size();
    Slice const slice(race, number);
    std::uint32_t const decides_from = slice.decides_from();
    auto* bound = race.bound.data() + number * race.groups() * n;
    std::size_t possible = 0;
    for (std::size_t j = 0; j < n; ++j) {
        if (!slice.possible(j))
            continue;
        ++possible;
        race.forced[number] = static_cast<std::uint8_t>(j);
        for (std::uint32_t g = 0; g < race.groups(); ++g)
            bound[g * n + j] = bound_of(slice.greatest(j, g, decides_from), trait_corner(race, j));
    }
    race.decides_from[number] = decides_from;
    if (possible == 0)
        race.open[number] = Openness::closed;
    else if (decides_from == slice.tenures())
        race.open[number] = Openness::sieved;
    else
        race.open[number] =
            possible == 1 && !slice.possible(n) ? Openness::forced : Openness::raced;
}

} // namespace

void bound_race(StageRace& race, std::size_t slices) {
    race.bound.assign(slices * race.groups() * race.exits.size(), 0.0f);
    race.decides_from.resize(slices);
    race.open.resize(slices);
    race.forced.resize(slices);
    for (std::size_t s = 0; s < slices; ++s)
        bound_slice(race, s);
}

} // namespace stempath::models
