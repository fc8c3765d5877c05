//! Offsets of exits as a pack spells them.
#pragma once

#include "models/pack.hpp"

#include <string>

namespace stempath::analysis {

/*!
 * The entries of a figure by names, `women = 0.1, men = 0`, nested where it goes by several
 * dimensions, or `value = 0.1` where it goes by none. An axis stands in place of groups where
 * nothing else tells them apart. `half_widths`, of the same cells or fewer, says how far a value
 * may be off with 90 %: `women = { value = 0.1, plus_minus = 0.02 }`; 0 is not said. Throws
 * CalibrationError for a figure by year, age or tenure, which has no names.
 */
std::string named_entries(models::Cube const& cube, models::Cube const& half_widths,
                          models::Pack const& pack, std::string const& key);

} // namespace stempath::analysis
