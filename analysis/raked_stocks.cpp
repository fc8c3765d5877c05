#include "analysis/raked_stocks.hpp"

#include "analysis/rake.hpp"
#include "models/cube_sums.hpp"
#include "models/space.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::analysis {

namespace {

using models::Coords;
using models::Dim;
using Ncses = models::WorkClass::Ncses;

//! Stocks over all of their dimensions, and the margins of the targets in them.
class Stocks {
  public:
    explicit Stocks(models::Pack const& pack)
        : pack_(pack), bachelors_(models::position_of(pack.credentials, "bachelors").value_or(0)) {
        auto extent = models::Cube(0.0).extents();
        extent[static_cast<std::size_t>(Dim::stage)] =
            static_cast<std::uint32_t>(pack.stages.size());
        extent[static_cast<std::size_t>(Dim::field)] =
            static_cast<std::uint32_t>(pack.fields.size());
        extent[static_cast<std::size_t>(Dim::credential)] =
            static_cast<std::uint32_t>(pack.credentials.size());
        extent[static_cast<std::size_t>(Dim::group)] =
            static_cast<std::uint32_t>(pack.groups.size());
        cube = models::Cube(extent);
        models::for_each_cell(extent,
                              [&](Coords const& c) { cube.at(c) = pack.base->stocks.at(c); });
        cube.from = pack.base->stocks.from;
    }

    models::Cube cube;

    //! The cells that a target counts; of everybody, or of its groups.
    std::vector<std::size_t> cells(Target const& target, bool everybody) const {
        std::vector<std::size_t> in;
        models::for_each_cell(cube.extents(), [&](Coords const& c) {
            auto const stage = static_cast<std::size_t>(c[Dim::stage]);
            bool const group =
                everybody || target.groups[static_cast<std::size_t>(c[Dim::group])] != 0;
            auto const work = work_of(c);
            bool const ncses =
                work != Ncses::none && (target.ncses == Ncses::none || target.ncses == work);
            bool const education =
                target.held == Education::any ||
                (target.held == Education::bachelors_or_more) ==
                    (c[Dim::credential] >= static_cast<std::int32_t>(bachelors_));
            if (group && ncses && education && (target.stages.empty() || target.stages[stage] != 0))
                in.push_back(cube.offset(c));
        });
        return in;
    }

    double sum(std::vector<std::size_t> const& cells) const {
        double n = 0.0;
        for (auto const i : cells)
            n += cube.values()[i];
        return n;
    }

  private:
    Ncses work_of(Coords const& c) const {
        auto const at = (static_cast<std::size_t>(c[Dim::stage]) * pack_.fields.size() +
                         static_cast<std::size_t>(c[Dim::field])) *
                            pack_.credentials.size() +
                        static_cast<std::size_t>(c[Dim::credential]);
        return pack_.crosswalk[at].ncses;
    }

    models::Pack const& pack_;
    std::size_t bachelors_;
};

//! Whether a target counts the residents of all regions, and nobody else: a pool's people at work
//! are in no stock.
bool of_residents(models::Pack const& pack, Target const& t) {
    std::vector<std::uint8_t> residents(pack.regions.size(), 1);
    bool others = false;
    for (auto const& pool : pack.pools)
        if (pool.start) {
            others = true;
            residents[pool.region] = 0;
        }
    return t.regions.empty() ? !others : t.regions == residents;
}

//! Workers in the base year, of all ages: what a table of stocks can answer for.
bool is_margin(models::Pack const& pack, Target const& t) {
    return t.quantity == Quantity::workers && t.first == pack.base_year && t.last == t.first &&
           !t.from_age && of_residents(pack, t);
}

double found(Stocks const& stocks, Target const& t, std::vector<std::size_t> const& cells) {
    double const n = stocks.sum(cells);
    return t.unit == Unit::persons ? n : n / stocks.sum(stocks.cells(t, true));
}

double greatest_change(models::Cube const& before, models::Cube const& after) {
    double most = 0.0;
    for (std::size_t i = 0; i < before.values().size(); ++i)
        if (before.values()[i] > 0.0)
            most = std::max(most, std::abs(after.values()[i] / before.values()[i] - 1.0));
    return most;
}

//! Targets of workers in the base year that the base stocks must answer for.
std::vector<Target const*> margins_of(models::Pack const& pack, Targets const& targets) {
    std::vector<Target const*> margins;
    if (pack.base && !pack.crosswalk.empty())
        for (auto const& t : targets.all)
            if (is_margin(pack, t))
                margins.push_back(&t);
    return margins;
}

} // namespace

void check_stocks(models::Pack const& pack, Targets const& targets, models::Diagnostics& problems) {
    auto const asked = margins_of(pack, targets);
    if (asked.empty())
        return;
    Stocks const stocks(pack);
    for (auto const* const t : asked)
        if (double const n = found(stocks, *t, stocks.cells(*t, false)); !t->in_range(n))
            problems.add(models::ProblemKind::sum, t->where, t->id,
                         fmt::format("a margin that does not sum: the base stocks that the "
                                     "crosswalk counts here come to {:.10g}, outside of {:.10g} to "
                                     "{:.10g}. Mend base.stocks, the crosswalk or this row, or let "
                                     "\"stempath calibrate\" rake the stocks.",
                                     n, t->low, t->high));
}

std::optional<RakedStocks> rake_stocks(models::Pack const& pack, Targets const& targets,
                                       models::Diagnostics& problems) {
    auto const asked = margins_of(pack, targets);
    if (asked.empty())
        return std::nullopt;
    Stocks stocks(pack);
    auto const before = stocks.cube;
    RakedStocks raked;
    std::vector<Margin> margins;
    for (auto const* const t : asked) {
        auto cells = stocks.cells(*t, false);
        raked.outside += t->in_range(found(stocks, *t, cells)) ? 0 : 1;
        double const of = t->unit == Unit::persons ? 1.0 : stocks.sum(stocks.cells(*t, true));
        margins.push_back({std::move(cells), t->value * of});
    }
    raked.margins = margins.size();
    if (raked.outside == 0)
        return std::nullopt;
    // Margins of shares move with their totals, which the first raking settles.
    for (int round = 0; round < 3; ++round) {
        for (std::size_t i = 0; i < asked.size(); ++i)
            if (asked[i]->unit == Unit::share)
                margins[i].target = asked[i]->value * stocks.sum(stocks.cells(*asked[i], true));
        rake(stocks.cube.values(), margins);
    }
    for (std::size_t i = 0; i < asked.size(); ++i)
        if (double const n = found(stocks, *asked[i], margins[i].cells); !asked[i]->in_range(n))
            problems.add(
                models::ProblemKind::sum, asked[i]->where, asked[i]->id,
                fmt::format("a margin that does not sum: the base stocks, raked to all "
                            "margins, come to {:.10g}, outside of {:.10g} to {:.10g}. Mend "
                            "the margins that contradict it, or widen its range.",
                            n, asked[i]->low, asked[i]->high));
    raked.greatest_change = greatest_change(before, stocks.cube);
    raked.stocks = std::move(stocks.cube);
    return raked;
}

} // namespace stempath::analysis
