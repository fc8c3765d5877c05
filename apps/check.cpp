#include "analysis/calibrate.hpp"
#include "analysis/raked_stocks.hpp"
#include "apps/commands.hpp"
#include "apps/exit_code.hpp"
#include "apps/loading.hpp"
#include "apps/terminal.hpp"

#include <algorithm>
#include <utility>

namespace stempath::apps {

namespace {

//! A scenario where there is one of that name, else a pack by itself.
scenarios::Study load_any(ScenarioChoice const& choice) {
    auto const home = home_directory();
    auto const wanted = choice.scenario;
    bool const pack = choice.with.set.empty() && scenarios::is_pack(wanted, home) &&
                      (std::filesystem::path(wanted).filename() == "pack.toml" ||
                       !scenarios::is_scenario(wanted, home));
    if (!pack)
        return load_study(choice);
    models::Diagnostics problems;
    auto study = scenarios::load_pack_alone(wanted, home, problems);
    if (!study)
        throw InputError{std::move(problems)};
    return *std::move(study);
}

//! Whether the scenario replaces what the targets of the base year are held against.
bool replaces_stocks(scenarios::Study const& study) {
    auto const& replaced = study.scenario.overrides;
    return std::any_of(replaced.begin(), replaced.end(), [](auto const& replacement) {
        return replacement.key.starts_with("base") || replacement.key.starts_with("crosswalk") ||
               replacement.key.starts_with("pool");
    });
}

//! What a fit would refuse, and stocks that miss their margins.
void check_fit(scenarios::Study const& study, models::Diagnostics& problems) {
    if (!study.pack.fit)
        return;
    auto const targets = analysis::read_targets(study.pack, problems);
    if (!targets)
        return;
    analysis::check_freedom(study.pack, *targets, problems);
    if (!replaces_stocks(study))
        analysis::check_stocks(study.pack, *targets, problems);
}

} // namespace

int check(ScenarioChoice const& choice) {
    auto study = load_any(choice);
    if (!study.scenario.path.empty())
        require_memory(study);
    models::Diagnostics problems;
    for (auto& note : scenarios::check_model(study, problems))
        study.notes.push_back(std::move(note));
    check_fit(study, problems);
    if (!problems.ok())
        throw InputError{std::move(problems)};
    write_stdout(scenarios::check(study));
    return static_cast<int>(ExitCode::done);
}

} // namespace stempath::apps
