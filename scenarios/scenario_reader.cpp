#include "scenarios/scenario.hpp"

#include "models/printable.hpp"
#include "scenarios/scenario_document.hpp"
#include "scenarios/scenario_keys.hpp"

namespace stempath::scenarios {

namespace {

using models::Diagnostics;
using models::Node;
using models::ProblemKind;
using models::Section;

//! Where a value stands that nobody has stated.
constexpr std::string_view stated_nowhere = "default";

//! Adds what nobody has stated, so that the document holds every key.
template <class Value>
void state_default(Node& run, std::string_view key, Value value) {
    if (run.find(key) == nullptr)
        run.set(key, models::make_node(value, {std::string(stated_nowhere), 0}));
}

Node run_or_empty(Node const& document) {
    auto const* const run = document.find("run");
    return run != nullptr && run->kind == Node::Kind::table
               ? *run
               : models::make_table({std::string(stated_nowhere), 0});
}

void read_set(Section& root, std::vector<models::Override>& into) {
    auto const* const node = root.take("set");
    if (node == nullptr)
        return;
    Section const section(*node, "set", root.problems());
    for (auto const& [key, value] : node->entries) {
        auto const parts = models::split_key(key);
        if (parts && parts->size() == 1 && value.kind == Node::Kind::table)
            root.problems().add(
                ProblemKind::wrong_type, value.where, root.key("set") + "." + key,
                "write the whole key in quotes: \"market.professional.demand.growth\" = 0.0.");
        else
            into.push_back({key, value});
    }
}

void read_parity(Section& root, std::vector<models::Override>& into) {
    auto const* const node = root.take("parity");
    if (node == nullptr)
        return;
    Section section(*node, "parity", root.problems());
    for (auto const& key : scenario_key_names())
        if (key.starts_with("parity."))
            if (auto const* const value = section.take(std::string_view(key).substr(7)))
                into.push_back({"parity.main." + key.substr(7), *value});
    section.finish();
}

//! A pack that stands in the scenario: its document and the directory of its tables.
void take_inline_pack(Scenario& scenario, Node const& node, std::filesystem::path const& home,
                      Diagnostics& problems) {
    auto document = node;
    document.where.line = 0;
    document.where.file =
        node.entries.empty() ? scenario.path.string() : node.entries.front().value.where.file;
    auto const* const directory = document.find("directory");
    if (directory == nullptr) {
        problems.add(ProblemKind::missing_key, node.where, "pack.directory",
                     "missing. Name the directory that holds the pack's tables.");
        return;
    }
    if (auto const place = find_pack(*directory, home, problems))
        scenario.pack_directory = *place;
    std::erase_if(document.entries, [](auto& e) { return e.key == "directory"; });
    scenario.pack_document = std::move(document);
}

void read_pack_place(Scenario& scenario, Section& root, std::filesystem::path const& home) {
    auto const* const node = root.require("pack", "Name a pack, such as pack = \"us\".");
    if (node == nullptr)
        return;
    if (node->kind == Node::Kind::table)
        take_inline_pack(scenario, *node, home, root.problems());
    else if (auto const directory = find_pack(*node, home, root.problems()))
        scenario.pack_directory = *directory;
}

} // namespace

std::optional<Scenario> read_scenario_anyway(std::filesystem::path const& path,
                                             CommandLineOverrides const& command_line,
                                             Diagnostics& problems) {
    auto const file = find_scenario(path, command_line.home, problems);
    auto document = file ? read_document(*file, command_line.home, problems) : std::nullopt;
    if (!document)
        return std::nullopt;
    Scenario scenario;
    scenario.path = *file;
    scenario.name = file->stem().string();
    scenario.text = std::move(document->text);
    scenario.extends = std::move(document->extends);
    scenario.document = std::move(document->root);
    scenario.threads = command_line.threads.value_or(0);
    scenario.out = command_line.out ? std::filesystem::path(*command_line.out)
                                    : std::filesystem::path("results") / scenario.name;
    auto of_pack = apply_command_line(scenario.document, command_line, problems);

    Section root(scenario.document, "", problems);
    root.integer("schema", 1, 1);
    scenario.title = root.line("title").value_or(models::printable(scenario.name));
    read_pack_place(scenario, root, command_line.home);
    if (auto const* const node = root.require("run", "Give [run] with end = YEAR.")) {
        Section run(*node, "run", problems);
        read_run(scenario, run);
        run.finish();
    }
    read_set(root, scenario.overrides);
    read_parity(root, scenario.overrides);
    root.finish();
    scenario.overrides.insert(scenario.overrides.end(), of_pack.begin(), of_pack.end());
    auto& run = scenario.document.set("run", run_or_empty(scenario.document));
    state_default(run, "scale", 1.0);
    state_default(run, "replicates", std::int64_t{1});
    state_default(run, "seed", std::int64_t{1});
    state_default(run, "record", std::string_view("sums"));
    return scenario;
}

std::optional<Scenario> read_scenario(std::filesystem::path const& path,
                                      CommandLineOverrides const& command_line,
                                      Diagnostics& problems) {
    auto const before = problems.count();
    auto scenario = read_scenario_anyway(path, command_line, problems);
    return problems.count() == before ? std::move(scenario) : std::nullopt;
}

} // namespace stempath::scenarios
