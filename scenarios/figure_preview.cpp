#include "scenarios/figure_preview.hpp"

#include "models/space.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::scenarios {

namespace {

using models::Coords;
using models::Cube;
using models::Dim;

std::vector<Dim> varying(Cube const& cube) {
    std::vector<Dim> set;
    for (auto const d : models::all_dims)
        if (cube.depends_on(d))
            set.push_back(d);
    return set;
}

//! At most `shown` positions, the first and the last among them.
std::vector<std::int32_t> some_of(std::uint32_t n, std::uint32_t shown) {
    std::vector<std::int32_t> positions;
    auto const count = std::min(n, shown);
    for (std::uint32_t i = 0; i < count; ++i)
        positions.push_back(static_cast<std::int32_t>(
            count == 1 ? 0 : (std::uint64_t{i} * (n - 1) + (count - 1) / 2) / (count - 1)));
    return positions;
}

//! Two dimensions as rows and columns; the others at their first position.
std::string grid(Cube const& cube, models::Pack const& pack, std::vector<Dim> const& dims) {
    auto const rows = dims.front(), columns = dims.back();
    auto const across = some_of(cube.extent(columns), 7);
    auto text = fmt::format("  {:>20}", fmt::format("{} \\ {}", name_of(rows), name_of(columns)));
    for (auto const c : across)
        text += fmt::format(" {:>12.12}", position_name(columns, c, cube, pack));
    text += '\n';
    for (auto const r : some_of(cube.extent(rows), 7)) {
        text += fmt::format("  {:>20.20}", position_name(rows, r, cube, pack));
        for (auto const c : across) {
            Coords at;
            at[rows] = r;
            at[columns] = c;
            text += fmt::format(" {:>12.6g}", cube.at(at));
        }
        text += '\n';
    }
    std::string fixed;
    for (std::size_t i = 1; i + 1 < dims.size(); ++i)
        fixed += fmt::format("{}{} {}", fixed.empty() ? "" : ", ", name_of(dims[i]),
                             position_name(dims[i], 0, cube, pack));
    return fixed.empty() ? text : fmt::format("  at {}:\n{}", fixed, text);
}

std::string column(Cube const& cube, models::Pack const& pack, Dim dim) {
    std::string text;
    for (auto const p : some_of(cube.extent(dim), 14)) {
        Coords at;
        at[dim] = p;
        text +=
            fmt::format("  {:>20.20} {:>12.6g}\n", position_name(dim, p, cube, pack), cube.at(at));
    }
    return text;
}

} // namespace

std::string shape(Cube const& cube) {
    std::string names, sizes;
    for (auto const d : varying(cube)) {
        names += fmt::format("{}{}", names.empty() ? "" : " x ", name_of(d));
        sizes += fmt::format("{}{}", sizes.empty() ? "" : " x ", cube.extent(d));
    }
    return names.empty() ? "one number" : fmt::format("table by {}, {} cells", names, sizes);
}

std::string position_name(Dim dim, std::int32_t position, Cube const& cube,
                          models::Pack const& pack) {
    auto const i = static_cast<std::size_t>(position);
    bool const last = static_cast<std::uint32_t>(position) + 1 == cube.extent(dim);
    switch (dim) {
    case Dim::year:
        return fmt::format("{}", pack.base_year + position);
    case Dim::age:
    case Dim::tenure:
        return fmt::format("{}{}", position, last ? "+" : "");
    case Dim::region:
        return pack.regions[i];
    case Dim::group:
        return pack.groups[i].name;
    case Dim::field:
        return pack.fields[i];
    case Dim::credential:
        return pack.credentials[i];
    case Dim::stage:
        return pack.stages[i].name;
    }
    return "";
}

std::string preview(Cube const& cube, models::Pack const& pack) {
    if (cube.is_constant())
        return fmt::format("  {:<10} {}\n", "value", cube.values().front());
    auto const [least, most] = std::minmax_element(cube.values().begin(), cube.values().end());
    auto text =
        fmt::format("  {:<10} {}, from {:.6g} to {:.6g}\n", "value", shape(cube), *least, *most);
    auto const dims = varying(cube);
    return text + (dims.size() == 1 ? column(cube, pack, dims.front()) : grid(cube, pack, dims));
}

} // namespace stempath::scenarios
