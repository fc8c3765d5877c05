#pragma once

#include "apps/commands.hpp"

#include <string>

namespace stempath::apps {

/*! The command line that repeats a run, with seed, scale and replicates as they were, quoted for a
 *  shell. Where results went, threads and what was printed are left out: they change no number.
 */
std::string repeat_command(ScenarioChoice const& choice, models::RunSettings const& settings);

} // namespace stempath::apps
