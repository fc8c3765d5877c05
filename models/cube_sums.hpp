//! Shares: cells that must sum to 1.
#pragma once

#include "models/diagnostics.hpp"
#include "models/space.hpp"

#include <string_view>

namespace stempath::models {

//! Sums may miss 1 by this much; they are then made exact.
inline constexpr double sum_tolerance = 1e-6;

//! The same figures with an extent of their own along `wanted` (never tenure).
Cube expanded(Cube const& cube, DimSet wanted, Space const& space);

class TableFiles;

/*!
 * Divides by the sums over the dimensions `over`, which must be 1 for every cell of the others;
 * with `or_zero`, 0 is a valid sum too. False after a problem, which
 * names the line of the table that the figure comes from, where `files` has it.
 */
bool normalise(Cube& cube, DimSet over, bool or_zero, Space const& space, std::string_view key,
               Diagnostics& problems, TableFiles const* files = nullptr);

} // namespace stempath::models
