//! The exits of a stage as the pack states them.
#pragma once

#include "models/extents.hpp"
#include "models/pack.hpp"

#include <memory>

namespace stempath::models {

using ExitList = std::vector<ExitSpec const*>;

//! The exits that people race for; those by quota are no part of it.
ExitList raced_exits(StageSpec const& stage);
//! Whether an exit only takes those who would stay too long.
bool is_limit(StageSpec const& stage, ExitSpec const& exit);

/*!
 * Log-odds x 2^20 before offsets, trends and programmes add to them: logarithms, which take long.
 * Doubt moves offsets and not what is stated, so all draws of a pack have these in common.
 */
struct StatedOdds {
    Extents extent = no_extents();
    std::vector<std::int32_t> eta; //!< [cell, in order of Dim][exit, then staying]
};

/*!
 * `before`: the same stage of a pack of which this one may be a draw, and what it has; null for
 * none. Where all exits state the same, that is the answer.
 */
std::shared_ptr<StatedOdds const> stated_odds(StageSpec const& stage, StageSpec const* before,
                                              std::shared_ptr<StatedOdds const> const& its_odds);

} // namespace stempath::models
