#pragma once

#include <functional>

namespace stempath::apps {

//! Calls a command. Whatever it throws becomes words on stderr and an exit status (exit_code.hpp).
int outcome_of(std::function<int()> const& command);

} // namespace stempath::apps
