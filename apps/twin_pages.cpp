#include "apps/finding_pages.hpp"

#include "apps/finding_tables.hpp"
#include "apps/headline.hpp"
#include "apps/page_parts.hpp"
#include "apps/text_table.hpp"
#include "apps/words.hpp"
#include "models/labels.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

using models::GroupSeries;
using models::ParityResult;

//! Whether a row would say again what the main definition says, or a preset.
bool repeats(StudyRecord const& record, char const* kind, ParityResult const& result) {
    auto const& workforce = record.settings.parity.workforce;
    std::string const what(kind);
    return (what == "preset" && result.name == workforce) ||
           (what == "class" && workforce == "ncses_broad");
}

std::string word_of_kind(StudyRecord const& record, char const* kind, ParityResult const& result) {
    std::string const what(kind);
    if (what == "main")
        return record.workforce;
    if (what == "beside")
        return result.label.empty() ? plain_name(result.name) : result.label;
    if (what == "crossed")
        return crossing_words(result.name);
    auto const words = models::preset_label(result.name);
    return what == "class" ? words + " alone" : words;
}

//! The deciding group that a definition judges lowest at a position of its series.
GroupSeries const* lowest(ParityResult const& result, std::size_t at) {
    GroupSeries const* least = nullptr;
    for (auto const& group : result.groups)
        if (group.deciding && std::isfinite(judged_by(result.index, group, at)) &&
            (least == nullptr ||
             judged_by(result.index, group, at) < judged_by(result.index, *least, at)))
            least = &group;
    return least;
}

//! "2035", "2022, lost 2027", "no".
std::string year_text(ParityResult const& result) {
    if (!result.median_year)
        return "no";
    auto const text = fmt::format("{:.0f}", std::floor(*result.median_year));
    auto const& lost = result.kept.median_lost;
    return lost ? fmt::format("{}, lost {:.0f}", text, std::floor(*lost)) : text;
}

std::vector<std::string> definition_row(std::string const& name, ParityResult const& result,
                                        std::vector<std::int32_t> const& years) {
    std::vector<std::string> row{name};
    std::string who = "nobody decides";
    for (auto const year : years) {
        std::size_t const at =
            result.groups.empty() ? 0 : year_position(result.groups.front(), year);
        auto const* const group = lowest(result, at);
        row.push_back(
            group == nullptr ? "-" : index_text(result.index, judged_by(result.index, *group, at)));
        if (group != nullptr)
            who = called(*group);
    }
    row.push_back(who);
    row.push_back(year_text(result));
    return row;
}

std::string classes_words(models::ClassTwin const& twin, std::int32_t end) {
    auto text =
        twin.median_year
            ? fmt::format("In every class of work at once parity is there in {:.0f}{}",
                          std::floor(*twin.median_year),
                          twin.kept.median_lost ? fmt::format(" and lost again in {:.0f}",
                                                              std::floor(*twin.kept.median_lost))
                                                : "")
            : fmt::format("In every class of work at once parity is not there by {}", end);
    return wrapped(fmt::format("{}; the last class is {}.", text, models::preset_label(twin.last)),
                   page_columns) +
           "\n";
}

//! The change up to the last year, group by group.
std::string change_words(ParityResult const& parity, std::int32_t base, std::int32_t end) {
    std::string text;
    for (auto const& change : parity.by_class->change) {
        auto const group =
            std::find_if(parity.groups.begin(), parity.groups.end(), [&](auto const& g) {
                return g.axis == change.axis && g.name == change.group;
            });
        if (change.year == end && group != parity.groups.end() && group->deciding &&
            group->missing.mean.front() > 0.0)
            text += fmt::format("{}{} {:+.1f} ({:+.1f} and {:+.1f})", text.empty() ? "" : "; ",
                                called(*group), 100.0 * change.total(), 100.0 * change.within,
                                100.0 * change.between);
    }
    return text.empty() ? ""
                        : wrapped(fmt::format("Change of shares {}-{} in points (inside of "
                                              "classes, and by their weights): {}.",
                                              base, end, text),
                                  page_columns) +
                              "\n";
}

