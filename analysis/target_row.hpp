//! Reading one row of a table of targets.
#pragma once

#include "analysis/targets.hpp"
#include "models/csv.hpp"

#include <cstddef>
#include <optional>

namespace stempath::analysis {

//! None after any problem.
std::optional<Target> read_target(models::Pack const& pack, models::Csv const& csv, std::size_t row,
                                  models::Diagnostics& problems);

} // namespace stempath::analysis
