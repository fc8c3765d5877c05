//! How the fit of a pack is asked for.
#include "apps/request.hpp"

namespace stempath::apps {

void add_calibrate(CLI::App& app, Request& request) {
    CLI::App& command = *app.add_subcommand(
        "calibrate", "Fit a pack to its targets, and write fit.toml beside them");
    auto& options = request.calibrate;
    command
        .add_option("PACK", options.pack, "Folder of a pack, or the name of one in models/packs")
        ->required()
        ->type_name("");
    command
        .add_option("--scale", options.scale,
                    "Synthetic people for each real person (default: such that a trial has half a "
                    "million)")
        ->type_name("X")
        ->check(CLI::Range(1e-6, 1.0).description(""));
    command.add_option("--replicates", options.replicates, "Replicates of each trial (default: 4)")
        ->type_name("N")
        ->check(CLI::Range(2u, 10000u).description(""));
    command.add_option("--seed", options.seed, "Seed of all draws (default: 1)")->type_name("N");
    command.add_option("--threads", options.threads, "Threads; 0: all")
        ->type_name("N")
        ->check(CLI::Range(0u, 1024u).description(""));
    command
        .add_option("--start", options.start,
                    "Where to begin: A, the pack as it is; B to Z, draws of the priors")
        ->type_name("A..Z")
        ->check([](std::string const& text) {
            bool const good = text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z';
            return good ? std::string() : "found \"" + text + "\"; write a letter, A to Z";
        });
    command
        .add_option("--starts", options.starts,
                    "How many starts, from --start on; the first is written, all are compared")
        ->type_name("N")
        ->check(CLI::Range(1u, 26u).description(""));
    command.add_option("--out", options.out, "Directory of the result (default: the pack's own)")
        ->type_name("DIR");
    command.add_flag("--replace", options.replace, "Replace an earlier fit");
    command.add_flag("--json", options.json, "One JSON document instead of the page");
    command.add_flag("--quiet", options.quiet, "No progress");
    command.callback([&] { request.act = [&] { return calibrate(request.calibrate); }; });
}

} // namespace stempath::apps
