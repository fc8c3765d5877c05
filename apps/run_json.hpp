#pragma once

#include "apps/study_record.hpp"
#include "models/expected.hpp"

#include <string>

namespace stempath::apps {

//! The document that `run --json` prints (docs/json-output.md), with a line end.
std::string run_json(StudyRecord const& record, models::StudyResult const& result);

//! The document that `run --expected --json` prints.
std::string expected_json(StudyRecord const& record, models::Pack const& pack,
                          models::ExpectedResult const& result);

} // namespace stempath::apps
