#pragma once

#include "scenarios/explanation.hpp"

#include <string>

namespace stempath::apps {

//! What `explain --json` prints; the layout is documented in docs/json-output.md.
std::string explain_json(scenarios::Explanation const& explanation, models::Pack const& pack);

} // namespace stempath::apps
