#pragma once

#include "apps/study_record.hpp"

#include <cstdint>
#include <optional>

namespace stempath::apps {

/*! People in the workforce of the study's parity definition in a year, of any age, mean over
 *  replicates. None when no recorded measure holds it (the measures know the classes and the
 *  stages, not every preset) or the year is not in them.
 */
std::optional<double> workforce_people(StudyRecord const& record, models::StudyResult const& result,
                                       std::int32_t year);

//! Posts of all markets that were open in a year, mean over replicates.
struct OpenPosts {
    double all = 0.0, unfilled = 0.0;
};
//! None without markets, or when the year is not in the table.
std::optional<OpenPosts> open_posts(StudyRecord const& record, models::StudyResult const& result,
                                    std::int32_t year);

} // namespace stempath::apps
