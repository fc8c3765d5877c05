#include "apps/headline.hpp"

#include "apps/words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace stempath::apps {

namespace {

using models::GroupSeries;

//! Axes in the order in which they are shown, each with its deciding group of lowest ratio.
std::vector<GroupSeries const*> furthest_below(StudyRecord const& record,
                                               std::vector<GroupSeries> const& groups) {
    std::vector<GroupSeries const*> lowest;
    for (GroupSeries const& group : groups) {
        bool const shown = group.deciding && !group.year.empty();
        bool const asked = record.settings.parity.index != "share" ||
                           group.name == record.settings.parity.group;
        if (!shown || !asked)
            continue;
        double const ratio = group.ratio[year_position(group, record.settings.end_year)];
        if (!std::isfinite(ratio))
            continue;
        auto const same = std::find_if(lowest.begin(), lowest.end(),
                                       [&](auto const* g) { return g->axis == group.axis; });
        if (same == lowest.end())
            lowest.push_back(&group);
        else if (ratio < (*same)->ratio[year_position(**same, record.settings.end_year)])
            *same = &group;
    }
    return lowest;
}

std::string shares(StudyRecord const& record, std::vector<GroupSeries const*> const& groups) {
    std::string text;
    for (GroupSeries const* group : groups) {
        std::size_t const at = year_position(*group, record.settings.end_year);
        std::string const held = percent(group->share_workforce[at]);
        std::string const due = percent(group->share_reference[at]);
        text += text.empty() ? fmt::format("{} hold {} of {} in {} against {} of {}",
                                           capitalised(plain_name(group->name)), held,
                                           record.workforce, group->year[at], due, record.reference)
                             : fmt::format(", {} {} against {}", plain_name(group->name), held, due);
    }
    return text;
}

std::string verdict(StudyRecord const& record, models::ParityResult const& parity) {
    std::string const within = fmt::format("{}", record.settings.end_year);
    auto const reached = std::count_if(parity.first_year.begin(), parity.first_year.end(),
                                       [](auto const& year) { return year.has_value(); });
    if (parity.reached && parity.median_year)
        return fmt::format("parity is reached in {:g}", *parity.median_year);
    if (reached > 0)
        return fmt::format("parity is reached by {} in {} of {} replicates only", within, reached,
                           parity.first_year.size());
    return fmt::format("parity is not reached by {}", within);
}

} // namespace

std::size_t year_position(GroupSeries const& series, std::int32_t year) {
    auto const at = std::lower_bound(series.year.begin(), series.year.end(), year);
    auto const position = static_cast<std::size_t>(at - series.year.begin());
    return std::min(position, series.year.size() - 1);
}

std::string headline(StudyRecord const& record, models::StudyResult const& result) {
    std::string const found = shares(record, furthest_below(record, result.parity.groups));
    std::string const answer = verdict(record, result.parity);
    return found.empty() ? capitalised(answer) + "." : fmt::format("{}: {}.", found, answer);
}

} // namespace stempath::apps
