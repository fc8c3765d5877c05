//! The resolved model as text that reads back.
#include "scenarios/scenario.hpp"

#include "models/printable.hpp"
#include "models/provenance.hpp"
#include "models/toml_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace stempath::scenarios {

namespace {

using models::Location;
using models::Node;
namespace fs = std::filesystem;

//! Values that replace those of the pack say in the text what they would lose: that they are
//! judgement, and where they were set.
class ReplacedFigures {
  public:
    explicit ReplacedFigures(Study const& study)
        : pack_file_(study.pack_document.where.file), states_doubt_(study.pack.states_doubt) {
        for (auto const& figure : study.pack.figures)
            figures_.insert(figure.key);
    }

    void mark(Node& node, std::string const& key, bool in_figure) {
        in_figure = in_figure || figures_.contains(key);
        bool const replaced = node.where.file != pack_file_;
        if (replaced && node.kind == Node::Kind::text && node.text.ends_with(".csv"))
            node.text = path_of(node).string();
        if (replaced && in_figure && node.kind != Node::Kind::array) {
            state(node);
            return;
        }
        for (auto& entry : node.entries)
            mark(entry.value, models::key_below(key, entry.key), in_figure);
    }

  private:
    //! A table that stands beside the scenario is named so that it is found from anywhere; those of
    //! the pack's own folder are found there.
    fs::path path_of(Node const& node) const {
        auto const folder = fs::path(node.where.file).parent_path();
        auto const beside = folder / node.text;
        return folder != fs::path(pack_file_).parent_path() && fs::exists(beside)
                   ? fs::absolute(beside).lexically_normal()
                   : fs::path(node.text);
    }

    void state(Node& node) const {
        auto const where = node.where;
        if (node.kind != Node::Kind::table) {
            auto value = node;
            node = models::make_table(where);
            node.set(value.kind == Node::Kind::text ? "table" : "value", std::move(value));
        } else if (auto* const table = node.find("table")) {
            table->text = path_of(*table).string();
        }
        // What a scenario sets is not in doubt unless it says so; a pack's figure might be.
        if (states_doubt_ && !says_range(node))
            node.set("spread", models::make_node(1.0, where));
        if (node.find("source") != nullptr)
            return;
        node.set("source", models::make_node(std::string_view("judgement"), where));
        if (node.find("note") == nullptr)
            node.set("note", models::make_node(
                                 std::string_view(fmt::format("set in {}", models::to_text(where))),
                                 where));
    }

    static bool says_range(Node const& node) {
        auto const says = [&](auto... keys) { return (... || (node.find(keys) != nullptr)); };
        return says("low", "high", "spread", "plus_minus");
    }

    std::string pack_file_;
    bool states_doubt_;
    std::set<std::string> figures_;
};

//! "models/packs/us/pack.toml:41; 1/year; bls_separations; B"
std::string remark_of(Study const& study, std::string const& key, Node const& node) {
    auto remark = models::to_text(node.where);
    std::vector<std::string> parts;
    auto const add = [&](std::string const& part) {
        if (!part.empty() && std::find(parts.begin(), parts.end(), part) == parts.end())
            parts.push_back(part);
    };
    for (auto const& figure : study.pack.figures)
        if (figure.key == key || figure.key.starts_with(key + ".")) {
            add(figure.cube.from.unit);
            for (auto const& id : models::source_ids(figure.cube.from.source))
                add(id);
            add(figure.cube.from.grade);
        }
    for (auto const& part : parts)
        remark += "; " + part;
    return models::printable(remark); // a comment is one line
}

Node years_of(std::vector<std::int32_t> const& years, Location const& where) {
    Node list;
    list.kind = Node::Kind::array;
    list.where = where;
    for (auto const year : years)
        list.items.push_back(models::make_node(std::int64_t{year}, where));
    return list;
}

//! The definition of parity with what it leaves to the defaults.
void complete_parity(Node& parity, models::ParitySpec const& spec, bool ages) {
    Location const nowhere{"default", 0};
    auto const state = [&](std::string_view key, Node value) {
        if (parity.find(key) == nullptr)
            parity.set(key, std::move(value));
    };
    state("reference", models::make_node(std::string_view(spec.reference), nowhere));
    if (ages)
        state("ages", years_of({spec.from_age, spec.to_age}, nowhere));
    Node lens = years_of({}, nowhere);
    for (auto const& axis : spec.lens)
        lens.items.push_back(models::make_node(std::string_view(axis), nowhere));
    state("lens", std::move(lens));
    state("index", models::make_node(std::string_view(spec.index), nowhere));
    state("at_least", models::make_node(spec.at_least, nowhere));
    state("k", models::make_node(std::int64_t{spec.k}, nowhere));
    state("goals", years_of(spec.goals, nowhere));
}

//! A pack of the library by its name, others by their full path.
std::string directory_of(Study const& study) {
    auto const& directory = study.scenario.pack_directory;
    auto const parent = directory.parent_path();
    if (parent.filename() == "packs" && parent.parent_path().filename() == "models")
        return directory.filename().string();
    return fs::absolute(directory).lexically_normal().string();
}

std::string run_text(Study const& study) {
    std::string text = "\n[run]\n";
    auto const& run = *study.scenario.document.find("run");
    for (auto const key :
         {"start", "end", "scale", "replicates", "seed", "record", "doubt", "twins"})
        if (auto const* const node = run.find(key))
            text += fmt::format("{} = {}  # {}\n", key, models::inline_toml(*node),
                                models::printable(models::to_text(node->where)));
    return text;
}

} // namespace

std::string print_resolved(Study const& study) {
    auto const& scenario = study.scenario;
    auto text =
        fmt::format("# {}, resolved. Each value with the place that states it; figures with unit, "
                    "sources and grade.\n"
                    "schema = 1\ntitle = {}\n",
                    models::printable(scenario.path.string()),
                    models::inline_toml(models::make_node(std::string_view(scenario.title), {})));
    text += run_text(study);
    auto document = study.pack_document;
    ReplacedFigures replaced(study);
    for (auto& entry : document.entries)
        replaced.mark(entry.value, models::key_below("", entry.key), false);
    complete_parity(*document.find("parity")->find("main"), study.pack.parity.front(),
                    study.pack.demography.has_value());
    text += fmt::format(
        "\n[pack]\ndirectory = {}\n",
        models::inline_toml(models::make_node(std::string_view(directory_of(study)), {})));
    models::Remark const remark = [&](std::string const& key, Node const& node) {
        return remark_of(study, key.substr(std::string_view("pack.").size()), node);
    };
    auto body = models::toml_text(document, "pack", remark);
    body.erase(0, std::string_view("\n[pack]\n").size());
    return text + body;
}

} // namespace stempath::scenarios
