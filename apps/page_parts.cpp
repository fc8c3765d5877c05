#include "apps/page_parts.hpp"

#include "apps/build_info.hpp"
#include "apps/headline.hpp"
#include "apps/text_table.hpp"
#include "apps/words.hpp"
#include "sim/draws.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

std::string ratio_text(double ratio) {
    return std::isfinite(ratio) ? fmt::format("{:.2f}", ratio) : "-";
}

std::string points_text(double share) {
    return std::isfinite(share) ? fmt::format("{:.1f}", 100.0 * share) : "-";
}

std::string signed_points(double share) {
    return std::isfinite(share) ? fmt::format("{:+.1f}", 100.0 * share) : "-";
}

//! How the judged number of a group is called and explained; empty where `held` is that number.
struct IndexColumn {
    std::string head, caption;
};

IndexColumn index_column(StudyRecord const& record) {
    auto const& index = record.settings.parity.index;
    if (index == "difference")
        return {"diff.", "; diff.: held - ref., in percentage points"};
    if (index == "count")
        return {"persons", fmt::format("; persons: in {}", record.workforce)};
    return index == "share" ? IndexColumn{}
                            : IndexColumn{"ratio", "; ratio: held / ref., 1 is proportional"};
}

std::string judged_text(StudyRecord const& record, models::GroupSeries const& group,
                        std::size_t at) {
    auto const& index = record.settings.parity.index;
    double const value = judged(record, group, at);
    if (index == "count")
        return fmt::format("{:.0f}", value);
    return index == "difference" ? signed_points(value) : ratio_text(value);
}

std::string sentence(std::string text) {
    if (!text.empty() && text.back() != '.')
        text += '.';
    return text;
}

bool any_undecided(models::ParityResult const& parity) {
    return std::any_of(parity.groups.begin(), parity.groups.end(),
                       [](models::GroupSeries const& group) {
                           return !group.deciding && group.axis != "together";
                       });
}

std::string starred(models::GroupSeries const& group) {
    return row_name(group) + (group.deciding || group.axis == "together" ? "" : " *");
}

std::string group_table(StudyRecord const& record, models::ParityResult const& parity) {
    std::vector<std::int32_t> const years = shown_years(record);
    std::vector<std::size_t> gaps{0};
    std::vector<std::string> over{""}, head{""};
    auto const index = index_column(record).head;
    for (std::int32_t const year : years) {
        gaps.insert(gaps.end(), {3, 2});
        over.insert(over.end(), {fmt::format("{}", year), ""});
        if (!index.empty()) {
            gaps.push_back(2);
            over.emplace_back("");
            head.push_back(index);
        }
        head.insert(head.end(), {"held", "ref."});
    }
    TextTable table(gaps);
    table.row(over);
    table.row(head);
    models::GroupSeries const* before = nullptr;
    for (models::GroupSeries const* group : shown_groups(record, parity)) {
        if (before != nullptr && before->axis != group->axis)
            table.row({""});
        before = group;
        std::vector<std::string> cells{starred(*group)};
        for (std::int32_t const year : years) {
            std::size_t const at = year_position(*group, year);
            if (!index.empty())
                cells.push_back(judged_text(record, *group, at));
            cells.insert(cells.end(), {points_text(group->share_workforce[at]),
                                       points_text(group->share_reference[at])});
        }
        table.row(cells);
    }
    return table.text();
}

std::string table_caption(StudyRecord const& record, models::ParityResult const& parity) {
    std::string text = wrapped(fmt::format("held: % of {}; ref.: % of {}{}.", record.workforce,
                                           record.reference, index_column(record).caption),
                               page_columns);
    if (any_undecided(parity))
        text += "\n* does not decide on parity";
    return text + "\n";
}

} // namespace

std::string row_name(models::GroupSeries const& group) {
    return group.axis == "together" ? group.axis : called(group);
}

std::vector<std::int32_t> shown_years(StudyRecord const& record) {
    std::int32_t const last = record.settings.end_year;
    std::vector<std::int32_t> goals;
    for (std::int32_t const goal : record.settings.parity.goals)
        if (goal > record.base_year && goal < last)
            goals.push_back(goal);
    std::sort(goals.begin(), goals.end());
    goals.erase(std::unique(goals.begin(), goals.end()), goals.end());
    if (goals.size() > 2)
        goals.erase(goals.begin() + 1, goals.end() - 1);
    std::vector<std::int32_t> years{record.base_year};
    years.insert(years.end(), goals.begin(), goals.end());
    if (last != record.base_year)
        years.push_back(last);
    return years;
}

std::string notes(std::vector<std::string> const& warnings, std::string_view said) {
    std::string text;
    for (std::string const& warning : warnings)
        if (warning != said)
            text += wrapped("Note: " + sentence(warning), page_columns, 2) + "\n";
    return text;
}

std::string figures(StudyRecord const& record) {
    return record.judged_share > 0.0
               ? wrapped(fmt::format("Figures: {:.0f} % of them are judgement, without a published "
                                     "source (stempath check lists the grades).",
                                     100.0 * record.judged_share),
                         page_columns) +
                     "\n"
               : "";
}

std::string parity_table(StudyRecord const& record, models::ParityResult const& parity) {
    return parity.groups.empty()
               ? ""
               : group_table(record, parity) + table_caption(record, parity) + "\n";
}

std::string parity_words(models::ParityResult const& parity) {
    auto const& words = parity.in_short.empty() ? parity.definition : parity.in_short;
    return wrapped("Parity here: " + sentence(words), page_columns) + "\n";
}

std::string program_line() {
    return fmt::format("Program stempath {}, draw contract {}\n", build_info().version,
                       sim::draw_contract_version);
}

} // namespace stempath::apps
