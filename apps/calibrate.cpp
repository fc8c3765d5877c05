#include "apps/calibrate_page.hpp"
#include "apps/commands.hpp"
#include "apps/exit_code.hpp"
#include "apps/interrupt.hpp"
#include "apps/loading.hpp"
#include "apps/terminal.hpp"
#include "models/fit_file.hpp"
#include "models/model_error.hpp"
#include "models/size_checks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <unistd.h>
#include <utility>

namespace stempath::apps {

namespace {

namespace fs = std::filesystem;

//! A pack without its earlier fit, its targets, and its stocks as they must be.
struct Ready {
    scenarios::LoadedPack loaded;
    analysis::Targets targets;
    std::optional<analysis::RakedStocks> raked;
};

//! Throws InputError.
Ready read(std::string const& wanted) {
    models::Diagnostics problems;
    auto loaded = scenarios::load_pack(wanted, home_directory(), problems, models::Fitted::no);
    if (loaded && !loaded->pack.fit)
        problems.add(models::ProblemKind::missing_key, loaded->document.where, "fit",
                     "the pack says nothing of a fit: declare [fit] (docs/calibration.md).");
    auto targets =
        loaded && loaded->pack.fit ? analysis::read_targets(loaded->pack, problems) : std::nullopt;
    if (targets)
        analysis::check_freedom(loaded->pack, *targets, problems);
    if (!targets || !problems.ok())
        throw InputError{std::move(problems)};
    auto raked = analysis::rake_stocks(loaded->pack, *targets, problems);
    if (!problems.ok())
        throw InputError{std::move(problems)};
    if (raked)
        loaded->pack.base->stocks = raked->stocks;
    return {std::move(*loaded), std::move(*targets), std::move(raked)};
}

//! Half a million synthetic people at the base year, or everybody.
double scale_of(models::Pack const& pack, analysis::Targets const& targets) {
    constexpr double wanted = 5e5;
    models::RunSettings settings;
    settings.end_year = targets.last_year;
    settings.parity = pack.parity.front();
    settings.parity.k = 1;
    return std::min(1.0, wanted / models::people_laid_out(pack, settings));
}

analysis::CalibrationSettings settings_of(CalibrateOptions const& options, Ready const& ready,
                                          std::uint32_t start, InterruptWatch const& watch) {
    analysis::CalibrationSettings settings;
    settings.scale =
        options.scale > 0.0 ? options.scale : scale_of(ready.loaded.pack, ready.targets);
    settings.replicates = options.replicates;
    settings.seed = options.seed;
    settings.threads = options.threads;
    settings.start = start;
    settings.goes_on = [&watch] { return !watch.interrupted(); };
    if (!options.quiet)
        settings.say = [start](std::string const& text) {
            say(fmt::format("start {}: {}", start_name(start), text));
        };
    return settings;
}

} // namespace

int calibrate(CalibrateOptions const& options) {
    InterruptWatch const watch; // before the scheduler has threads
    auto const ready = read(options.pack);
    auto const& pack = ready.loaded.pack;
    auto const named = models::fit_result_of(ready.loaded.document, pack.directory);
    auto const name = named ? named->filename().string() : std::string("fit.toml");
    analysis::FitFiles const files(options.out.empty() ? fs::path(pack.directory)
                                                       : fs::path(options.out),
                                   name, options.replace);
    FittedPack of{&pack,
                  &ready.targets,
                  ready.raked ? &*ready.raked : nullptr,
                  {},
                  {},
                  {},
                  named.has_value() && options.out.empty()};
    auto const first = static_cast<std::uint32_t>(options.start.front() - 'A');
    try {
        for (std::uint32_t i = 0; i < options.starts; ++i) {
            of.settings.push_back(settings_of(options, ready, first + i, watch));
            of.settings.back().doubt = i == 0; // the others are only compared with the first
            of.fits.push_back(analysis::calibrate(pack, ready.targets, of.settings.back()));
        }
    } catch (models::Interrupted const&) {
        say("interrupted; nothing was written");
        return watch.exit_status();
    }
    of.written = files.write({&pack, &ready.targets, &of.fits.front(), &of.settings.front(),
                              of.raked, models::fit_basis(ready.loaded.document, pack.directory)});
    write_stdout(options.json ? calibrate_json(of)
                              : calibrate_page(of, terminal_of(STDOUT_FILENO).colour));
    return static_cast<int>(ExitCode::done);
}

} // namespace stempath::apps
