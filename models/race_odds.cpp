#include "models/race_odds.hpp"

#include "models/programmes.hpp"

#include "sim/quantities.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

//! What people of one slice and of the same years in stage differ in.
constexpr bool is_inner(Dim d) {
    return d == Dim::group || d == Dim::field || d == Dim::credential;
}

//! The part of the extents along inner dimensions, or along all others.
Extents only(bool inner, Extents extent) {
    for (std::size_t d = 0; d < n_dims; ++d)
        if (is_inner(static_cast<Dim>(d)) != inner)
            extent[d] = 1;
    return extent;
}

//! Where the cells of a race stand in a table that spans less; what lies outside takes its end.
class Places {
  public:
    //! `entries` of the table to a cell.
    Places(Extents const& race, Extents const& table, std::size_t entries) : table_(table) {
        for (std::size_t d = n_dims; d-- > 0; entries *= table[d])
            step_[d] = entries;
        for_each_cell(only(true, race), [&](Coords const& c) { inner_.push_back(of(c)); });
    }

    std::size_t of(Coords const& c) const {
        std::size_t at = 0;
        for (std::size_t d = 0; d < n_dims; ++d)
            at += std::min(static_cast<std::uint32_t>(c.at[d]), table_[d] - 1) * step_[d];
        return at;
    }
    //! Of all groups, fields and credentials, seen from the first: to be added to that.
    std::vector<std::size_t> const& inner() const { return inner_; }

  private:
    Extents table_;
    std::array<std::size_t, n_dims> step_{};
    std::vector<std::size_t> inner_;
};

//! What is added to the log-odds of one exit.
class Added {
  public:
    Added(StageRace const& race, Pack const& pack, ExitSpec const& spec, std::size_t exit)
        : exit_(exit), places_(race.extent, extents(race, spec), 1) {
        for_each_cell(extents(race, spec), [&](Coords const& c) {
            by_cell_.push_back(sim::LogOdds::nearest(shift_of(pack, spec, c)));
        });
    }

    //! To the cells of all groups, fields and credentials, the first of which is `c`.
    void add(Coords const& c, std::int32_t* eta, std::size_t width) const {
        auto const* const from = by_cell_.data() + places_.of(c);
        eta += exit_;
        for (auto const at : places_.inner()) {
            *eta = (sim::LogOdds(*eta) + from[at]).raw();
            eta += width;
        }
    }

  private:
    static Extents extents(StageRace const& race, ExitSpec const& spec) {
        auto e = added_extents(spec);
        auto const all = [&](Dim d) {
            e[static_cast<std::size_t>(d)] = race.extent[static_cast<std::size_t>(d)];
        };
        if (spec.trend || !spec.shifts.empty())
            all(Dim::year);
        if (!spec.shifts.empty())
            all(Dim::tenure);
        return e;
    }

    std::size_t exit_;
    Places places_;
    std::vector<sim::LogOdds> by_cell_;
};

std::vector<Added> all_added(StageRace const& race, Pack const& pack, StageSpec const& stage) {
    std::vector<Added> all;
    auto const exits = raced_exits(stage);
    for (std::size_t j = 0; j < exits.size(); ++j)
        if (auto const& e = *exits[j];
            (e.offset || e.trend || !e.shifts.empty()) && !is_limit(stage, e))
            all.emplace_back(race, pack, e, j);
    return all;
}

void copy(std::int32_t const* from, Places const& places, std::size_t width, std::int32_t* eta) {
    for (auto const at : places.inner())
        for (std::size_t j = 0; j < width; ++j)
            *eta++ = from[at + j];
}

} // namespace

Extents added_extents(ExitSpec const& exit) {
    auto e = no_extents();
    for (auto const* const cube : {&exit.offset, &exit.trend})
        if (*cube)
            e = widest(e, (*cube)->extents());
    for (auto const& shift : exit.shifts)
        e = widest(e, shift.log_odds.extents());
    return e;
}

void fill_odds(StageRace& race, Pack const& pack, StageSpec const& stage) {
    std::size_t const width = race.width();
    Places const stated(race.extent, race.stated->extent, width);
    auto const all = all_added(race, pack, stage);
    for_each_cell(only(false, race.extent), [&](Coords const& c) {
        auto* const eta = race.eta.data() + race.place(c);
        copy(race.stated->eta.data() + stated.of(c), stated, width, eta);
        for (auto const& added : all)
            added.add(c, eta, width);
    });
}

} // namespace stempath::models
