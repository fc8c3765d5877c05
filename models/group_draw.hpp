//! Which groups those who are drawn belong to.
#pragma once

#include "models/run_state.hpp"

#include "sim/draws.hpp"
#include "sim/quantities.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stempath::models {

/*!
 * Numbers by group that sum to `total`: in proportion to the shares (not all 0; they need not sum
 * to 1), exact to the person, or each by a race over group names of its own. `cell` names what is
 * drawn for, apart from other draws of the same key.
 */
std::vector<std::int64_t> compose(RunState const& run, std::vector<double> const& shares,
                                  std::int64_t total, bool exact, sim::DrawKey key,
                                  std::string const& cell = {});

} // namespace stempath::models
