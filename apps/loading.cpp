#include "apps/loading.hpp"

#include <cstdlib>
#include <utility>

namespace stempath::apps {

std::filesystem::path home_directory() {
    char const* const home = std::getenv("STEMPATH_HOME");
    return home != nullptr && *home != '\0' ? home : STEMPATH_SOURCE_DIR;
}

scenarios::Study load_study(ScenarioChoice const& choice) {
    scenarios::CommandLineOverrides with = choice.with;
    with.home = home_directory();
    models::Diagnostics problems;
    auto study = scenarios::load(choice.scenario, with, problems);
    if (!study)
        throw InputError{std::move(problems)};
    return *std::move(study);
}

} // namespace stempath::apps
