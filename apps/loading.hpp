//! From the command line to a study that is ready to run.
#pragma once

#include "apps/commands.hpp"
#include "models/diagnostics.hpp"
#include "scenarios/loaded_pack.hpp"

#include <utility>

namespace stempath::apps {

//! Everything wrong with what the user wrote. The program ends with problems.exit_code().
struct InputError {
    models::Diagnostics problems;
};

//! Directory that holds the packs and the scenario library: STEMPATH_HOME, else where it was built.
std::filesystem::path home_directory();

//! Reads scenario and pack. Throws InputError.
scenarios::Study load_study(ScenarioChoice const& choice);

//! Reads a pack alone. Throws InputError.
scenarios::LoadedPack load_pack(std::string const& wanted);

/*! Bytes that this machine, or the container that we are in, can hold; 0 when it does not say.
 */
double machine_bytes();

//! Throws InputError when one replicate needs more than `available` bytes (0: not known).
void require_memory(scenarios::Study const& study, double available = machine_bytes());

//! Calls `work`, which makes the model of a study; what the model refuses is thrown as InputError
//! with its place.
template <class Work>
auto with_places(scenarios::Study const& study, Work work) {
    try {
        return work();
    } catch (models::ModelError const& error) {
        models::Diagnostics problems;
        scenarios::add_model_problem(study, error, problems);
        throw InputError{std::move(problems)};
    }
}

} // namespace stempath::apps
