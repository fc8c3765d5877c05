//! The command line. What it may say is declared here; what is done stands in one file a command.

#include "apps/arguments.hpp"
#include "apps/build_info.hpp"
#include "apps/exit_code.hpp"
#include "apps/outcome.hpp"
#include "apps/request.hpp"
#include "apps/terminal.hpp"
#include "models/diagnostics.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace {

using namespace stempath;
using apps::add_set;
using apps::ExitCode;
using apps::Request;

constexpr std::uint32_t most_threads = 1024, most_rounds = 1000;

void add_scenario(CLI::App& command, Request& request,
                  std::string const& what = "Scenario file, or the name of one in the library") {
    command.add_option("SCENARIO", request.choice.scenario, what)->required()->type_name("");
}

void add_settings(CLI::App& command, Request& request) {
    scenarios::CommandLineOverrides& with = request.choice.with;
    command.add_option("--seed", request.seed, "Seed of all draws")->type_name("N");
    command.add_option("--threads", with.threads, "Threads; 0: all")
        ->type_name("N")
        ->check(CLI::Range(0u, most_threads));
    command.add_option("--scale", with.scale, "Synthetic people for each real person, up to 1")
        ->type_name("X");
    command
        .add_option("--replicates", request.replicates,
                    "How many replicates, or which: A..B, both included")
        ->type_name("N|A..B");
}

void add_run(CLI::App& app, Request& request) {
    CLI::App& command = *app.add_subcommand("run", "Run a scenario and show what it leads to");
    add_scenario(command, request);
    add_set(command, request);
    add_settings(command, request);
    command
        .add_option("--out", request.choice.with.out,
                    "Directory for the tables (default: results/NAME)")
        ->type_name("DIR");
    command.add_flag("--replace", request.run.replace,
                     "Replace results of another scenario, or results that were edited");
    command.add_flag("--json", request.run.json, "One JSON document instead of the summary");
    command.add_flag("--quiet", request.run.quiet, "No progress");
    command.add_flag("--print-resolved", request.run.print_resolved,
                     "Print every figure that would be used, and do not run");
    CLI::Option* const expected =
        command.add_flag("--expected", request.run.expected,
                         "Solve for expected stocks; no people, no chance, no replicates");
    for (char const* const chance : {"--seed", "--threads", "--scale", "--replicates"})
        expected->excludes(command.get_option(chance));
    command.callback([&] { request.act = [&] { return run(request.choice, request.run); }; });
}

void add_check(CLI::App& app, Request& request) {
    CLI::App& command = *app.add_subcommand(
        "check", "List every problem of a scenario and its pack, or of a pack alone");
    add_scenario(command, request,
                 "Scenario file, or the name of one in the library; a pack's folder or name");
    add_set(command, request);
    command.callback([&] { request.act = [&] { return check(request.choice); }; });
}

void add_verify(CLI::App& app, Request& request) {
    CLI::App& command = *app.add_subcommand(
        "verify", "Prove that threads, blocks and instructions do not change a bit");
    add_scenario(command, request);
    add_set(command, request);
    add_settings(command, request);
    command.callback([&] { request.act = [&] { return verify(request.choice); }; });
}

models::Level level_named(std::string const& name) {
    if (name == "v4")
        return models::Level::v4;
    return name == "v3" ? models::Level::v3 : models::Level::baseline;
}

template <class Options>
void add_level(CLI::App& command, Options& options) {
    command
        .add_option_function<std::string>(
            "--level", [&options](std::string const& name) { options.level = level_named(name); },
            "Instructions of the hot loops (default: the best there are)")
        ->type_name("baseline|v3|v4")
        ->check(CLI::IsMember({"baseline", "v3", "v4"}).description(""));
}

template <class Options>
void add_output(CLI::App& command, Options& options) {
    command.add_flag("--json", options.json, "One JSON document instead of the page");
    command.add_flag("--quiet", options.quiet, "No progress");
}

template <class T>
CLI::Option* add_threads(CLI::App& command, char const* name, T& threads, char const* meaning) {
    return command.add_option(name, threads, meaning)
        ->type_name("N")
        ->check(CLI::Range(0u, most_threads));
}

void add_scaling(CLI::App& bench, Request& request) {
    CLI::App& command = *bench.add_subcommand(
        "scaling", "Measure how the time grows with threads, people and replicates");
    apps::ScalingOptions& options = request.scaling;
    command.add_option("--kind", options.kind, "What to vary (default: all)")
        ->type_name("strong|weak|ensemble|size|all")
        ->check(CLI::IsMember({"strong", "weak", "ensemble", "size", "all"}).description(""));
    add_threads(command, "--threads-up-to", options.threads_up_to,
                "Most threads: 1, 2, 4, ... up to N; 0: all there are");
    command.add_option("--persons", options.persons, "Synthetic people of strong scaling")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    command.add_option("--rounds", options.rounds, "Runs of which the best counts")
        ->type_name("N")
        ->check(CLI::Range(1u, most_rounds));
    add_level(command, options);
    add_output(command, options);
    command.callback([&] { request.act = [&] { return apps::bench_scaling(request.scaling); }; });
}

