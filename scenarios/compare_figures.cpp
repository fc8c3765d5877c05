#include "scenarios/comparison.hpp"

#include "models/doubt.hpp"
#include "models/space.hpp"
#include "scenarios/figure_preview.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace stempath::scenarios {

namespace {

using models::Coords;
using models::Cube;
using models::Dim;
using models::Pack;

//! A figure with the pack whose names its positions have.
struct Side {
    Pack const& pack;
    Cube const& cube;
};

//! Positions of the same name in A and in B.
using Pairs = std::vector<std::pair<std::int32_t, std::int32_t>>;

Pairs same_years(Pack const& a, Pack const& b) {
    Pairs pairs;
    auto const last = std::min(a.last_year, b.last_year);
    for (auto year = std::max(a.base_year, b.base_year); year <= last; ++year)
        pairs.emplace_back(year - a.base_year, year - b.base_year);
    return pairs;
}

//! Classes of age and of tenure: the last of each figure is open, so that longer ones read it.
Pairs same_classes(std::uint32_t a, std::uint32_t b) {
    Pairs pairs;
    for (std::int32_t i = 0; i < static_cast<std::int32_t>(std::max(a, b)); ++i)
        pairs.emplace_back(i, i);
    return pairs;
}

std::vector<std::string> names_along(Dim dim, Pack const& pack) {
    std::vector<std::string> names;
    if (dim == Dim::group)
        for (auto const& group : pack.groups)
            names.push_back(group.name);
    else if (dim == Dim::stage)
        for (auto const& stage : pack.stages)
            names.push_back(stage.name);
    else
        names = dim == Dim::region  ? pack.regions
                : dim == Dim::field ? pack.fields
                                    : pack.credentials;
    return names;
}

Pairs same_names(Dim dim, Pack const& a, Pack const& b) {
    Pairs pairs;
    auto const in_a = names_along(dim, a), in_b = names_along(dim, b);
    for (std::size_t i = 0; i < in_a.size(); ++i)
        if (auto const j = models::position_of(in_b, in_a[i]))
            pairs.emplace_back(static_cast<std::int32_t>(i), static_cast<std::int32_t>(*j));
    return pairs;
}

Pairs shared(Dim dim, Side const& a, Side const& b) {
    if (!a.cube.depends_on(dim) && !b.cube.depends_on(dim))
        return {{0, 0}};
    if (dim == Dim::year)
        return same_years(a.pack, b.pack);
    if (dim == Dim::age || dim == Dim::tenure)
        return same_classes(a.cube.extent(dim), b.cube.extent(dim));
    return same_names(dim, a.pack, b.pack);
}

//! "year 2030, group hispanic.women", along what either depends on.
std::string cell_name(Coords const& at_a, Coords const& at_b, Side const& a, Side const& b) {
    std::string name;
    for (auto const dim : models::all_dims)
        if (a.cube.depends_on(dim) || b.cube.depends_on(dim)) {
            bool const of_a = a.cube.extent(dim) >= b.cube.extent(dim);
            auto const& side = of_a ? a : b;
            name +=
                fmt::format("{}{} {}", name.empty() ? "" : ", ", models::name_of(dim),
                            position_name(dim, (of_a ? at_a : at_b)[dim], side.cube, side.pack));
        }
    return name;
}

//! Counts the cells that differ and keeps the one that differs most.
class CellComparison {
  public:
    CellComparison(Side const& a, Side const& b) : a_(a), b_(b) {
        for (auto const dim : models::all_dims) {
            pairs_[static_cast<std::size_t>(dim)] = shared(dim, a, b);
            extent_[static_cast<std::size_t>(dim)] =
                static_cast<std::uint32_t>(pairs_[static_cast<std::size_t>(dim)].size());
        }
    }

    Difference run(std::string const& key) {
        difference_.kind = Difference::Kind::figure;
        difference_.key = key;
        if (std::find(extent_.begin(), extent_.end(), 0u) == extent_.end())
            models::for_each_cell(extent_, [&](Coords const& cell) { look_at(cell); });
        return std::move(difference_);
    }

  private:
    void look_at(Coords const& cell) {
        Coords at_a, at_b;
        for (auto const dim : models::all_dims) {
            auto const& pair =
                pairs_[static_cast<std::size_t>(dim)][static_cast<std::size_t>(cell[dim])];
            at_a[dim] = pair.first;
            at_b[dim] = pair.second;
        }
        ++difference_.cells;
        double const a = a_.cube.at(at_a), b = b_.cube.at(at_b);
        if (a == b)
            return;
        if (difference_.differing++ == 0 ||
            std::abs(a - b) > std::abs(difference_.value_a - difference_.value_b)) {
            difference_.value_a = a;
            difference_.value_b = b;
            difference_.at = cell_name(at_a, at_b, a_, b_);
        }
    }

    Side a_, b_;
    std::array<Pairs, models::n_dims> pairs_;
    std::array<std::uint32_t, models::n_dims> extent_{};
    Difference difference_;
};

std::string range_of(Cube const& cube) {
    return cube.is_constant() && cube.low != cube.high
               ? fmt::format("{} to {}", cube.low, cube.high)
               : "";
}

//! What is drawn of a figure, as far as ranges and draws tell two apart.
std::string doubt_of(Cube const& cube) {
    if (!cube.doubt)
        return "";
    auto const& doubt = *cube.doubt;
    auto const widest = [](std::vector<double> const& v) {
        return *std::max_element(v.begin(), v.end());
    };
    return fmt::format("-{:.4g} +{:.4g}{}{}", widest(doubt.below), widest(doubt.above),
                       doubt.by.empty() ? "" : fmt::format(" by {} dimensions", doubt.by.size()),
                       doubt.name.empty() ? "" : ", draw " + doubt.name);
}

void compare_origins(std::vector<Difference>& into, Cube const& a, Cube const& b,
                     std::string const& key) {
    auto const add = [&](std::string_view what, std::string const& x, std::string const& y) {
        if (x != y)
            into.push_back({Difference::Kind::origin, key, std::string(what), x, y});
    };
    add("unit", a.from.unit, b.from.unit);
    add("source", a.from.source, b.from.source);
    add("grade", a.from.grade, b.from.grade);
    add("range", range_of(a), range_of(b));
    add("doubt", doubt_of(a), doubt_of(b));
}

} // namespace

std::vector<Difference> compare_figures(Pack const& pack_a, Cube const& a, Pack const& pack_b,
                                        Cube const& b, std::string const& key) {
    std::vector<Difference> found;
    auto difference = CellComparison({pack_a, a}, {pack_b, b}).run(key);
    if (difference.differing > 0 || difference.cells == 0) {
        difference.a = shape(a);
        difference.b = shape(b);
        found.push_back(std::move(difference));
    }
    compare_origins(found, a, b, key);
    return found;
}

} // namespace stempath::scenarios
