//! What the page of a run says beside the table of parity.
#pragma once

#include "apps/study_record.hpp"

namespace stempath::apps {

//! Who enters the workforce, in a sentence; empty where nothing is counted.
std::string entrants_words(StudyRecord const& record, models::ParityResult const& parity);
//! People missing and entrants by group, proportionality by axis.
std::string people_table(StudyRecord const& record, models::ParityResult const& parity);
//! The other definitions, presets and classes, each by its lowest group.
std::string definitions_table(StudyRecord const& record, models::StudyResult const& result);
//! Every class at once, change within and between classes, what entry alone could do.
std::string twins_words(StudyRecord const& record, models::ParityResult const& parity);
//! The measures of the pack's own.
std::string measures_table(StudyRecord const& record, models::StudyResult const& result);

} // namespace stempath::apps
