//! The chance of parity in words, for the terminal and for the report. They never say 0 or 1: so
//! many replicates cannot tell.
#pragma once

#include "models/study.hpp"

#include <string>
#include <vector>

namespace stempath::apps {

//! "under 1.9 %", "12 %, 8.0 to 17 %".
std::string chance_words(models::GoalResult const& goal);

//! One sentence on all goals.
std::string chances_sentence(std::vector<models::GoalResult> const& goals);

} // namespace stempath::apps
