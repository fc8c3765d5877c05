#include "apps/headline.hpp"

#include "apps/words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

using models::GroupSeries;

//! The year that the answer is about: that of parity where there is one that is kept, else the
//! last.
std::int32_t year_of_answer(StudyRecord const& record, models::ParityResult const& parity) {
    return parity.median_year && !parity.kept.median_lost
               ? static_cast<std::int32_t>(std::floor(*parity.median_year))
               : record.settings.end_year;
}

//! On each axis the deciding group that the definition judges lowest in a year.
std::vector<GroupSeries const*>
furthest_below(StudyRecord const& record, models::ParityResult const& parity, std::int32_t year) {
    auto const index = [&](GroupSeries const& group) {
        return judged(record, group, year_position(group, year));
    };
    auto const& spec = record.settings.parity;
    std::vector<GroupSeries const*> lowest;
    for (GroupSeries const* group : shown_groups(record, parity)) {
        bool const asked = !spec.of_one_group() || group->name == spec.group;
        if (!group->deciding || !asked || !std::isfinite(index(*group)))
            continue;
        auto const same = std::find_if(lowest.begin(), lowest.end(),
                                       [&](auto const* g) { return g->axis == group->axis; });
        if (same == lowest.end())
            lowest.push_back(group);
        else if (index(*group) < index(**same))
            *same = group;
    }
    return lowest;
}

std::string shares(StudyRecord const& record, std::vector<GroupSeries const*> const& groups,
                   std::int32_t year) {
    std::string text;
    for (GroupSeries const* group : groups) {
        std::size_t const at = year_position(*group, year);
        auto const [held, due] = percents(group->share_workforce[at], group->share_reference[at]);
        text += text.empty()
                    ? fmt::format("{} hold {} of {} in {} against {} of {}", called(*group), held,
                                  record.workforce, group->year[at], due, record.reference)
                    : fmt::format(", {} {} against {}", called(*group), held, due);
    }
    return text;
}

std::string not_reached(StudyRecord const& record, models::ParityResult const& parity) {
    auto const reached = std::count_if(parity.first_year.begin(), parity.first_year.end(),
                                       [](auto const& year) { return year.has_value(); });
    if (reached == 0)
        return fmt::format("parity is not reached by {}", record.settings.end_year);
    auto const lost = parity.kept.lost();
    return fmt::format("parity is reached by {} in {} of {} replicates only{}",
                       record.settings.end_year, reached, parity.first_year.size(),
                       lost == 0 ? ""
                                 : fmt::format(", and lost again in {} of them",
                                               lost == reached ? "all" : fmt::format("{}", lost)));
}

//! "in 2035", "between 2035 and 2036": of a median.
std::string in_year(double year) {
    return year == std::floor(year)
               ? fmt::format("in {:.0f}", year)
               : fmt::format("between {:.0f} and {:.0f}", std::floor(year), std::ceil(year));
}

//! ", and lost again in 2041", ", and kept to 2050 in 180 of 200": what comes after it was reached.
std::string kept_words(StudyRecord const& record, models::ParityResult const& parity) {
    auto const& kept = parity.kept;
    if (kept.lost() == 0)
        return "";
    auto const n = parity.first_year.size();
    std::string const end = fmt::format("{}", record.settings.end_year);
    auto text = kept.median_lost ? ", and lost again " + in_year(*kept.median_lost)
                                 : fmt::format(", and lost again in {} of {}", kept.lost(), n);
    if (n <= 1)
        return text +
               (kept.at_end() > 0 ? fmt::format(", but there again since {}", *kept.since[0]) : "");
    return text + fmt::format("; it is there in {} in {} of {}", end,
                              kept.at_end() == 0 ? "none" : fmt::format("{}", kept.at_end()), n);
}

//! The median year, and over how many replicates it is one.
std::string reached_in(StudyRecord const& record, models::ParityResult const& parity) {
    double const year = *parity.median_year;
    // What the base year has nobody has reached.
    std::string const reached = year == record.base_year
                                    ? fmt::format("Parity is there {} {:.0f}, the base year",
                                                  parity.kept.median_lost ? "in" : "since", year)
                                    : "Parity is reached " + in_year(year);
    auto const never = std::count(parity.first_year.begin(), parity.first_year.end(), std::nullopt);
    std::size_t const n = parity.first_year.size();
    if (n <= 1)
        return reached + kept_words(record, parity);
    return fmt::format("{} (median of {} replicates{}){}", reached, n,
                       never == 0 ? ""
                                  : fmt::format(", {} of which do not reach it by {}", never,
                                                record.settings.end_year),
                       kept_words(record, parity));
}

} // namespace

std::vector<GroupSeries const*> shown_groups(StudyRecord const& record,
                                             models::ParityResult const& parity) {
    auto const& lens = record.settings.parity.lens;
    auto const place = [&](GroupSeries const* group) {
        return std::find(lens.begin(), lens.end(), group->axis) - lens.begin();
    };
    std::vector<GroupSeries const*> shown;
    for (GroupSeries const& group : parity.groups)
        if (!group.year.empty())
            shown.push_back(&group);
    std::stable_sort(shown.begin(), shown.end(),
                     [&](auto const* a, auto const* b) { return place(a) < place(b); });
    return shown;
}

std::string called(GroupSeries const& group) {
    return group.label.empty() ? plain_name(group.name) : group.label;
}

double judged(StudyRecord const& record, GroupSeries const& group, std::size_t at) {
    return judged_by(record.settings.parity.index, group, at);
}

double judged_by(std::string const& index, GroupSeries const& group, std::size_t at) {
    if (index == "share")
        return group.share_workforce[at];
    if (index == "count")
        return group.persons[at];
    return index == "difference" ? group.share_workforce[at] - group.share_reference[at]
                                 : group.ratio[at];
}

std::string index_text(std::string const& index, double value) {
    if (index == "count")
        return std::isfinite(value) ? people(value) : "-";
    return index == "difference" ? fmt::format("{:+.1f}", 100.0 * value)
                                 : fmt::format("{:.2f}", value);
}

std::string crossing_words(std::string_view crossing) {
    auto words = plain_name(crossing);
    for (auto dot = words.find('.'); dot != std::string::npos; dot = words.find('.'))
        words.replace(dot, 1, " and ");
    return words;
}

std::size_t year_position(GroupSeries const& series, std::int32_t year) {
    auto const at = std::lower_bound(series.year.begin(), series.year.end(), year);
    auto const position = static_cast<std::size_t>(at - series.year.begin());
    return std::min(position, series.year.size() - 1);
}

std::string headline(StudyRecord const& record, models::StudyResult const& result) {
    models::ParityResult const& parity = result.parity;
    std::int32_t const year = year_of_answer(record, parity);
    std::string found = shares(record, furthest_below(record, parity, year), year);
    if (parity.median_year) {
        std::string const reached = reached_in(record, parity);
        return found.empty() ? reached + "." : fmt::format("{}: {}.", reached, found);
    }
    std::string const answer = not_reached(record, parity);
    return capitalised(found.empty() ? answer : fmt::format("{}: {}", found, answer)) + ".";
}

} // namespace stempath::apps
