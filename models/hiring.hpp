//! Who of those who apply at a desk is hired.
#pragma once

#include "models/run_state.hpp"

#include "sim/selection.hpp"

#include <cstdint>
#include <vector>

namespace stempath::models {

/*!
 * 1 for each contender who gets one of the `open` posts: the best scores. In a market whose
 * entrants are `as_reference`, each post is first given to a group, by a keyed race with the shares
 * of the reference, and within the group to the best score; posts whose group has nobody left go to
 * the best of all others. `groups` (of the contenders) is read only there.
 */
std::vector<std::uint8_t> choose(RunState const& run, Year const& year, Desk const& desk,
                                 std::vector<sim::Contender> const& contenders,
                                 std::vector<std::uint8_t> const& groups, std::int64_t open);

} // namespace stempath::models
