#include "scenarios/scenario.hpp"

#include "models/drawn_pack.hpp"
#include "models/printable.hpp"
#include "models/provenance.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace stempath::scenarios {

namespace {

std::string counted(std::size_t n, std::string_view one, std::string_view several) {
    return fmt::format("{} {}", n, n == 1 ? one : several);
}

std::string sizes_text(models::Pack const& pack) {
    return fmt::format("  {}, {}, {}, {}, {}, {}, {}\n",
                       counted(pack.stages.size(), "stage", "stages"),
                       counted(pack.entries.size(), "entry", "entries"),
                       counted(pack.markets.size(), "market", "markets"),
                       counted(pack.groups.size(), "group", "groups"),
                       counted(pack.regions.size(), "region", "regions"),
                       counted(pack.fields.size(), "field", "fields"),
                       counted(pack.credentials.size(), "credential", "credentials"));
}

std::string grades_text(models::Pack const& pack) {
    std::map<std::string, std::size_t> by_grade;
    std::size_t cells = 0;
    for (auto const& figure : pack.figures) {
        ++by_grade[figure.cube.from.grade.empty() ? "no grade" : figure.cube.from.grade];
        cells += figure.cube.values().size();
    }
    auto text = fmt::format("  {}, {}", counted(pack.figures.size(), "figure", "figures"),
                            counted(cells, "cell", "cells"));
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
    auto text = fmt::format("  {} in doubt and drawn in each replicate",
                            counted(doubtful, "figure is", "figures are"));
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
    bool const pack_alone = scenario.path.empty();
    auto text = fmt::format("{}: no problems.\n",
                            printable(pack_alone ? pack.directory : scenario.path.string()));
    if (pack_alone)
        text +=
            fmt::format("  {}, {} to {}\n", printable(pack.title), pack.base_year, pack.last_year);
    else
        text +=
            fmt::format("  {}: {}\n  {} to {}, {} at {} synthetic people per person, seed {}\n",
                        printable(scenario.title), printable(pack.title), pack.base_year,
                        scenario.end, counted(scenario.replicates.count, "replicate", "replicates"),
                        scenario.scale, scenario.seed);
    text += sizes_text(pack) + grades_text(pack) + doubt_text(pack);
    for (auto const& note : study.notes)
        text += fmt::format("  Note: {}.\n", printable(note));
    if (!scenario.overrides.empty())
        text += fmt::format("  {} of the pack replaced:\n",
                            counted(scenario.overrides.size(), "value", "values"));
    for (auto const& replacement : scenario.overrides)
        text += fmt::format("    {}, {}\n", printable(replacement.key),
                            printable(models::to_text(replacement.value.where)));
    return text;
}

} // namespace stempath::scenarios
