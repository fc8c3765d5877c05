//! What is added to the log-odds of an exit: by its offset, by its trend, by the programmes without
//! seats that reach it.
#pragma once

#include "models/pack.hpp"

namespace stempath::models {

//! Whether a programme acts in the race of somebody of its stage: `at` has the year of the race
//! (from the base year) and the years in stage completed before it.
bool reaches(Pack const& pack, ProgrammeSpec const& programme, Coords const& at);

//! What offset, trend and all programmes add to the log-odds of an exit there.
double shift_of(Pack const& pack, ExitSpec const& exit, Coords const& at);
//! The programmes' part of it.
double programme_shift(Pack const& pack, ExitSpec const& exit, Coords const& at);

//! Positions of the calendar year that the shifts of an exit tell apart; those of years in stage
//! are told apart by the stage's own duration or max_years.
std::uint32_t shift_years(Pack const& pack, ExitSpec const& exit);

} // namespace stempath::models
