#include "apps/report_words.hpp"

#include <fmt/format.h>

namespace stempath::apps {

namespace {

//! With a decimal where it is small or nearly sure.
std::string points(double p) {
    double const hundredths = 100.0 * p;
    return fmt::format("{:.{}f}", hundredths, hundredths < 9.95 || hundredths > 90.05 ? 1 : 0);
}

std::string words_with_range(models::GoalResult const& goal, char const* before,
                             char const* after) {
    if (goal.hits == 0)
        return fmt::format("under {} %", points(goal.high));
    if (goal.hits == goal.n)
        return fmt::format("over {} %", points(goal.low));
    return fmt::format("{} %{}{} to {} %{}", points(goal.p), before, points(goal.low),
                       points(goal.high), after);
}

std::string joined(std::vector<std::string> const& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i)
        text +=
            fmt::format("{}{}", i == 0 ? "" : (i + 1 == parts.size() ? " and " : ", "), parts[i]);
    return text;
}

//! "under 1.9 % by 2030", and "by 2050" where the words are those before.
std::vector<std::string> told_years(std::vector<models::GoalResult> const& goals) {
    std::vector<std::string> told;
    std::string before;
    for (models::GoalResult const& goal : goals) {
        std::string const words = words_with_range(goal, " (", ")");
        told.push_back(words == before ? fmt::format("by {}", goal.year)
                                       : fmt::format("{} by {}", words, goal.year));
        before = words;
    }
    return told;
}

//! " It is lost again by 2050 in 3 of the 124 runs that had it."; empty where none loses it.
std::string lost_again(std::vector<models::GoalResult> const& goals) {
    std::string text;
    for (models::GoalResult const& goal : goals)
        if (goal.kept < goal.hits)
            text =
                fmt::format(" It is lost again by {} in {} of the {} run{} that had it.", goal.year,
                            goal.hits - goal.kept, goal.hits, goal.hits == 1 ? "" : "s");
    return text;
}

} // namespace

std::string chance_words(models::GoalResult const& goal) {
    return words_with_range(goal, ", ", "");
}

std::string chances_sentence(std::vector<models::GoalResult> const& goals) {
    if (goals.empty())
        return "No goal year lies within the run, so no chance of parity is given.";
    std::vector<std::string> open;
    for (models::GoalResult const& goal : goals)
        if (!goal.resolved)
            open.push_back(fmt::format("{}", goal.year));
    auto const n = goals.front().n;
    std::string const chance =
        fmt::format("The chance of parity is {}, as far as {} run{} of the model can tell",
                    joined(told_years(goals)), n, n == 1 ? "" : "s");
    if (open.empty())
        return chance + "." + lost_again(goals);
    return fmt::format("{}; whether it is likelier than not by {} is not resolved: more runs are "
                       "needed.{}",
                       chance, joined(open), lost_again(goals));
}

} // namespace stempath::apps
