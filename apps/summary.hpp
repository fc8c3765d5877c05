//! A run on a page that a planner understands in ten seconds.
#pragma once

#include "apps/study_record.hpp"

#include <string>
#include <vector>

namespace stempath::apps {

/*! Headline; groups by a few years; chance of parity with what it leaves out; definition; sizes;
 *  where the tables are; seed and digest. Text is 90 characters wide, the
 *  table as wide as its years and names ask: below 100 with names of up to 20 letters.
 */
std::string summary(StudyRecord const& record, models::StudyResult const& result, bool colour);

//! The years of the table: first, goals, last; at most four, in order.
std::vector<std::int32_t> shown_years(StudyRecord const& record);

} // namespace stempath::apps
