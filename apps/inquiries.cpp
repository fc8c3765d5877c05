#include "apps/request.hpp"

#include "apps/arguments.hpp"

#include <fmt/format.h>

namespace stempath::apps {

namespace {

void add_json(CLI::App& command, bool& json) {
    command.add_flag("--json", json, "One JSON document instead of the page");
}

void add_list(CLI::App& app, Request& request) {
    CLI::App& command = *app.add_subcommand("list", "List packs, scenarios, measures or stages");
    command
        .add_option("WHAT", request.list.what,
                    "packs, scenarios, measures or stages; alone, list says what there is to list")
        ->type_name("")
        ->check(CLI::IsMember({"packs", "scenarios", "measures", "stages"}).description(""));
    command.add_option("PACK", request.list.pack, "Whose stages: a name, or a folder")
        ->type_name("");
    add_json(command, request.list.json);
    command.callback([&] {
        bool const stages = request.list.what == "stages";
        if (stages && request.list.pack.empty())
            throw CLI::RequiredError("PACK, as list stages us,");
        if (!stages && !request.list.pack.empty())
            throw CLI::ExtrasError({request.list.pack});
        request.act = [&] { return list(request.list); };
    });
}

//! One key that names its pack: "us:stage.high.exit.promote.p".
void explain_of_pack(Request& request, PackKey const& asked) {
    if (!request.choice.scenario.empty() || !request.choice.with.set.empty())
        throw CLI::ValidationError("KEY",
                                   "PACK:KEY asks a pack alone, without a scenario or --set");
    request.act = [&request, asked] { return explain_pack(asked.pack, asked.key, request.json); };
}

void add_explain(CLI::App& app, Request& request) {
    CLI::App& command =
        *app.add_subcommand("explain", "Say what a figure is and where it comes from");
    command
        .add_option("KEY", request.explain,
                    "[SCENARIO] KEY, such as stage.high.exit.work.p, or PACK:KEY")
        ->required()
        ->expected(1, 2)
        ->type_name("");
    command
        .add_option("--scenario", request.choice.scenario,
                    fmt::format("Scenario file or name (default: {})", default_scenario))
        ->type_name("SCENARIO");
    add_set(command, request);
    add_json(command, request.json);
    command.callback([&] {
        auto const& key = request.explain.back();
        if (auto const asked = split_pack_key(key); asked && request.explain.size() == 1) {
            explain_of_pack(request, *asked);
            return;
        }
        if (request.explain.size() == 2)
            request.choice.scenario = request.explain.front();
        else if (request.choice.scenario.empty())
            request.choice.scenario = default_scenario;
        request.act = [&] { return explain(request.choice, key, request.json); };
    });
}

void add_diff(CLI::App& app, Request& request) {
    CLI::App& command = *app.add_subcommand(
        "diff", "Say in words how two scenarios, two resolved models or two packs differ");
    command.add_option("A", request.diff.a, "Scenario or pack: a file, a folder or a name")
        ->required()
        ->type_name("");
    command.add_option("B", request.diff.b, "The other one")->required()->type_name("");
    add_json(command, request.diff.json);
    command.callback([&] { request.act = [&] { return diff(request.diff); }; });
}

} // namespace

void add_set(CLI::App& command, Request& request) {
    command
        .add_option("--set", request.choice.with.set,
                    "Replace one value of the scenario or its pack")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
}

void add_inquiries(CLI::App& app, Request& request) {
    add_list(app, request);
    add_explain(app, request);
    add_diff(app, request);
}

} // namespace stempath::apps
