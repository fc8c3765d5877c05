#pragma once

#include "apps/study_record.hpp"

#include <string>

namespace stempath::apps {

//! What the report of a study shows, as one line of JSON (docs/json-output.md, "report.json").
std::string report_json(StudyRecord const& record, models::StudyResult const& result);

} // namespace stempath::apps
