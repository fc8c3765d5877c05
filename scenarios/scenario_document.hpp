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

//! A scenario's own text, its chain and their merged keys.
struct ScenarioDocument {
    models::Node root;
    std::string text;
    std::vector<std::filesystem::path> extends;
};
std::optional<ScenarioDocument> read_document(std::filesystem::path const& path,
                                              models::Diagnostics& problems);

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

} // namespace stempath::scenarios
