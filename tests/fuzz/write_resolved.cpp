//! usage: write_resolved HOME SCENARIO: what --print-resolved prints, as a seed for the fuzzers.
#include "scenarios/scenario.hpp"

#include <cstdio>

using namespace stempath;

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    scenarios::CommandLineOverrides with;
    with.home = argv[1];
    models::Diagnostics problems;
    auto const study = scenarios::load(argv[2], with, problems);
    std::fputs(study ? scenarios::print_resolved(*study).c_str() : problems.text().c_str(),
               study ? stdout : stderr);
    return problems.exit_code();
}
