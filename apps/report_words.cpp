#include "apps/report_words.hpp"

#include <cmath>
#include <fmt/format.h>
#include <string_view>

namespace stempath::apps {

namespace {

constexpr double z95 = 1.959964; //!< two-sided 95 % point of the standard normal

//! Wilson, E. B. (1927): the interval of a share that holds good at 0 and at 1.
void add_interval(Chance& chance) {
    auto const n = static_cast<double>(chance.n);
    double const p = static_cast<double>(chance.hits) / n, z2 = z95 * z95 / n;
    double const middle = (p + z2 / 2.0) / (1.0 + z2);
    double const half = z95 / (1.0 + z2) * std::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n));
    chance.low = chance.hits == 0 ? 0.0 : middle - half;
    chance.high = chance.hits == chance.n ? 1.0 : middle + half;
    chance.told = chance.high < 0.5 || chance.low > 0.5;
}

std::string words_of(Chance const& chance) {
    double const p = static_cast<double>(chance.hits) / static_cast<double>(chance.n);
    if (chance.hits == 0)
        return fmt::format("under {:.2g} %", 100.0 * chance.high);
    if (chance.hits == chance.n)
        return fmt::format("over {:.3g} %", 100.0 * chance.low);
    return fmt::format("{:.2g} % ({:.2g} to {:.2g} %)", 100.0 * p, 100.0 * chance.low,
                       100.0 * chance.high);
}

std::string joined(std::vector<std::string> const& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i)
        text +=
            fmt::format("{}{}", i == 0 ? "" : (i + 1 == parts.size() ? " and " : ", "), parts[i]);
    return text;
}

} // namespace

std::vector<Chance> chances_of(models::ParityResult const& parity) {
    std::vector<Chance> chances;
    auto const n = static_cast<std::int64_t>(parity.first_year.size());
    if (n == 0)
        return chances;
    for (models::GoalResult const& goal : parity.goals) {
        Chance chance;
        chance.year = goal.year;
        chance.n = n;
        chance.hits = std::llround(goal.p * static_cast<double>(n));
        add_interval(chance);
        chance.words = words_of(chance);
        chances.push_back(chance);
    }
    return chances;
}

std::string chances_sentence(std::vector<Chance> const& chances) {
    if (chances.empty())
        return "No goal year lies within the run, so no chance of parity is given.";
    std::vector<std::string> parts, open;
    std::string_view before;
    for (Chance const& chance : chances) {
        parts.push_back(chance.words == before
                            ? fmt::format("by {}", chance.year)
                            : fmt::format("{} by {}", chance.words, chance.year));
        before = chance.words;
        if (!chance.told)
            open.push_back(fmt::format("{}", chance.year));
    }
    auto const n = chances.front().n;
    std::string text =
        fmt::format("The chance of parity is {}, as far as {} run{} of the model can tell",
                    joined(parts), n, n == 1 ? "" : "s");
    if (!open.empty())
        text += fmt::format("; whether it is likelier than not by {} is not resolved: more runs "
                            "are needed",
                            joined(open));
    return text + ".";
}

} // namespace stempath::apps
