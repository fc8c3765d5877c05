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

//! The same within a sentence.
std::string who_lives_within(StudyRecord const& record) {
    auto words = who_lives(record);
    words.front() = words.front() == 'R' ? 'r' : 'p';
    return words;
}

//! Somebody is hired in the run: a pack whose posts are filled from outside hires no residents.
bool has_careers(ParityResult const& parity) {
    auto const& hired = parity.careers.hired.mean;
    return std::any_of(hired.begin(), hired.end(), [](double n) { return n > 0.0; });
}

//! "9,900 (8,100 to 11,000) in 2030": with the range where there is one.
std::string ranged_by_year(models::Band const& band, GroupSeries const& years,
                           std::vector<std::int32_t> const& shown) {
    std::string text;
    for (auto const year : shown) {
        auto const at = year_position(years, year);
        auto const low = value_at(band.low, at), high = value_at(band.high, at);
        text += fmt::format(
            "{}{}{} in {}", text.empty() ? "" : ", ", count_text(value_at(band.mean, at)),
            low < high ? fmt::format(" ({} to {})", people(low), people(high)) : "", year);
    }
    return text;
}

//! What is counted of those who start: residents hired anywhere, or else who comes into the
//! workforce.
models::Band const& who_start(ParityResult const& parity) {
    return has_careers(parity) ? parity.careers.hired : parity.residents;
}
models::Band const& who_start(ParityResult const& parity, GroupSeries const& group) {
    return has_careers(parity) ? group.careers.hired : group.residents;
}

std::string start_caption(StudyRecord const& record, ParityResult const& parity) {
    if (has_careers(parity))
        return fmt::format("hired: {} hired into {} in the year, wherever these are, who had none",
                           who_lives_within(record), record.work);
    return fmt::format("entrants: {} who come in the year",
                       parity.residents_apart ? "residents of the reference's regions" : "people");
}

//! Columns of people missing, and but for the base year of those who start, under each shown year.
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
        add(head, "missing", has_careers(parity) ? "hired" : "entrants", year == years.front());
    }
    table.row(over);
    table.row(head);
    for (GroupSeries const* group : shown_groups(record, parity)) {
        std::vector<std::string> row{row_name(*group)};
        for (auto const year : years) {
            std::size_t const at = year_position(*group, year);
            add(row, narrow(value_at(group->missing.mean, at)),
                narrow(value_at(who_start(parity, *group).mean, at)), year == years.front());
        }
        table.row(row);
    }
    for (auto const& axis : parity.axes) {
        std::vector<std::string> row{"all by " + plain_name(axis.axis)}, share{"  proportional"};
        for (auto const year : years) {
            std::size_t const at = year_position(parity.groups.front(), year);
            add(row, narrow(value_at(axis.missing.mean, at)),
                narrow(value_at(who_start(parity).mean, at)), year == years.front());
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

std::string who_lives(StudyRecord const& record) {
    if (!record.reference_place.empty())
        return "Residents of " + record.reference_place;
    return record.reference.starts_with("residents") ? "Residents" : "People";
}

std::string careers_words(StudyRecord const& record, ParityResult const& parity) {
    if (!has_careers(parity) || parity.groups.empty())
        return "";
    auto const& spec = record.settings.parity;
    auto const years = years_of_movement(record);
    auto text =
        fmt::format("{} hired into {} in a year who had none{}: {}", who_lives(record), record.work,
                    spec.except.empty() && spec.regions.empty() ? "" : ", wherever the jobs are",
                    ranged_by_year(parity.careers.hired, parity.groups.front(), years));
    for (auto const& group : parity.groups)
        if (group.axis == "together")
            text += fmt::format("; of them {}: {}", called(group),
                                ranged_by_year(group.careers.hired, group, years));
    return text + ".";
}

std::string crossed_words(StudyRecord const& record, models::StudyResult const& result) {
    constexpr std::size_t shown = 3;
    auto const& of = result.crossed.empty() ? result.parity : result.crossed.front();
    auto const year = record.settings.end_year;
    std::vector<GroupSeries const*> groups;
    for (auto const& group : of.groups)
        if (group.deciding && group.axis.find('.') != std::string::npos && !group.year.empty())
            groups.push_back(&group);
    auto const index = [&](GroupSeries const* group) {
        return judged_by(of.index, *group, year_position(*group, year));
    };
    std::erase_if(groups, [&](auto const* group) { return !std::isfinite(index(group)); });
    std::stable_sort(groups.begin(), groups.end(),
                     [&](auto const* a, auto const* b) { return index(a) < index(b); });
    if (groups.empty())
        return "";
    std::vector<std::string> named;
    for (std::size_t i = 0; i < std::min(shown, groups.size()); ++i)
        named.push_back(
            fmt::format("{} {}", called(*groups[i]), index_text(of.index, index(groups[i]))));
    return fmt::format("By {} at once the lowest in {}: {}.", crossing_words(groups.front()->axis),
                       year, fmt::join(named, ", "));
}

std::string entrants_words(StudyRecord const& record, ParityResult const& parity) {
    if (parity.entrants.mean.empty() || parity.groups.empty())
        return "";
    auto const years = years_of_movement(record);
    std::string text;
    if (has_careers(parity)) {
        auto const told = [&](std::vector<double> const& values) {
            return by_year(values, parity.groups.front(), years);
        };
        if (parity.careers.returned.mean.size() > 1 &&
            std::isfinite(parity.careers.returned.mean[1]))
            text = fmt::format("Of the residents hired at least these had such a job before, in "
                               "{} or since: {}. ",
                               record.base_year, told(parity.careers.returned.mean));
        text += fmt::format("People who move in with such a job come on top: {}. ",
                            told(parity.careers.moved_in.mean));
    }
    text += fmt::format("{} who come into {} in a year{}: {}", residents_words(record, parity),
                        record.workforce, has_careers(parity) ? ", moved in or hired" : "",
                        by_year(parity.residents.mean, parity.groups.front(), years));
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
                   "{}; k: thousand, m: million, bn: billion, tn: trillion; proportional: sum of "
                   "the lesser of both shares{}.",
                   record.workforce, start_caption(record, parity), together_words(parity)),
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
