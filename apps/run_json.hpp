#pragma once

#include "apps/study_record.hpp"
#include "models/expected.hpp"

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace stempath::apps {

//! What a run found (docs/json-output.md).
nlohmann::ordered_json run_document(StudyRecord const& record, models::StudyResult const& result);

//! The same as `run --json` prints it, with a line end.
std::string run_json(StudyRecord const& record, models::StudyResult const& result);

//! The document that `run --expected --json` prints.
std::string expected_json(StudyRecord const& record, models::Pack const& pack,
                          models::ExpectedResult const& result);

} // namespace stempath::apps
