#include "scenarios/catalogue.hpp"

#include "scenarios/loaded_pack.hpp"
#include "scenarios/scenario_document.hpp"

namespace stempath::scenarios {

namespace {

namespace fs = std::filesystem;
using models::Diagnostics;

PackEntry entry_of_pack(std::string const& name, fs::path const& home) {
    Diagnostics problems;
    PackEntry entry;
    entry.name = name;
    // By its full path: a folder of the same name here is another pack.
    auto const loaded =
        load_pack(fs::absolute(home / "models" / "packs" / name).string(), home, problems);
    entry.problems = problems.count();
    if (!loaded)
        return entry;
    auto const& pack = loaded->pack;
    entry.title = pack.title;
    entry.kind = pack.teaching ? "teaching" : "place";
    entry.base_year = pack.base_year;
    entry.last_year = pack.last_year;
    entry.groups = pack.groups.size();
    entry.stages = pack.stages.size();
    entry.figures = pack.figures.size();
    return entry;
}

ScenarioEntry entry_of_scenario(std::string const& name, fs::path const& home) {
    Diagnostics problems;
    CommandLineOverrides with;
    with.home = home;
    ScenarioEntry entry;
    entry.name = name;
    auto const scenario = read_scenario_anyway(library_of(home) / (name + ".toml"), with, problems);
    entry.problems = problems.count();
    if (!scenario)
        return entry;
    entry.title = scenario->title;
    entry.pack = scenario->pack_directory.filename().string();
    if (!scenario->extends.empty())
        entry.extends = scenario->extends.back().stem().string();
    for (auto const& replacement : scenario->overrides)
        if (!replacement.key.starts_with("parity."))
            entry.sets.push_back(replacement.key);
    return entry;
}

} // namespace

std::vector<std::string> names_in(fs::path const& home) {
    auto names = library_names(library_of(home));
    for (auto& name : pack_names(home))
        names.push_back(std::move(name));
    return names;
}

std::vector<PackEntry> packs_in(fs::path const& home) {
    std::vector<PackEntry> entries;
    for (auto const& name : pack_names(home))
        entries.push_back(entry_of_pack(name, home));
    return entries;
}

std::vector<ScenarioEntry> scenarios_in(fs::path const& home) {
    std::vector<ScenarioEntry> entries;
    for (auto const& name : library_names(library_of(home)))
        entries.push_back(entry_of_scenario(name, home));
    return entries;
}

} // namespace stempath::scenarios
