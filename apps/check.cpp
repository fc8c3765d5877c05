#include "apps/commands.hpp"
#include "apps/exit_code.hpp"
#include "apps/loading.hpp"
#include "apps/terminal.hpp"

#include <utility>

namespace stempath::apps {

int check(ScenarioChoice const& choice) {
    auto study = load_study(choice);
    require_memory(study);
    models::Diagnostics problems;
    for (auto& note : scenarios::check_model(study, problems))
        study.notes.push_back(std::move(note));
    if (!problems.ok())
        throw InputError{std::move(problems)};
    write_stdout(scenarios::check(study));
    return static_cast<int>(ExitCode::done);
}

} // namespace stempath::apps
