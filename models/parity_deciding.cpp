//! Which groups decide whether parity is there, and what a result says beside its series.
#include "models/parity_assessment.hpp"

namespace stempath::models {

namespace {

constexpr double least_share = 0.01; //!< of the reference, of a group that has a say

} // namespace

bool decides(ParitySpec const& spec, GroupSeries const& s, double noise) {
    if (spec.index == "count")
        return s.name == spec.group;
    if (std::isnan(s.share_workforce.back()))
        return false;
    if (spec.index == "share")
        return s.name == spec.group;
    double const tolerance = spec.index == "ratio" ? 1.0 - spec.at_least : -spec.at_least;
    return s.share_reference.back() >= least_share &&
           (tolerance <= 0.0 || noise <= tolerance / 2.0);
}

double slack_of(ParitySpec const& spec, GroupSeries const& s, double noise, bool together) {
    bool const speaks = !together && !spec.of_one_group() &&
                        !std::isnan(s.share_workforce.back()) &&
                        s.share_reference.back() >= least_share && std::isfinite(noise);
    return speaks ? 2.0 * noise : std::numeric_limits<double>::infinity();
}

bool stands_in_the_way(ParitySpec const& spec, GroupSeries const& s, double index) {
    return s.deciding ? !(index >= spec.at_least) : index < spec.at_least - s.slack;
}

std::vector<std::string> empty_sides(std::vector<GroupSeries> const& groups) {
    std::vector<std::string> said;
    auto const look = [&](std::vector<double> const& shares, std::string const& whom) {
        auto const& years = groups.front().year;
        auto const first =
            std::find_if(shares.begin(), shares.end(), [](double x) { return std::isnan(x); });
        auto const n =
            std::count_if(shares.begin(), shares.end(), [](double x) { return std::isnan(x); });
        if (n > 0)
            said.push_back("nobody is in " + whom + " in " + std::to_string(n) + " of " +
                           std::to_string(shares.size()) + " years, first in " +
                           std::to_string(years[static_cast<std::size_t>(first - shares.begin())]) +
                           ": shares and ratios do not exist there, and such a year is not one "
                           "of parity");
    };
    if (!groups.empty()) {
        look(groups.front().share_workforce, "the workforce of the parity definition");
        look(groups.front().share_reference, "the reference of the parity definition");
    }
    return said;
}

std::vector<GoalResult> goals_of(Judged const& judged,
                                 std::vector<std::optional<std::int32_t>> const& first_year,
                                 std::vector<std::vector<bool>> const& met) {
    std::vector<GoalResult> goals;
    for (auto const goal : judged.spec.goals) {
        auto const hits = std::count_if(first_year.begin(), first_year.end(),
                                        [&](auto y) { return y && *y <= goal; });
        auto& result = goals.emplace_back(
            goal_result(goal, hits, static_cast<std::int64_t>(first_year.size())));
        result.kept = 0;
        auto const at = static_cast<std::size_t>(goal - judged.model.base_year);
        for (auto const& replicate : met) {
            auto const lasts = lasting(replicate, judged.spec.k);
            result.kept += at < lasts.size() && lasts[at] ? 1 : 0;
        }
    }
    return goals;
}

Kept kept_of(Judged const& judged, std::vector<std::optional<std::int32_t>> const& first_year,
             std::vector<std::vector<bool>> const& met) {
    Kept kept;
    auto const base = judged.model.base_year, end = judged.model.settings.end_year;
    for (std::size_t r = 0; r < met.size(); ++r) {
        auto const lasts = lasting(met[r], judged.spec.k);
        auto const there = [&](std::int32_t year) {
            return lasts[static_cast<std::size_t>(year - base)];
        };
        auto& lost = kept.lost_year.emplace_back();
        for (auto year = first_year[r].value_or(end); year <= end && !lost && first_year[r]; ++year)
            if (!there(year))
                lost = year;
        auto& since = kept.since.emplace_back();
        for (auto year = end; year >= base && there(year); --year)
            since = year;
    }
    kept.median_lost = median_year(kept.lost_year);
    kept.median_since = median_year(kept.since);
    return kept;
}

} // namespace stempath::models
