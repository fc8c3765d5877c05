//! A study as one netCDF file (docs/results-file.md).
#pragma once

#include "apps/study_record.hpp"
#include "output/netcdf_file.hpp"

namespace stempath::apps {

//! Puts everything that a study found, and what it takes to run it again, into `file`.
void describe_study(output::NetcdfFile& file, StudyRecord const& record,
                    models::StudyResult const& result);

//! SHA-256 of the lines "SHA256  NAME" of the inputs below `directory`, in order of their names
//! within it: what sha256sum prints of them, hashed. Empty when there are none.
std::string directory_sha256(std::vector<models::InputFile> const& inputs,
                             std::filesystem::path const& directory);

} // namespace stempath::apps
