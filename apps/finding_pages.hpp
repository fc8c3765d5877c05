//! What the page of a run says beside the table of parity.
#pragma once

#include "apps/study_record.hpp"

namespace stempath::apps {

//! "Residents of Philadelphia": those of the reference's regions; "People" where the pack has no
//! residents.
std::string who_lives(StudyRecord const& record);

//! The year's number of residents who take up such work, wherever it is: a headline of its own, not
//! wrapped; empty where there are none.
std::string careers_words(StudyRecord const& record, models::ParityResult const& parity);
//! The lowest deciding groups of the axes crossed in the last year, a sentence that is not wrapped;
//! empty without them.
std::string crossed_words(StudyRecord const& record, models::StudyResult const& result);
//! Who enters the workforce, in sentences; empty where nothing is counted.
std::string entrants_words(StudyRecord const& record, models::ParityResult const& parity);
//! People missing and people who start by group, proportionality by axis.
std::string people_table(StudyRecord const& record, models::ParityResult const& parity);
//! The other definitions, presets and classes, each by its lowest group.
std::string definitions_table(StudyRecord const& record, models::StudyResult const& result);
//! Every class at once, change within and between classes, what entry alone could do.
std::string twins_words(StudyRecord const& record, models::ParityResult const& parity);
//! The measures of the pack's own.
std::string measures_table(StudyRecord const& record, models::StudyResult const& result);

} // namespace stempath::apps