void add_nation(CLI::App& bench, Request& request) {
    CLI::App& command =
        *bench.add_subcommand("nation", "Run the whole country once, person for person");
    apps::NationOptions& options = request.nation;
    add_threads(command, "--threads", options.threads, "Threads; 0: all there are");
    command
        .add_option("--scale", options.scale,
                    "Synthetic people for each real person, up to 1 (default: 1)")
        ->type_name("X")
        ->check(CLI::Range(1e-5, 1.0).description(""));
    add_level(command, options);
    add_output(command, options);
    command.callback([&] { request.act = [&] { return apps::bench_nation(request.nation); }; });
}

void add_bench(CLI::App& app, Request& request) {
    CLI::App& command =
        *app.add_subcommand("bench", "Measure speed and memory of the default scenario");
    apps::BenchOptions& bench = request.bench;
    command.add_option("--persons", bench.persons, "Synthetic people at the base year")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    add_threads(command, "--threads", bench.threads,
                "What \"all threads\" means; 0: all there are");
    command.add_option("--rounds", bench.rounds, "Runs of which the best counts")
        ->type_name("N")
        ->check(CLI::Range(1u, most_rounds));
    add_level(command, bench);
    command.add_flag("--quick", bench.quick, "A look, not a figure to quote");
    add_output(command, bench);
    add_scaling(command, request);
    add_nation(command, request);
    command.callback([&command, &request] {
        if (command.get_subcommands().empty())
            request.act = [&] { return apps::bench(request.bench); };
    });
}

//! What the library does not check as strictly as we want. Throws CLI::ValidationError.
void finish(Request& request) {
    scenarios::CommandLineOverrides& with = request.choice.with;
    if (request.seed) {
        with.seed = apps::parse_seed(*request.seed);
        if (!with.seed)
            throw CLI::ValidationError(
                "--seed",
                fmt::format("\"{}\" is not a whole number from 0 to 2^64 - 1", *request.seed));
    }
    if (request.replicates) {
        with.replicates = scenarios::parse_replicates(*request.replicates);
        if (!with.replicates)
            throw CLI::ValidationError(
                "--replicates",
                fmt::format(
                    "\"{}\" is neither a number from 1 to 1000000 nor A..B with A at most B",
                    *request.replicates));
    }
    if (with.scale && !(*with.scale > 0.0 && *with.scale <= 1.0))
        throw CLI::ValidationError("--scale",
                                   fmt::format("{} is not above 0 and at most 1", *with.scale));
    for (std::string const& one : with.set)
        if (one.find('=') == std::string::npos || one.front() == '=')
            throw CLI::ValidationError(
                "--set", fmt::format("\"{}\" is not KEY=VALUE, as parity.at_least=0.9", one));
    if (with.out && with.out->empty())
        throw CLI::ValidationError("--out", "needs a directory");
}

//! The library says only that a command is missing when there is one that it does not know.
std::string what_is_wrong(CLI::App const& app, CLI::ParseError const& error) {
    std::vector<std::string> const rest = app.remaining();
    if (!app.get_subcommands().empty() || rest.empty())
        return error.what();
    std::vector<std::string> commands;
    for (CLI::App const* command : app.get_subcommands([](CLI::App const*) { return true; }))
        commands.push_back(command->get_name());
    return fmt::format("\"{}\" is not a command.{}", rest.front(),
                       models::suggestion(rest.front(), commands));
}

int usage_exit(CLI::App const& app, CLI::ParseError const& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
        return app.exit(error); // --help, --version: to stdout
    apps::say(what_is_wrong(app, error));
    apps::say("see stempath --help, and stempath COMMAND --help");
    return static_cast<int>(ExitCode::usage);
}

int respond(int argc, char** argv) {
    CLI::App app{"Agent-based simulation of STEM pathways", "stempath"};
    Request request;
    app.set_version_flag("--version", apps::build_info().version);
    app.require_subcommand(1);
    add_run(app, request);
    add_check(app, request);
    apps::add_inquiries(app, request);
    apps::add_calibrate(app, request);
    add_verify(app, request);
    add_bench(app, request);
    try {
        app.parse(argc, argv);
        finish(request);
    } catch (CLI::ParseError const& error) {
        return usage_exit(app, error);
    }
    return apps::outcome_of(request.act);
}

} // namespace

int main(int argc, char** argv) {
    try {
        return respond(argc, argv);
    } catch (
        ...) { // outcome_of lets nothing through; what is left is the reading of the command line
        std::fputs("stempath: the command line could not be read\n", stderr);
        return static_cast<int>(ExitCode::internal);
    }
}
