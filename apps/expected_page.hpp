//! An expected path on a page.
#pragma once

#include "apps/study_record.hpp"
#include "models/expected.hpp"

#include <string>

namespace stempath::apps {

//! As the summary of a run, without what chance has to say.
std::string expected_page(StudyRecord const& record, models::ExpectedResult const& result,
                          bool colour);

} // namespace stempath::apps
