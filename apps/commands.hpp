//! The program's commands: options in, exit status out. Results go to stdout, all else to stderr.
#pragma once

#include "apps/arguments.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stempath::apps {

//! Which scenario, with what of it replaced.
struct ScenarioOptions {
    std::string scenario;         //!< a file, or the name of one in the library
    std::vector<std::string> set; //!< KEY=VALUE, later ones win
};

//! What the command line says of a run; what it does not say the scenario does.
struct RunOptions {
    ScenarioOptions from;
    std::optional<std::uint64_t> seed;
    std::optional<std::uint32_t> threads; //!< 0: all
    std::optional<double> scale;
    std::optional<ReplicateRange> replicates;
    std::optional<std::string> out;
    bool json = false;
    bool quiet = false;
    bool print_resolved = false;
};

int run(RunOptions const& options);
int check(ScenarioOptions const& options);
int explain(ScenarioOptions const& options, std::string const& key);

} // namespace stempath::apps
