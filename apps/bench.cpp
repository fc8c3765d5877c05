#include "bench/bench.hpp"
#include "bench/nation.hpp"
#include "bench/scaling.hpp"

#include "apps/commands.hpp"
#include "apps/exit_code.hpp"
#include "apps/loading.hpp"
#include "apps/terminal.hpp"

namespace stempath::apps {

namespace {

//! Measures the default scenario: `measure` gives a report of the subject and tells what it is at.
template <class Measure>
int report_on(bool json, bool quiet, Measure measure) {
    ScenarioChoice const shipped{default_scenario, {}};
    scenarios::Study const study = load_study(shipped);
    auto const whole_study = [&] {
        scenarios::Study const again = load_study(shipped);
        models::run_study(again.pack, again.settings);
    };
    auto const tell = [&](std::string_view text) {
        if (!quiet)
            say(text);
    };
    try {
        auto const report =
            measure(stempath::bench::Subject{study.pack, study.settings, whole_study}, tell);
        write_stdout(json ? to_json(report) : to_text(report));
        return static_cast<int>(ExitCode::done);
    } catch (stempath::bench::WrongAnswer const& error) {
        say(error.what());
        return static_cast<int>(ExitCode::failed);
    } catch (stempath::bench::TooLittleMemory const& error) {
        say(error.what());
        return static_cast<int>(ExitCode::no_memory);
    }
}

} // namespace

int bench(BenchOptions const& options) {
    stempath::bench::Options what;
    what.persons = options.persons;
    what.rounds = options.rounds.value_or(what.rounds);
    what.threads = options.threads.value_or(what.threads);
    what.level = options.level;
    what.quick = options.quick;
    return report_on(options.json, options.quiet, [&](auto const& subject, auto const& tell) {
        return stempath::bench::run(subject, what, tell);
    });
}

int bench_scaling(ScalingOptions const& options) {
    using stempath::bench::Scaling;
    stempath::bench::ScalingOptions what;
    what.threads_up_to = options.threads_up_to;
    what.rounds = options.rounds;
    what.persons = options.persons;
    what.level = options.level;
    std::erase_if(what.kinds, [&](Scaling kind) {
        return options.kind != "all" && stempath::bench::name_of(kind) != options.kind;
    });
    return report_on(options.json, options.quiet, [&](auto const& subject, auto const& tell) {
        return stempath::bench::measure_scaling(subject, what, tell);
    });
}

int bench_nation(NationOptions const& options) {
    stempath::bench::NationOptions what;
    what.threads = options.threads;
    what.scale = options.scale;
    what.level = options.level;
    return report_on(options.json, options.quiet, [&](auto const& subject, auto const& tell) {
        return stempath::bench::measure_nation(subject, what, tell);
    });
}

} // namespace stempath::apps
