//! What the boards say, and the races of those who answer to them.
#pragma once

#include "models/run_state.hpp"

namespace stempath::models {

//! The board as a member of a group reads it now: a share or a chance, or a step of it, less its
//! centre.
double board_value(RunState const& run, BoardSpec const& board, std::uint32_t group);

//! Puts the answers to the boards into the log-odds of this year's races of one phase.
void publish_races(RunState& run, Year& year, YearPhase phase);

//! Keeps what the markets of the year say about the chance to be hired.
void keep_chances(RunState& run);

} // namespace stempath::models
