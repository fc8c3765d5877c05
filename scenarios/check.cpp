#include "scenarios/scenario.hpp"

#include "models/drawn_pack.hpp"
#include "models/printable.hpp"
#include "models/provenance.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace stempath::scenarios {

namespace {

std::string grades_text(models::Pack const& pack) {
    std::map<std::string, std::size_t> by_grade;
    std::size_t cells = 0;
    for (auto const& figure : pack.figures) {
        ++by_grade[figure.cube.from.grade.empty() ? "no grade" : figure.cube.from.grade];
        cells += figure.cube.values().size();
    }
    auto text = fmt::format("  {} figures, {} cells", pack.figures.size(), cells);
    std::string separator = "; by their weakest row ";
    for (auto const& [grade, n] : by_grade) {
        text += fmt::format("{}{} {}", separator, n,
                            grade == "judgement" || grade == "no grade" ? grade : "grade " + grade);
        separator = ", ";
    }
    if (!pack.figures.empty())
        text +=
            fmt::format(". Judgement: {:.0f} % of the figures, tables by the share of their rows",
                        100.0 * models::judged_share(pack));
    return text + ".\n";
}

std::string doubt_text(models::Pack const& pack) {
    if (!pack.states_doubt)
        return "  No figure is in doubt: the pack has no [doubt].\n";
    auto const doubtful = models::DoubtfulFigures(pack).all().size();
    auto text = fmt::format("  {} figures are in doubt and drawn in each replicate", doubtful);
    auto const without = models::figures_without_range(pack);
    constexpr std::size_t shown = 5;
    if (!without.empty())
        text += fmt::format(
            ". Note: {} that may be negative state neither plus_minus nor low and high, and are "
            "not: {}{}",
            without.size(),
            fmt::join(without.begin(),
                      without.begin() +
                          static_cast<std::ptrdiff_t>(std::min(shown, without.size())),
                      ", "),
            without.size() > shown ? ", ..." : "");
    return text + ".\n";
}

} // namespace

std::string check(Study const& study) {
    auto const& scenario = study.scenario;
    auto const& pack = study.pack;
    using models::printable;
    auto text = fmt::format("{}: no problems.\n", printable(scenario.path.string()));
    text += fmt::format("  {}: {}\n", printable(scenario.title), printable(pack.title));
    text += fmt::format("  {} to {}, {} replicate{} at {} synthetic people per person, seed {}\n",
                        pack.base_year, scenario.end, scenario.replicates.count,
                        scenario.replicates.count == 1 ? "" : "s", scenario.scale, scenario.seed);
    text += fmt::format(
        "  {} stages, {} entries, {} markets, {} groups, {} regions, {} fields, {} credentials\n",
        pack.stages.size(), pack.entries.size(), pack.markets.size(), pack.groups.size(),
        pack.regions.size(), pack.fields.size(), pack.credentials.size());
    text += grades_text(pack) + doubt_text(pack);
    for (auto const& note : study.notes)
        text += fmt::format("  Note: {}.\n", printable(note));
    if (!scenario.overrides.empty())
        text += fmt::format("  {} value{} of the pack replaced:\n", scenario.overrides.size(),
                            scenario.overrides.size() == 1 ? "" : "s");
    for (auto const& replacement : scenario.overrides)
        text += fmt::format("    {}, {}\n", printable(replacement.key),
                            printable(models::to_text(replacement.value.where)));
    return text;
}

} // namespace stempath::scenarios
