#include "apps/expected.hpp"

#include "apps/exit_code.hpp"
#include "apps/expected_files.hpp"
#include "apps/expected_page.hpp"
#include "apps/loading.hpp"
#include "apps/run_json.hpp"
#include "apps/terminal.hpp"
#include "output/output_error.hpp"

#include <unistd.h>

namespace stempath::apps {

namespace {

models::ExpectedResult solve(scenarios::Study const& study) {
    models::Diagnostics problems;
    scenarios::check_expected(study, problems);
    if (!problems.ok())
        throw InputError{std::move(problems)};
    auto result =
        with_places(study, [&] { return models::run_expected(study.pack, study.settings); });
    result.warnings.insert(result.warnings.begin(), study.notes.begin(), study.notes.end());
    return result;
}

//! Beside the simulated results, which it must not replace.
std::filesystem::path place_of(scenarios::Study const& study, ScenarioChoice const& choice) {
    std::filesystem::path place = study.scenario.out;
    if (!choice.with.out)
        place += "-expected";
    return place;
}

} // namespace

int run_expected(scenarios::Study const& study, ScenarioChoice const& choice,
                 RunOptions const& options) {
    auto const place = place_of(study, choice);
    models::ExpectedResult const result = solve(study);
    output::ResultsDirectory directory(
        place, {study.scenario.name + " --expected", study.scenario.text},
        options.replace ? output::Replace::any : output::Replace::own);
    StudyRecord record = describe(study);
    record.replaces = directory.replaces();
    auto status = ExitCode::done;
    try {
        write_expected(directory, record, study.pack, result);
        record.results_dir = place;
    } catch (output::OutputError const& error) {
        say(error.what());
        status = ExitCode::io;
    }
    write_stdout(options.json ? expected_json(record, study.pack, result)
                              : expected_page(record, result, terminal_of(STDOUT_FILENO).colour));
    return static_cast<int>(status);
}

} // namespace stempath::apps
