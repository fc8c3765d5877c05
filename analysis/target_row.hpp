//! Reading one row of a table of targets.
#pragma once

#include "analysis/targets.hpp"
#include "models/csv.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace stempath::analysis {

//! As tables spell them, in the order of Unit.
inline constexpr std::string_view unit_words[] = {"persons", "persons/year", "1/year", "share",
                                                  "ratio"};

//! None after any problem.
std::optional<Target> read_target(models::Pack const& pack, models::Csv const& csv, std::size_t row,
                                  models::Diagnostics& problems);

//! What single columns cannot tell: units, classes and ages that the measure does not go by.
void check_target(models::Pack const& pack, Target const& target, models::Diagnostics& problems);

} // namespace stempath::analysis
