//! The differences between groups that nothing in the model explains, and their future.
#pragma once

#include "models/run_state.hpp"

namespace stempath::models {

//! Whether differences between groups in taking an exit, or in the fields of those who take it, are
//! of the unexplained kind.
bool is_gap(GapSpec const& gap, ExitSpec const& exit);

//! Half the sum of the differences of shares: 0 alike, 1 nobody in common.
double dissimilarity(std::vector<double> const& a, std::vector<double> const& b);

//! At the end of the base year.
void begin_gap(RunState& run);
//! At the beginning of a year: what is left of the gap, and the fields that entrants draw. Where
//! nothing has changed, races stay the model's, to the bit.
void change_gap(RunState& run, Year& year);

//! Whether a race has unexplained differences, and they have changed.
bool changes_with_gap(RunState const& run, StageRace const& race);

/*!
 * Draws the log-odds of each exit together around the weighted mean of the groups, cell by cell:
 * eta = mean + left (eta - mean). What programmes add is no part of it; neither are groups that
 * cannot take an exit. Needs a race of one year.
 */
void narrow(Gap const& gap, std::uint32_t groups, StageRace& live);

} // namespace stempath::models
