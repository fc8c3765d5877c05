//! Every key of a scenario, described once: for `explain`, for messages, and checked against
//! docs/scenario-format.md.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::scenarios {

struct ScenarioKey {
    std::string_view key;
    std::string_view type;
    std::string_view unit;
    std::string_view allowed;
    std::string_view fallback; //!< what holds when the key is absent
    std::string_view meaning;
};

std::span<ScenarioKey const> scenario_keys();
ScenarioKey const* find_scenario_key(std::string_view key);
std::vector<std::string> scenario_key_names();

//! Sections of a pack, of which a scenario can replace figures.
std::vector<std::string> pack_sections();

} // namespace stempath::scenarios
