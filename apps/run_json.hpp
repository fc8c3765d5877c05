#pragma once

#include "apps/study_record.hpp"

#include <string>

namespace stempath::apps {

//! The document that `run --json` prints (docs/json-output.md), with a line end.
std::string run_json(StudyRecord const& record, models::StudyResult const& result);

} // namespace stempath::apps
