#pragma once

#include "apps/study_record.hpp"

#include <cstdint>
#include <vector>

namespace stempath::apps {

/*! People by [year][stage][value of an axis], means over replicates, from the table of stocks:
 * those whose home is in the regions of the reference. An unknown year is left out. Stages, axes
 * and groups are those of record.facts. Empty where the study has no such table.
 */
std::vector<std::vector<std::vector<double>>>
people_by_stage(StudyRecord const& record, models::StudyResult const& result,
                std::vector<std::int32_t> const& years, std::size_t axis);

} // namespace stempath::apps
