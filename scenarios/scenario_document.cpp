#include "scenarios/scenario_document.hpp"

#include "models/input_file.hpp"
#include "scenarios/scenario_keys.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>

namespace stempath::scenarios {

namespace {

using models::Diagnostics;
using models::Location;
using models::Node;
using models::ProblemKind;
namespace fs = std::filesystem;

bool is_file(fs::path const& path) {
    std::error_code error;
    return fs::exists(path, error) && !fs::is_directory(path, error);
}

class Chain {
  public:
    Chain(fs::path library, Diagnostics& problems)
        : library_(std::move(library)), problems_(problems) {}

    //! The merged keys of a file and all that it extends.
    std::optional<Node> read(fs::path const& path, Location const& named_at, std::string* text) {
        if (!named_at.file.empty() && !is_file(path)) {
            problems_.add(
                ProblemKind::missing_input, named_at, "extends",
                fmt::format("there is no such file: neither {} nor one of that name in "
                            "{}.{}",
                            path.string(), library_.string(),
                            models::suggestion(path.stem().string(), library_names(library_))));
            return std::nullopt;
        }
        auto const read_text = models::read_text_file(path, named_at, "", problems_);
        auto document =
            read_text ? models::parse_toml(*read_text, path.string(), problems_) : std::nullopt;
        if (!document)
            return std::nullopt;
        if (text != nullptr)
            *text = *read_text;
        files_.push_back(path);
        if (document->find("schema") == nullptr)
            problems_.add(ProblemKind::missing_key, {path.string(), 0}, "schema",
                          "missing. Write schema = 1.");
        auto const* const extends = document->find("extends");
        if (extends == nullptr)
            return document;
        auto base = read_base(*extends, path);
        std::erase_if(document->entries, [](auto& e) { return e.key == "extends"; });
        if (!base)
            return std::nullopt;
        models::merge_tables(*base, *document);
        base->where = document->where;
        return base;
    }

    //! Most basic first.
    std::vector<fs::path> chain() const { return {files_.rbegin(), files_.rend() - 1}; }

  private:
    std::optional<Node> read_base(Node const& extends, fs::path const& from) {
        auto const name = models::as_text(extends, "extends", problems_);
        if (!name)
            return std::nullopt;
        auto const path = base_named(*name, from);
        std::error_code error;
        for (auto const& file : files_)
            if (fs::equivalent(file, path, error)) {
                problems_.add(
                    ProblemKind::conflict, extends.where, "extends",
                    fmt::format("{} extends itself, by way of {}.", path.string(), from.string()));
                return std::nullopt;
            }
        return read(path, extends.where, nullptr);
    }

    //! Beside the file that names it, else in the library.
    fs::path base_named(std::string const& name, fs::path const& from) const {
        auto const beside = from.parent_path() / name;
        for (auto const& candidate : {beside, library_ / name})
            for (auto const* const ending : {"", ".toml"})
                if (auto const file = fs::path(candidate.string() + ending); is_file(file))
                    return file;
        return beside.extension() == ".toml" ? beside : fs::path(beside.string() + ".toml");
    }

    fs::path library_;
    Diagnostics& problems_;
    std::vector<fs::path> files_;
};

Node* table_at(Node& root, std::string_view name, Location const& where) {
    if (auto* const there = root.find(name))
        return there;
    return &root.set(name, models::make_table(where));
}

//! A key of the scenario, "run.end"; the tables above it are made.
void set_key(Node& root, std::vector<std::string> const& parts, Node value, Diagnostics& problems) {
    Node* at = &root;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i)
        at = table_at(*at, parts[i], value.where);
    if (at->kind != Node::Kind::table)
        problems.add(ProblemKind::unknown_key, value.where, models::join_key(parts),
                     "nothing stands below this key.");
    else
        at->set(parts.back(), std::move(value));
}

void apply_set(Node& root, models::Override replacement, std::vector<models::Override>& of_pack,
               Diagnostics& problems) {
    auto const parts = models::split_key(replacement.key);
    auto const first = parts ? parts->front() : replacement.key;
    auto const& where = replacement.value.where;
    if (first == "schema" || first == "extends" || first == "set") {
        problems.add(ProblemKind::conflict, where, replacement.key,
                     "cannot be set on the command line.");
        return;
    }
    auto sections = pack_sections();
    bool const of_scenario = first == "run" || first == "title" || first == "pack" ||
                             (first == "parity" && parts->size() == 2);
    bool const known = std::find(sections.begin(), sections.end(), first) != sections.end();
    if (of_scenario) {
        set_key(root, *parts, std::move(replacement.value), problems);
    } else if (known) {
        of_pack.push_back(std::move(replacement));
    } else {
        for (auto const name : {"run", "title", "pack"})
            sections.emplace_back(name);
        problems.add(ProblemKind::unknown_key, where, replacement.key,
                     fmt::format("unknown key.{}", models::suggestion(first, sections)));
    }
}

//! TOML has no unsigned 64-bit numbers; large seeds are texts.
Node seed_node(std::uint64_t seed) {
    Location const where{"--seed", 0};
    if (seed > static_cast<std::uint64_t>(INT64_MAX))
        return models::make_node(std::string_view(fmt::format("{}", seed)), where);
    return models::make_node(static_cast<std::int64_t>(seed), where);
}

Node replicates_node(Replicates replicates) {
    Location const where{"--replicates", 0};
    if (replicates.first == 0)
        return models::make_node(std::int64_t{replicates.count}, where);
    auto const last = std::uint64_t{replicates.first} + replicates.count - 1;
    return models::make_node(std::string_view(fmt::format("{}..{}", replicates.first, last)),
                             where);
}

} // namespace

std::optional<ScenarioDocument> read_document(fs::path const& path, fs::path const& home,
                                              Diagnostics& problems) {
    ScenarioDocument document;
    Chain chain(library_of(home), problems);
    auto root = chain.read(path, {}, &document.text);
    if (!root)
        return std::nullopt;
    document.root = std::move(*root);
    document.extends = chain.chain();
    return document;
}

std::vector<models::Override>
apply_command_line(Node& root, CommandLineOverrides const& command_line, Diagnostics& problems) {
    std::vector<models::Override> of_pack;
    for (auto const& text : command_line.set)
        if (auto replacement = models::parse_override(text, problems))
            apply_set(root, std::move(*replacement), of_pack, problems);
    if (command_line.seed)
        set_key(root, {"run", "seed"}, seed_node(*command_line.seed), problems);
    if (command_line.scale)
        set_key(root, {"run", "scale"}, models::make_node(*command_line.scale, {"--scale", 0}),
                problems);
    if (command_line.replicates)
        set_key(root, {"run", "replicates"}, replicates_node(*command_line.replicates), problems);
    return of_pack;
}

} // namespace stempath::scenarios
