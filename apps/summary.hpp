//! A run on a page that a planner understands in ten seconds.
#pragma once

#include "apps/study_record.hpp"

#include <string>

namespace stempath::apps {

/*! Headline; groups by a few years; chance of parity with what it leaves out; definition; sizes;
 *  where the tables are; seed and digest. Text is 90 characters wide, the
 *  table as wide as its years and names ask: below 100 with names of up to 20 letters.
 */
std::string summary(StudyRecord const& record, models::StudyResult const& result, bool colour);

} // namespace stempath::apps