//! Who of the bound is there and when, who is not, and whom it brings down.
std::string bound_by_group(StudyRecord const& record, ParityResult const& parity) {
    std::vector<std::string> there, fails, too_noisy, down;
    for (auto const& of : parity.inertia->groups) {
        auto const group =
            std::find_if(parity.groups.begin(), parity.groups.end(),
                         [&](auto const& g) { return g.axis == of.axis && g.name == of.group; });
        if (group == parity.groups.end() || !(of.deciding || of.fails))
            continue;
        auto const name = called(*group);
        if (of.above)
            down.push_back(name);
        if (of.fails)
            (of.deciding ? fails : too_noisy)
                .push_back(fmt::format("{} {}", name, index_text(parity.index, of.index)));
        else if (of.first_year && !of.above)
            there.push_back(fmt::format("{} in {}", name, *of.first_year));
    }
    std::string text;
    if (!fails.empty())
        text +=
            fmt::format(" In the way in {}: {}.", record.settings.end_year, models::listed(fails));
    if (!too_noisy.empty())
        text += fmt::format(" Too noisy to decide, but so far below that they stand in the way "
                            "too: {}.",
                            models::listed(too_noisy));
    if (!there.empty())
        text += fmt::format(" On their own would be there: {}.", models::listed(there));
    if (!down.empty())
        text += fmt::format(" {} hold more than their share in {}: entrants in proportion bring "
                            "them down.",
                            capitalised(models::listed(down)), record.base_year);
    return text;
}

std::string needed_words(ParityResult const& parity, std::int32_t year) {
    std::string text;
    for (auto const& needed : parity.inertia->needed) {
        auto const group =
            std::find_if(parity.groups.begin(), parity.groups.end(), [&](auto const& g) {
                return g.axis == needed.axis && g.name == needed.group;
            });
        if (needed.year != year || needed.needed <= needed.simulated ||
            group == parity.groups.end())
            continue;
        text += fmt::format("{}{} {} ({})", text.empty() ? "" : "; ", called(*group),
                            needed.needed <= 1.0 ? percent(needed.needed) : "not possible",
                            percent(needed.simulated));
    }
    return text.empty() ? ""
                        : wrapped(fmt::format("Share of all entrants that parity by {} needs from "
                                              "the first year on (as simulated): {}.",
                                              year, text),
                                  page_columns) +
                              "\n";
}

} // namespace

std::string definitions_table(StudyRecord const& record, models::StudyResult const& result) {
    auto const all = all_results(result);
    if (all.size() < 2)
        return "";
    auto const years = shown_years(record);
    TextTable table({0, 3});
    std::vector<std::string> head{"By another definition"};
    for (auto const year : years)
        head.push_back(fmt::format("{}", year));
    head.insert(head.end(), {"lowest group", "parity"});
    table.row(head);
    for (auto const& [kind, one] : all)
        if (!repeats(record, kind, *one))
            table.row(definition_row(word_of_kind(record, kind, *one), *one, years));
    return table.text() +
           wrapped("Each year: the index of the deciding group that is lowest; parity: the median "
                   "year in which it is reached.",
                   page_columns) +
           "\n\n";
}

std::string twins_words(StudyRecord const& record, ParityResult const& parity) {
    std::string text;
    auto const end = record.settings.end_year;
    if (parity.by_class)
        text += classes_words(*parity.by_class, end) + change_words(parity, record.base_year, end);
    if (!parity.inertia)
        return text;
    auto const& bound = *parity.inertia;
    text += wrapped((bound.first_year
                         ? fmt::format("If all who come from {} on were as the reference is, "
                                       "parity would be there in {}; people leave as here.",
                                       record.base_year + 1, *bound.first_year)
                         : fmt::format("Even if all who come from {} on were as the reference is, "
                                       "parity would not be there by {}, for people leave as "
                                       "here.",
                                       record.base_year + 1, end)) +
                        bound_by_group(record, parity),
                    page_columns) +
            "\n";
    for (auto const goal : record.settings.parity.goals)
        text += needed_words(parity, goal);
    return text;
}

} // namespace stempath::apps
