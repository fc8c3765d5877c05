#include "models/verify.hpp"

#include "apps/commands.hpp"
#include "apps/exit_code.hpp"
#include "apps/loading.hpp"
#include "apps/permuted_pack.hpp"
#include "apps/terminal.hpp"
#include "apps/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

constexpr std::uint32_t replicates_when_not_said = 2; //!< enough for an ensemble

void show_case(models::VerifyCase const& one) {
    write_stdout(fmt::format("{:<10}{:<48}{:>10}\n", one.equal ? "same" : "DIFFERENT", one.what,
                             duration(one.wall_s)));
}

void show_digests(models::VerifyReport const& report, std::uint32_t first) {
    std::string text;
    for (std::size_t i = 0; i < report.digests.size(); ++i)
        text += fmt::format("replicate {:<6}{}\n", first + i, report.digests[i]);
    write_stdout(text);
}

} // namespace

int verify(ScenarioChoice const& choice) {
    scenarios::Study const study = load_study(choice);
    require_memory(study);
    models::RunSettings settings = study.settings;
    if (!choice.with.replicates && settings.replicates > replicates_when_not_said) {
        settings.replicates = replicates_when_not_said;
        say(fmt::format("verifying the first {} replicates; --replicates asks for others",
                        settings.replicates));
    }
    auto const report = with_places(study, [&] {
        return models::verify(study.pack, permuted_pack(study), settings, show_case);
    });
    show_digests(report, settings.first_replicate);
    auto const different = std::count_if(report.cases.begin(), report.cases.end(),
                                         [](auto const& one) { return !one.equal; });
    write_stdout(report.passed ? fmt::format("All {} ways of running gave the same bits.\n",
                                             report.cases.size())
                               : fmt::format("{} of {} ways of running gave other bits.\n",
                                             different, report.cases.size()));
    return static_cast<int>(report.passed ? ExitCode::done : ExitCode::failed);
}

} // namespace stempath::apps
