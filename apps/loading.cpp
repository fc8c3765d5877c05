#include "apps/loading.hpp"

#include "apps/words.hpp"
#include "models/size_checks.hpp"
#include "sim/population.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>
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

scenarios::LoadedPack load_pack(std::string const& wanted) {
    models::Diagnostics problems;
    auto loaded = scenarios::load_pack(wanted, home_directory(), problems);
    if (!loaded)
        throw InputError{std::move(problems)};
    return *std::move(loaded);
}

double machine_bytes() {
    double const pages = static_cast<double>(::sysconf(_SC_PHYS_PAGES));
    double const all = std::max(0.0, pages * static_cast<double>(::sysconf(_SC_PAGE_SIZE)));
    std::ifstream limit("/sys/fs/cgroup/memory.max"); // a number, or "max"
    double allowed = 0.0;
    return limit >> allowed && allowed > 0.0 && allowed < all ? allowed : all;
}

void require_memory(scenarios::Study const& study, double available) {
    double const people = models::people_laid_out(study.pack, study.settings);
    double const needed = people * static_cast<double>(sim::Block::bytes_per_row);
    if (available <= 0.0 || needed <= available)
        return;
    double const fits = 0.5 * available / needed * study.settings.scale;
    auto const* const scale = study.scenario.document.find("run")->find("scale");
    models::Diagnostics problems;
    problems.add(models::ProblemKind::out_of_range, scale->where, "run.scale",
                 fmt::format("a replicate of {:.3g} synthetic people needs {} or more, and this "
                             "machine has {}. --scale {:.1g} would fit.",
                             people, bytes(needed), bytes(available), fits));
    throw InputError{std::move(problems)};
}

} // namespace stempath::apps
