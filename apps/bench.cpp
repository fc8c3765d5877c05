#include "bench/bench.hpp"

#include "apps/commands.hpp"
#include "apps/exit_code.hpp"
#include "apps/loading.hpp"
#include "apps/terminal.hpp"

namespace stempath::apps {

int bench(BenchOptions const& options) {
    ScenarioChoice const shipped{default_scenario, {}};
    scenarios::Study const study = load_study(shipped);
    stempath::bench::Options what;
    what.persons = options.persons;
    what.rounds = options.rounds.value_or(what.rounds);
    what.threads = options.threads.value_or(what.threads);
    what.level = options.level;
    what.quick = options.quick;
    auto const whole_study = [&] {
        scenarios::Study const again = load_study(shipped);
        models::run_study(again.pack, again.settings);
    };
    auto const tell = [&](std::string_view text) {
        if (!options.quiet)
            say(text);
    };
    try {
        auto const report =
            stempath::bench::run({study.pack, study.settings, whole_study}, what, tell);
        write_stdout(options.json ? to_json(report) : to_text(report));
        return static_cast<int>(ExitCode::done);
    } catch (stempath::bench::WrongAnswer const& error) {
        say(error.what());
        return static_cast<int>(ExitCode::failed);
    }
}

} // namespace stempath::apps
