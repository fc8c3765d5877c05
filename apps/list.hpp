//! What `list` shows, as a page and as JSON (docs/json-output.md).
#pragma once

#include "apps/result_tables.hpp"
#include "models/pack.hpp"
#include "scenarios/catalogue.hpp"

#include <string>
#include <vector>

namespace stempath::apps {

//! What can be listed, with a phrase each.
struct ListKind {
    char const *name, *meaning;
};
inline constexpr ListKind list_kinds[] = {
    {"packs", "places and teaching packs in models/packs"},
    {"scenarios", "scenarios of the library"},
    {"measures", "every table and column that a run reports, with its unit"},
    {"stages", "stages of a pack, with phase, slots and exits: list stages PACK"}};

std::string kinds_page();
std::string packs_page(std::vector<scenarios::PackEntry> const& packs);
std::string scenarios_page(std::vector<scenarios::ScenarioEntry> const& scenarios);
std::string measures_page(std::vector<ResultTable> const& tables);
std::string stages_page(models::Pack const& pack);

std::string kinds_json();
std::string packs_json(std::vector<scenarios::PackEntry> const& packs);
std::string scenarios_json(std::vector<scenarios::ScenarioEntry> const& scenarios);
std::string measures_json(std::vector<ResultTable> const& tables);
std::string stages_json(models::Pack const& pack);

//! "probability", "log-odds" or "quota".
char const* form_word(models::ExitForm form);
//! Name of a destination: a stage, or "out".
std::string destination(models::Pack const& pack, models::Index to);

} // namespace stempath::apps
