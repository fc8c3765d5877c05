#pragma once

#include "apps/study_record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stempath::apps {

/*! The answer in one sentence, composed of what the run found: whether parity is reached, and on
 *  each axis the deciding group that is then, or else in the last year, furthest below its share of
 *  the reference.
 */
std::string headline(StudyRecord const& record, models::StudyResult const& result);

//! Groups in the order in which they are shown: axes as the definition's lens names them.
std::vector<models::GroupSeries const*> shown_groups(StudyRecord const& record,
                                                     models::ParityResult const& parity);

//! What a group is called: its label, or its name in words.
std::string called(models::GroupSeries const& group);

/*! What the definition judges at a position of the series: the ratio, or with index = "difference"
 *  the share held less the share due.
 */
double judged(StudyRecord const& record, models::GroupSeries const& group, std::size_t at);

//! The same by the name of an index.
double judged_by(std::string const& index, models::GroupSeries const& group, std::size_t at);

//! What an index judges, in figures: "0.48", "-9.1" (points), "12,300".
std::string index_text(std::string const& index, double value);

//! "race ethnicity and sex": axes crossed.
std::string crossing_words(std::string_view crossing);

//! Position of a year in a series, the last one when it is beyond; the series must not be empty.
std::size_t year_position(models::GroupSeries const& series, std::int32_t year);

} // namespace stempath::apps
