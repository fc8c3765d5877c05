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

std::string count_text(double persons) { return std::isfinite(persons) ? people(persons) : "-"; }

//! "5.3m", "531k", "980": as narrow as a table of many columns asks.
std::string narrow(double count) {
    if (!std::isfinite(count))
        return "-";
    if (count >= 999'500.0)
        return fmt::format("{:.1f}m", count / 1e6);
    return count >= 9'950.0 ? fmt::format("{:.0f}k", count / 1e3) : people(count);
}

//! The shown years, the first simulated one in place of the base year: nobody moves in that.
std::vector<std::int32_t> years_of_movement(StudyRecord const& record) {
    auto years = shown_years(record);
    years.front() += 1;
    years.erase(std::unique(years.begin(), years.end()), years.end());
    return years;
}

std::string residents_words(StudyRecord const& record, ParityResult const& parity) {
    auto const& regions = record.settings.parity.reference_regions;
    if (!parity.residents_apart)
        return "People";
    std::string text = "Residents of ";
    for (std::size_t i = 0; i < regions.size(); ++i)
        text += (i == 0 ? "" : ", ") + plain_name(regions[i]);
    return text;
}

//! "4,800 in 2021, 5,100 in 2030"
std::string by_year(std::vector<double> const& values, GroupSeries const& years,
                    std::vector<std::int32_t> const& shown) {
    std::string text;
    for (auto const year : shown)
        text += fmt::format("{}{} in {}", text.empty() ? "" : ", ",
                            count_text(value_at(values, year_position(years, year))), year);
    return text;
}

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
        return plain_name(result.name);
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

std::string index_text(std::string const& index, double value) {
    if (index == "count")
        return count_text(value);
    return index == "difference" ? fmt::format("{:+.1f}", 100.0 * value)
                                 : fmt::format("{:.2f}", value);
}

std::string year_text(std::optional<double> year) {
    return year ? fmt::format("{:.0f}", std::floor(*year)) : "no";
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
    row.push_back(year_text(result.median_year));
    return row;
}

std::string classes_words(models::ClassTwin const& twin, std::int32_t end) {
    auto text = twin.median_year
                    ? fmt::format("In every class of work at once parity is there in {:.0f}",
                                  std::floor(*twin.median_year))
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

//! Columns of people missing, and but for the base year of entrants, under each shown year.
std::string missing_and_entrants(StudyRecord const& record, ParityResult const& parity) {
    auto const years = shown_years(record);
    TextTable table({0, 3});
    std::vector<std::string> over{""}, head{""};
    auto const add = [&](std::vector<std::string>& row, std::string missing, std::string entrants,
                         bool first) {
        row.push_back(std::move(missing));
        if (!first)
            row.push_back(std::move(entrants));
    };
    for (auto const year : years) {
        add(over, fmt::format("{}", year), "", year == years.front());
        add(head, "missing", "entrants", year == years.front());
    }
    table.row(over);
    table.row(head);
    for (GroupSeries const* group : shown_groups(record, parity)) {
        std::vector<std::string> row{called(*group)};
        for (auto const year : years) {
            std::size_t const at = year_position(*group, year);
            add(row, narrow(value_at(group->missing.mean, at)),
                narrow(value_at(group->residents.mean, at)), year == years.front());
        }
        table.row(row);
    }
    for (auto const& axis : parity.axes) {
        std::vector<std::string> row{"all by " + plain_name(axis.axis)}, share{"  proportional"};
        for (auto const year : years) {
            std::size_t const at = year_position(parity.groups.front(), year);
            add(row, narrow(value_at(axis.missing.mean, at)),
                narrow(value_at(parity.residents.mean, at)), year == years.front());
            auto const common = value_at(axis.proportionality.mean, at);
            add(share, std::isfinite(common) ? percent(common) : "-", "", year == years.front());
        }
        table.row(row);
        table.row(share);
    }
    return table.text();
}

bool decides(ParityResult const& parity, models::MeasureGroup const& of) {
    return std::any_of(parity.groups.begin(), parity.groups.end(), [&](GroupSeries const& group) {
        return group.deciding && group.axis == of.axis && group.name == of.name;
    });
}

} // namespace

std::string entrants_words(StudyRecord const& record, ParityResult const& parity) {
    if (parity.entrants.mean.empty() || parity.groups.empty())
        return "";
    auto const years = years_of_movement(record);
    auto text =
        fmt::format("{} who come into {} in a year: {}", residents_words(record, parity),
                    record.workforce, by_year(parity.residents.mean, parity.groups.front(), years));
    for (auto const& group : parity.groups)
        if (group.axis == "together")
            text += fmt::format("; of them {}: {}", called(group),
                                by_year(group.residents.mean, group, years));
    return wrapped(text + ".", page_columns) + "\n";
}

std::string people_table(StudyRecord const& record, ParityResult const& parity) {
    if (parity.axes.empty())
        return "";
    return missing_and_entrants(record, parity) +
           wrapped(fmt::format("missing: people that {} lack to be proportional at their size; "
                               "entrants: {} who come in the year; k: thousand, m: million; "
                               "proportional: sum of the lesser of both shares.",
                               record.workforce,
                               parity.residents_apart ? "residents of the reference's regions"
                                                      : "people"),
                   page_columns) +
           "\n\n";
}

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
    text += wrapped(bound.first_year
                        ? fmt::format("If all who come from {} on were as the reference is, parity "
                                      "would be there in {} at the earliest; people leave as here.",
                                      record.base_year + 1, *bound.first_year)
                        : fmt::format("Even if all who come from {} on were as the reference is, "
                                      "parity would not be there by {}; people leave as here.",
                                      record.base_year + 1, end),
                    page_columns) +
            "\n";
    for (auto const goal : record.settings.parity.goals)
        text += needed_words(parity, goal);
    return text;
}

std::string measures_table(StudyRecord const& record, models::StudyResult const& result) {
    auto const years = shown_years(record);
    if (result.measures.empty() || result.parity.groups.empty())
        return "";
    TextTable table({0, 3});
    std::vector<std::string> head{"Measures"};
    for (auto const year : years)
        head.push_back(fmt::format("{}", year));
    table.row(head);
    for (auto const& measure : result.measures) {
        auto const unit = measure.unit.empty() ? "" : fmt::format(" ({})", measure.unit);
        for (auto const& group : measure.groups) {
            // Groups of a measure's own first line; the other lines have theirs in the files.
            if (!group.name.empty() &&
                (measure.name != measure.measure || !decides(result.parity, group)))
                continue;
            std::vector<std::string> row{group.name.empty() ? capitalised(measure.label) + unit
                                                            : "  " + group.label};
            for (auto const year : years)
                row.push_back(narrow(
                    value_at(group.value.mean, year_position(result.parity.groups.front(), year))));
            table.row(row);
        }
    }
    return table.text() + "\n";
}

} // namespace stempath::apps
