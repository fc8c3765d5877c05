//! A figure as a few lines of text.
#pragma once

#include "models/pack.hpp"

#include <string>

namespace stempath::scenarios {

//! "year x age x group" and the number of cells along each; "one number" for a constant.
std::string shape(models::Cube const& cube);

//! The value, or shape, extremes and some of the cells of a table.
std::string preview(models::Cube const& cube, models::Pack const& pack);

//! What a position is called: "2023", "18", "hispanic.men".
std::string position_name(models::Dim dim, std::int32_t position, models::Cube const& cube,
                          models::Pack const& pack);

} // namespace stempath::scenarios
