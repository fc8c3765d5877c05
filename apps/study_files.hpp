//! A study as files.
#pragma once

#include "apps/study_record.hpp"
#include "output/results_directory.hpp"

namespace stempath::apps {

/*! Writes provenance, table list, parity, replicates and every measure, as tables and as
 * results.nc, and the report on them, and puts them in place. Throws output::OutputError.
 */
void write_study(output::ResultsDirectory& directory, StudyRecord const& record,
                 models::StudyResult const& result);

} // namespace stempath::apps
