#include "apps/finding_pages.hpp"

#include "apps/finding_tables.hpp"
#include "apps/headline.hpp"
#include "apps/page_parts.hpp"
#include "apps/text_table.hpp"
#include "apps/words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

using models::GroupSeries;
using models::ParityResult;

std::string count_text(double persons) { return std::isfinite(persons) ? people(persons) : "-"; }

//! "8.2tn", "43.5bn", "5.3m", "531k", "980": as narrow as a table of many columns asks.
std::string narrow(double count) {
    if (!std::isfinite(count))
        return "-";
    if (count >= 999.95e9)
        return fmt::format("{:.1f}tn", count / 1e12);
    if (count >= 999.95e6)
        return fmt::format("{:.1f}bn", count / 1e9);
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
    return parity.residents_apart ? "Residents of " + record.reference_place : "People";
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

//! "; together: women or Black", where groups are shown as one.
std::string together_words(ParityResult const& parity) {
    for (auto const& group : parity.groups)
        if (group.axis == "together")
            return "; together: " + called(group);
    return "";
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
        std::vector<std::string> row{row_name(*group)};
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
           wrapped(
               fmt::format(
                   "missing: people that {} lack to be proportional at their size; "
                   "entrants: {} who come in the year; k: thousand, m: million, "
                   "bn: billion, tn: trillion; proportional: sum of the lesser of both shares{}.",
                   record.workforce,
                   parity.residents_apart ? "residents of the reference's regions" : "people",
                   together_words(parity)),
               page_columns) +
           "\n\n";
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
