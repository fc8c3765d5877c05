#include "models/figure_moves.hpp"

#include "models/extents.hpp"

#include "sim/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace stempath::models {

namespace {

Extents without(Extents extent, DimSet dims) {
    for (auto const d : all_dims)
        if ((dims & bit(d)) != 0)
            extent[static_cast<std::size_t>(d)] = 1;
    return extent;
}

//! The same cells along all that `extent` spans.
void widen(Cube& cube, Extents const& extent) {
    auto const wide = widest(cube.extents(), extent);
    if (wide == cube.extents())
        return;
    Cube wider(wide);
    for_each_cell(wide, [&](Coords const& c) { wider.at(c) = cube.at(c); });
    wider.from = cube.from;
    cube = std::move(wider);
}

//! Calls f(Coords, cell) for every cell, in the order in which they are stored.
template <class F>
void for_each_value(Cube& cube, F f) {
    std::size_t i = 0;
    for_each_cell(cube.extents(), [&](Coords const& c) { f(c, cube.values()[i++]); });
}

Cube sums_over(Cube& cube, DimSet over) {
    Cube sums(without(cube.extents(), over)); // of extent 1 along `over`, so that all cells meet
    for_each_value(cube, [&](Coords const& c, double x) { sums.at(c) += x; });
    return sums;
}

//! Gives the cells the sums that they had; where one is all there is it does not change at all.
void restore_sums(Cube& cube, Cube const& before, DimSet over) {
    Cube factor = sums_over(cube, over);
    for (std::size_t i = 0; i < factor.values().size(); ++i) {
        double const is = factor.values()[i];
        factor.values()[i] = is > 0.0 ? before.values()[i] / is : 1.0;
    }
    for_each_value(cube, [&](Coords const& c, double& x) { x *= factor.at(c); });
}

//! First and last position along `dim` with anybody.
std::pair<std::int32_t, std::int32_t> occupied(Cube const& cube, Coords c, Dim dim) {
    std::int32_t first = -1, last = -1;
    for (c[dim] = 0; c[dim] < static_cast<std::int32_t>(cube.extent(dim)); ++c[dim])
        if (cube.at(c) > 0.0) {
            first = first < 0 ? c[dim] : first;
            last = c[dim];
        }
    return {first, last};
}

} // namespace

std::optional<FigureShift> FigureMoves::shift(std::string const& key, DimSet parts) {
    auto const* const figure = of_.find(key);
    if (figure == nullptr)
        return std::nullopt;
    asked_.insert(key);
    return FigureShift(of_, *figure, key, normals_, parts);
}

void FigureMoves::cells(std::string const& key, Cube& cube) {
    auto const by = shift(key);
    if (!by)
        return;
    auto const scale = of_.find(key)->doubt->scale;
    widen(cube, by->extents());
    for_each_value(cube, [&](Coords const& c, double& x) { x = moved(scale, x, by->at(c)); });
}

void FigureMoves::held(std::string const& key, Cube& cube, double low, double high) {
    if (!doubtful(key))
        return;
    cells(key, cube);
    for (double& x : cube.values())
        x = std::clamp(x, low, high);
}

void FigureMoves::number(std::string const& key, double& value, double low, double high) {
    if (!doubtful(key))
        return;
    Cube one(value);
    held(key, one, low, high);
    value = one.values().front();
}

void FigureMoves::path(std::string const& key, Path& path) {
    auto const by = shift(key);
    if (!by)
        return;
    auto const scale = of_.find(key)->doubt->scale;
    Coords c;
    for (double& x : path) {
        x = moved(scale, x, by->at(c));
        ++c[Dim::year];
    }
}

void FigureMoves::shares(std::string const& key, Cube& cube, DimSet over) {
    DimSet parts = 0;
    for (auto const d : all_dims)
        if ((over & bit(d)) != 0 && cube.depends_on(d))
            parts |= bit(d);
    auto const by = shift(key, parts);
    if (!by)
        return;
    widen(cube, by->extents());
    auto const before = sums_over(cube, over);
    for_each_value(cube, [&](Coords const& c, double& x) {
        if (x != 0.0)
            x *= sim::exp_of(by->at(c));
    });
    restore_sums(cube, before, over);
}

void FigureMoves::tilt(std::string const& key, Cube& cube, Dim dim, DimSet parts) {
    auto const by = shift(key, parts);
    if (!by)
        return;
    widen(cube, by->extents());
    auto const before = sums_over(cube, bit(dim));
    for_each_cell(without(cube.extents(), bit(dim)), [&](Coords c) {
        auto const [first, last] = occupied(cube, c, dim);
        for (c[dim] = first; last > first && c[dim] <= last; ++c[dim])
            cube.at(c) *= sim::exp_of(by->at(c) * (2.0 * (c[dim] - first) / (last - first) - 1.0));
    });
    restore_sums(cube, before, bit(dim));
}

void FigureMoves::to_offset(std::string const& key, Cube const& probabilities,
                            std::optional<Cube>& offset) {
    auto const by = shift(key);
    auto const& p = probabilities.values();
    bool const certain =
        of_.find(key) != nullptr && of_.find(key)->doubt->scale == Doubt::Scale::odds &&
        std::all_of(p.begin(), p.end(), [](double x) { return x == 0.0 || x == 1.0; });
    if (!by || certain)
        return;
    Cube sum = offset.value_or(Cube(0.0));
    widen(sum, by->extents());
    for_each_value(sum, [&](Coords const& c, double& x) { x += by->at(c); });
    offset = std::move(sum);
}

} // namespace stempath::models
