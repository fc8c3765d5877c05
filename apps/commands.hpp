//! The program's commands: options in, exit status out. Results go to stdout, all else to stderr.
#pragma once

#include "scenarios/scenario.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace stempath::apps {

//! A scenario (a file, or the name of one in the library) and what the command line replaces of it.
struct ScenarioChoice {
    std::string scenario;
    scenarios::CommandLineOverrides with;
};

struct RunOptions {
    bool json = false;
    bool quiet = false;
    bool replace = false; //!< earlier results give way, whosever they are
    bool print_resolved = false;
    bool expected = false; //!< the mean-field solution in place of replicates
};

struct BenchOptions {
    std::optional<double> persons; //!< synthetic people at the base year
    std::optional<std::uint32_t> rounds, threads;
    models::Level level = models::Level::best; //!< instructions of the hot loops
    bool quick = false;
    bool json = false;
    bool quiet = false;
};

struct ScalingOptions {
    std::string kind = "all"; //!< strong, weak, ensemble, size or all
    std::uint32_t threads_up_to = 0, rounds = 3;
    std::optional<double> persons; //!< of strong scaling
    models::Level level = models::Level::best;
    bool json = false;
    bool quiet = false;
};

struct NationOptions {
    std::uint32_t threads = 0;
    double scale = 1.0;
    models::Level level = models::Level::best;
    bool json = false;
    bool quiet = false;
};

struct ListOptions {
    std::string what; //!< packs, scenarios, measures or stages; empty: what can be listed
    std::string pack; //!< whose stages
    bool json = false;
};

//! Two scenarios, or two packs.
struct DiffOptions {
    std::string a, b;
    bool json = false;
};

//! A fit of a pack to its targets.
struct CalibrateOptions {
    std::string pack;
    double scale = 0.0; //!< 0: chosen by the size of the pack
    std::uint32_t replicates = 4;
    std::uint64_t seed = 1;
    std::uint32_t threads = 0;
    std::string start = "A"; //!< A: where the pack is; B, C, ...: elsewhere
    std::uint32_t starts = 1;
    std::string out; //!< directory; empty: the pack's own
    bool replace = false, json = false, quiet = false;
};

//! What `bench` measures, and `explain` explains when no scenario is named.
inline constexpr char const* default_scenario = "us-2050";

int run(ScenarioChoice const& choice, RunOptions const& options);
int check(ScenarioChoice const& choice);
int list(ListOptions const& options);
int explain(ScenarioChoice const& choice, std::string const& key, bool json);
//! A key of a pack without a scenario.
int explain_pack(std::string const& pack, std::string const& key, bool json);
//! Ends with 1 when there is a difference, as diff(1).
int diff(DiffOptions const& options);
int calibrate(CalibrateOptions const& options);
int verify(ScenarioChoice const& choice);
int bench(BenchOptions const& options);
int bench_scaling(ScalingOptions const& options);
int bench_nation(NationOptions const& options);

} // namespace stempath::apps
