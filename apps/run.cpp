#include "apps/commands.hpp"
#include "apps/exit_code.hpp"
#include "apps/expected.hpp"
#include "apps/interrupt.hpp"
#include "apps/loading.hpp"
#include "apps/progress.hpp"
#include "apps/repeat_command.hpp"
#include "apps/run_json.hpp"
#include "apps/study_files.hpp"
#include "apps/summary.hpp"
#include "apps/terminal.hpp"
#include "output/output_error.hpp"
#include "output/peak_memory.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace stempath::apps {

namespace {

//! Simulated years of all replicates and twins, with those that confirm parity after the last one
//! reported.
double years_to_simulate(scenarios::Study const& study) {
    auto const& run = study.settings;
    std::int32_t const years = run.end_year - study.pack.base_year + run.parity.k - 1;
    return static_cast<double>(years) * (run.replicates + run.twins);
}

//! Throws models::Interrupted.
models::StudyResult simulate(scenarios::Study const& study, InterruptWatch const& watch,
                             bool quiet) {
    ProgressMeter meter(quiet, years_to_simulate(study));
    return with_places(study, [&] {
        return models::run_study(study.pack, study.settings, [&](double share) {
            meter.report(share);
            return !watch.interrupted();
        });
    });
}

/*! Writes the files; a failure is told and returned as the status, so that the summary of a long
 * run is not lost with its tables.
 */
ExitCode store(output::ResultsDirectory& directory, StudyRecord const& record,
               models::StudyResult const& result) {
    try {
        write_study(directory, record, result);
        return ExitCode::done;
    } catch (output::OutputError const& error) {
        say(error.what());
        return ExitCode::io;
    }
}

void show(StudyRecord const& record, models::StudyResult const& result, bool json) {
    write_stdout(json ? run_json(record, result)
                      : summary(record, result, terminal_of(STDOUT_FILENO).colour));
}

} // namespace

int run(ScenarioChoice const& choice, RunOptions const& options) {
    scenarios::Study const study = load_study(choice);
    if (options.print_resolved) {
        write_stdout(scenarios::print_resolved(study));
        return static_cast<int>(ExitCode::done);
    }
    if (options.expected)
        return run_expected(study, choice, options);
    require_memory(study);
    InterruptWatch const watch; // before the scheduler has threads
    output::ResultsDirectory directory(
        study.scenario.out, {study.scenario.name, study.scenario.text},
        options.replace ? output::Replace::any : output::Replace::own);
    StudyRecord record = describe(study);
    record.replaces = directory.replaces();
    record.command = repeat_command(choice, study.settings);
    try {
        record.ended = std::time(nullptr);
        models::StudyResult result = simulate(study, watch, options.quiet);
        result.warnings.insert(result.warnings.begin(), study.notes.begin(), study.notes.end());
        record.peak_rss_bytes = output::peak_resident_bytes();
        ExitCode const status = store(directory, record, result);
        if (status == ExitCode::done)
            record.results_dir = study.scenario.out;
        if (options.json && record.results_dir && record.replaces)
            say(fmt::format("{}: the results of an earlier run were replaced",
                            record.results_dir->string()));
        show(record, result, options.json);
        return static_cast<int>(status);
    } catch (models::Interrupted const&) {
        say("interrupted; nothing was written");
        return watch.exit_status();
    }
}

} // namespace stempath::apps
