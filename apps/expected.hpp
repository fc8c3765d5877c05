//! `run --expected`.
#pragma once

#include "apps/commands.hpp"

namespace stempath::apps {

/*! Solves a study for its expected path, writes its tables and shows it. Returns the exit status.
 *  Throws InputError where there is no such path, output::OutputError when the results directory is
 *  not ours to write.
 */
int run_expected(scenarios::Study const& study, ScenarioChoice const& choice,
                 RunOptions const& options);

} // namespace stempath::apps
