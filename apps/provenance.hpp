#pragma once

#include "apps/study_record.hpp"
#include "models/expected.hpp"

#include <string>

namespace stempath::apps {

//! provenance.json: everything that it takes to run the study again and to know that it is the
//! same.
std::string provenance_json(StudyRecord const& record, models::StudyResult const& result);
//! The same of an expected path.
std::string provenance_json(StudyRecord const& record, models::ExpectedResult const& result);

} // namespace stempath::apps
