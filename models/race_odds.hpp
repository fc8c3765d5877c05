//! The log-odds of a race: what is stated, and what is added to it.
#pragma once

#include "models/model.hpp"
#include "models/stated_odds.hpp"

namespace stempath::models {

//! What offset, trend and programmes of an exit depend on, calendar years and years in stage apart.
Extents added_extents(ExitSpec const& exit);

//! Fills `eta` from `stated` and what the exits add to it. Extents and steps are set.
void fill_odds(StageRace& race, Pack const& pack, StageSpec const& stage);

} // namespace stempath::models
