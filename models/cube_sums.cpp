#include "models/cube_sums.hpp"

#include "models/table_files.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::models {

namespace {

std::array<std::uint32_t, n_dims> extents(Cube const& cube) {
    std::array<std::uint32_t, n_dims> extent{};
    for (auto const d : all_dims)
        extent[static_cast<std::size_t>(d)] = cube.extent(d);
    return extent;
}

//! The line of the most specific row of a table that covers a cell, whatever its place along
//! `over`; `otherwise` when none does.
std::uint32_t line_of_cell(Csv const& csv, Space const& space, Coords const& cell, DimSet over,
                           std::uint32_t otherwise) {
    auto fewest = csv.columns() + 1;
    std::vector<std::int32_t> at;
    std::string why;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        bool covers = true;
        std::size_t stars = 0;
        for (std::size_t c = 0; c < csv.columns() && covers; ++c) {
            auto const means = space.dimension(csv.header[c]);
            if (!means || (over & bit(means->dim)) != 0)
                continue;
            auto const text = csv.field(row, c);
            stars += text == "*" ? 1 : 0;
            auto const position = cell[means->dim];
            covers =
                space.positions(*means, text, static_cast<std::uint32_t>(position) + 1, at, why) &&
                std::find(at.begin(), at.end(), position) != at.end();
        }
        if (covers && stars < fewest) {
            fewest = stars;
            otherwise = csv.lines[row];
        }
    }
    return otherwise;
}

} // namespace

Cube expanded(Cube const& cube, DimSet wanted, Space const& space) {
    auto extent = extents(cube);
    for (auto const d : all_dims)
        if ((wanted & bit(d)) != 0 && d != Dim::tenure)
            extent[static_cast<std::size_t>(d)] = space.size(d);
    if (extent == extents(cube))
        return cube;
    Cube wide(extent);
    for_each_cell(extent, [&](Coords const& c) { wide.at(c) = cube.at(c); });
    wide.from = cube.from;
    wide.low = cube.low;
    wide.high = cube.high;
    return wide;
}

bool normalise(Cube& cube, DimSet over, bool or_zero, Space const& space, std::string_view key,
               Diagnostics& problems, TableFiles const* files) {
    auto const extent = extents(cube);
    auto summed = extent;
    DimSet named = 0;
    for (auto const d : all_dims) {
        if ((over & bit(d)) != 0)
            summed[static_cast<std::size_t>(d)] = 1;
        else if (cube.depends_on(d))
            named |= bit(d);
    }
    Cube sums(summed);
    for_each_cell(extent, [&](Coords const& c) { sums.at(c) += cube.at(c); });

    std::size_t wrong = 0;
    std::string first;
    Location where{cube.from.file, cube.from.line};
    for_each_cell(summed, [&](Coords const& c) {
        auto const sum = sums.at(c);
        if (std::abs(sum - 1.0) <= sum_tolerance || (or_zero && sum == 0.0))
            return;
        if (wrong++ > 0)
            return;
        first = fmt::format("{}{:.9g}", named == 0 ? "" : space.described(c, named) + ": ", sum);
        if (auto const* const table = files == nullptr ? nullptr : files->find(where.file))
            where.line = line_of_cell(table->csv, space, c, over, where.line);
    });
    if (wrong > 0) {
        problems.add(
            ProblemKind::sum, where, key,
            fmt::format("the shares over {} must sum to 1{}; found {}{}.", names_of(over),
                        or_zero ? " (or be all 0)" : "", first,
                        wrong > 1 ? fmt::format(", and {} more such cells", wrong - 1) : ""));
        return false;
    }
    for_each_cell(extent, [&](Coords const& c) {
        if (auto const sum = sums.at(c); sum != 0.0 && sum != 1.0)
            cube.at(c) /= sum;
    });
    return true;
}

} // namespace stempath::models
