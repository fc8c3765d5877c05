//! The command line while it is read.
#pragma once

#include "apps/commands.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace stempath::apps {

//! What the command line says; filled while it is read.
struct Request {
    ScenarioChoice choice;
    RunOptions run;
    BenchOptions bench;
    ScalingOptions scaling;
    NationOptions nation;
    ListOptions list;
    DiffOptions diff;
    CalibrateOptions calibrate;
    std::optional<std::string> seed, replicates; //!< as given
    std::vector<std::string> explain;
    bool json = false;
    std::function<int()> act; //!< the command that was chosen
};

void add_set(CLI::App& command, Request& request);

void add_calibrate(CLI::App& app, Request& request);

//! The commands that answer questions and run nothing: list, explain, diff.
void add_inquiries(CLI::App& app, Request& request);

} // namespace stempath::apps
