//! An expected path as files.
#pragma once

#include "apps/study_record.hpp"
#include "models/expected.hpp"
#include "output/results_directory.hpp"

namespace stempath::apps {

/*! Writes provenance, table list, parity, stocks and flows, and puts them in place. Throws
 * output::OutputError.
 */
void write_expected(output::ResultsDirectory& directory, StudyRecord const& record,
                    models::Pack const& pack, models::ExpectedResult const& result);

} // namespace stempath::apps
