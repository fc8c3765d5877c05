//! Findings beside parity by its main definition, as variables of results.nc.
#pragma once

#include "models/study.hpp"
#include "output/netcdf_file.hpp"

namespace stempath::apps {

//! After the dimensions `year` and `lens_group`.
void add_findings(output::NetcdfFile& file, models::StudyResult const& result, std::size_t years);

} // namespace stempath::apps
