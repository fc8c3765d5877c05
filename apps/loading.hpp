//! From the command line to a study that is ready to run.
#pragma once

#include "apps/commands.hpp"
#include "models/diagnostics.hpp"

namespace stempath::apps {

//! Everything wrong with what the user wrote. The program ends with problems.exit_code().
struct InputError {
    models::Diagnostics problems;
};

//! Directory that holds the packs and the scenario library: STEMPATH_HOME, else where it was built.
std::filesystem::path home_directory();

//! Reads scenario and pack. Throws InputError.
scenarios::Study load_study(ScenarioChoice const& choice);

} // namespace stempath::apps
