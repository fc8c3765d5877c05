//! Who may be passed over: upper bounds of the odds in each slice of a race, by group.
#pragma once

#include "models/model.hpp"

namespace stempath::models {

//! Fills `bound`, `open`, `decides_from` and `forced` from `eta` and `beta`.
void bound_race(StageRace& race, std::size_t slices);

} // namespace stempath::models
