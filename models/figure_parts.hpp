//! Figures put together from parts by name, { women = 0.05, men = 0.03 }.
#pragma once

#include "models/space.hpp"

#include <optional>
#include <string>
#include <vector>

namespace stempath::models {

//! Which part each position along a dimension has; -1: none.
using PartOf = std::vector<int>;

//! Of the dimensions in `among` the one that knows most of the names; none when no one knows any.
std::optional<DimensionName>
dimension_of_names(Space const& space, std::vector<std::string> const& names, DimSet among);

//! "group m, group w" for the positions without a part; empty when there are none.
std::string not_named(Space const& space, Dim dim, PartOf const& part_of);

//! One cube over all that the parts depend on and `dim`. Note and place are those of `where`, the
//! rest is joined.
Cube joined_parts(std::vector<Cube> const& parts, PartOf const& part_of, Dim dim,
                  Provenance const& where);

} // namespace stempath::models
