#include "models/figure_parts.hpp"

#include "models/figure_doubt.hpp"
#include "models/provenance.hpp"

#include <algorithm>

namespace stempath::models {

std::optional<DimensionName>
dimension_of_names(Space const& space, std::vector<std::string> const& names, DimSet among) {
    std::optional<DimensionName> best;
    std::ptrdiff_t most = 0;
    for (auto const& candidate : space.dimension_names()) {
        auto const dimension = *space.dimension(candidate);
        if ((among & bit(dimension.dim)) == 0)
            continue;
        auto const along = space.names_along(dimension);
        auto const known = std::count_if(names.begin(), names.end(), [&](auto const& n) {
            return position_of(along, n).has_value();
        });
        if (known > most) {
            most = known;
            best = dimension;
        }
    }
    return best;
}

std::string not_named(Space const& space, Dim dim, PartOf const& part_of) {
    std::string missing;
    for (std::size_t p = 0; p < part_of.size(); ++p)
        if (part_of[p] < 0)
            missing +=
                (missing.empty() ? "" : ", ") + space.described(dim, static_cast<std::int32_t>(p));
    return missing;
}

Cube joined_parts(std::vector<Cube> const& parts, PartOf const& part_of, Dim dim,
                  Provenance const& where) {
    std::array<std::uint32_t, n_dims> extent{};
    for (auto const d : all_dims)
        for (auto const& part : parts) {
            auto& e = extent[static_cast<std::size_t>(d)];
            e = std::max(e, part.extent(d));
        }
    extent[static_cast<std::size_t>(dim)] = static_cast<std::uint32_t>(part_of.size());
    Cube cube(extent);
    std::vector<std::optional<RowRange>> ranges;
    auto scale = Doubt::Scale::none;
    for (auto const& part : parts) {
        join_provenance(cube.from, part.from);
        scale = part.doubt ? part.doubt->scale : scale;
    }
    for_each_cell(extent, [&](Coords const& c) {
        auto const& part =
            parts[static_cast<std::size_t>(part_of[static_cast<std::size_t>(c[dim])])];
        cube.at(c) = part.at(c);
        if (scale != Doubt::Scale::none)
            ranges.push_back(range_at(part, part.offset(c)));
    });
    cube.doubt = joined_doubt(scale, ranges);
    cube.from.note = where.note;
    cube.from.file = where.file;
    cube.from.line = where.line;
    return cube;
}

} // namespace stempath::models
