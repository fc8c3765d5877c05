//! What the pages of a run and of an expected path have in common.
#pragma once

#include "apps/study_record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stempath::apps {

inline constexpr std::size_t page_columns = 90;

//! The years of the table: first, goals, last; at most four, in order.
std::vector<std::int32_t> shown_years(StudyRecord const& record);

//! What a row of a table calls a group: its label, or "together".
std::string row_name(models::GroupSeries const& group);

//! Groups by a few years, with a line that says what the columns are; empty without groups.
std::string parity_table(StudyRecord const& record, models::ParityResult const& parity);

//! The definition of parity as a sentence.
std::string parity_words(models::ParityResult const& parity);

//! Warnings, one a paragraph, without `said`, which has its own place on the page.
std::string notes(std::vector<std::string> const& warnings, std::string_view said = "");

//! How many figures of the pack are judgement; empty where none are.
std::string figures(StudyRecord const& record);

std::string program_line();

} // namespace stempath::apps
