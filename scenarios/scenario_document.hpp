//! The text of a scenario: where it is found, what it extends, what the command line puts on top.
#pragma once

#include "models/section.hpp"
#include "scenarios/scenario.hpp"

namespace stempath::scenarios {

//! The file of a path or of a name in the library; none after a problem that suggests what there
//! is.
std::optional<std::filesystem::path> find_scenario(std::filesystem::path const& wanted,
                                                   std::filesystem::path const& home,
                                                   models::Diagnostics& problems);

//! The directory of a pack: beside the file that names it, or a folder of models/packs.
std::optional<std::filesystem::path> find_pack(models::Node const& named,
                                               std::filesystem::path const& home,
                                               models::Diagnostics& problems);

//! The packs of models/packs, sorted.
std::vector<std::string> pack_names(std::filesystem::path const& home);

//! A scenario's own text, its chain and their merged keys.
struct ScenarioDocument {
    models::Node root;
    std::string text;
    std::vector<std::filesystem::path> extends;
};
//! `home` holds the library, in which a file that is extended is looked for too.
std::optional<ScenarioDocument> read_document(std::filesystem::path const& path,
                                              std::filesystem::path const& home,
                                              models::Diagnostics& problems);

std::filesystem::path library_of(std::filesystem::path const& home);
//! Names of its scenarios, sorted.
std::vector<std::string> library_names(std::filesystem::path const& library);

//! Reads [run] into a scenario.
void read_run(Scenario& scenario, models::Section& section);

//! As read_scenario, and what could be read in spite of problems too, so that those of the pack can
//! be reported with them.
std::optional<Scenario> read_scenario_anyway(std::filesystem::path const& path,
                                             CommandLineOverrides const& command_line,
                                             models::Diagnostics& problems);

//! Puts the options of the command line into the document; what --set says of the pack is returned.
std::vector<models::Override> apply_command_line(models::Node& root,
                                                 CommandLineOverrides const& command_line,
                                                 models::Diagnostics& problems);

//! Numbers of people that cannot be counted at the scale of the run, and a scale that leaves
//! nobody.
void check_sizes(Study const& study, models::Diagnostics& problems);

} // namespace stempath::scenarios
