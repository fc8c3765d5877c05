//! What there is to run and to look at: the packs and the scenarios of a home directory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace stempath::scenarios {

//! A pack of models/packs. One with problems has a name and, when it could be read, a title.
struct PackEntry {
    std::string name, title, kind;
    std::int32_t base_year = 0, last_year = 0;
    std::size_t groups = 0, stages = 0, figures = 0;
    std::size_t problems = 0; //!< what `check` of a scenario with it would tell
};

//! A scenario of the library. One with problems of its own has a name and what could be read.
struct ScenarioEntry {
    std::string name, title, pack;
    std::string extends;           //!< the scenario that it changes; empty for none
    std::vector<std::string> sets; //!< keys of the pack that it replaces
    std::size_t problems = 0;
};

//! The names of both, scenarios first.
std::vector<std::string> names_in(std::filesystem::path const& home);

//! Sorted by name.
std::vector<PackEntry> packs_in(std::filesystem::path const& home);
std::vector<ScenarioEntry> scenarios_in(std::filesystem::path const& home);

} // namespace stempath::scenarios
