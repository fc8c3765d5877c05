//! Offsets of exits as a pack spells them.
#pragma once

#include "models/pack.hpp"

#include <string>

namespace stempath::analysis {

/*!
 * The entries of a figure by names, `women = 0.1, men = 0`, nested where it goes by several
 * dimensions, or `value = 0.1` where it goes by none. An axis stands in place of groups where
 * nothing else tells them apart. Throws CalibrationError for a figure by year, age or tenure, which
 * has no names.
 */
std::string named_entries(models::Cube const& cube, models::Pack const& pack,
                          std::string const& key);

} // namespace stempath::analysis
