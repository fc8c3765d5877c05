#include "scenarios/scenario.hpp"

#include "models/printable.hpp"
#include "models/provenance.hpp"

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
    text += grades_text(pack);
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
