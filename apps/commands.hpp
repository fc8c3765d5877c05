//! The program's commands: options in, exit status out. Results go to stdout, all else to stderr.
#pragma once

#include "scenarios/scenario.hpp"

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
    bool print_resolved = false;
};

int run(ScenarioChoice const& choice, RunOptions const& options);
int check(ScenarioChoice const& choice);
int explain(ScenarioChoice const& choice, std::string const& key);
int verify(ScenarioChoice const& choice);

} // namespace stempath::apps
