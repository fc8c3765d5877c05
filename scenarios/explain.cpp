//! Answers to "what is this number?".
#include "scenarios/scenario.hpp"

#include "models/printable.hpp"
#include "models/provenance.hpp"
#include "models/space.hpp"
#include "models/toml_text.hpp"
#include "scenarios/figure_preview.hpp"
#include "scenarios/scenario_keys.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::scenarios {

namespace {

using models::Node;
using models::Pack;

std::string stage_name(Pack const& pack, models::Index stage) {
    return stage == models::out ? std::string("out") : pack.stages[stage].name;
}

template <class Part>
Part const* named(std::vector<Part> const& parts, std::string_view name) {
    auto const at =
        std::find_if(parts.begin(), parts.end(), [&](Part const& p) { return p.name == name; });
    return at == parts.end() ? nullptr : &*at;
}

//! What of the model reads a figure.
std::string user_of(Pack const& pack, std::vector<std::string> const& parts) {
    auto const& first = parts.front();
    auto const second = parts.size() > 1 ? parts[1] : std::string();
    if (first == "stage" && parts.size() > 3 && parts[2] == "exit") {
        auto const* const stage = named(pack.stages, second);
        auto const* const exit = stage == nullptr ? nullptr : named(stage->exits, parts[3]);
        return fmt::format("exit {} of stage {}, to {}", parts[3], second,
                           exit == nullptr ? "?" : stage_name(pack, exit->to));
    }
    if (first == "stage")
        return fmt::format("stage {}", second);
    if (auto const* const entry = named(pack.entries, second); first == "entry" && entry != nullptr)
        return fmt::format("entry {}, into stage {}", second, stage_name(pack, entry->to));
    if (auto const* const market = named(pack.markets, second);
        first == "market" && market != nullptr)
        return fmt::format("market {}, for posts in stage {}", second,
                           stage_name(pack, market->to));
    if (first != "pool")
        return first;
    std::string users;
    for (auto const& market : pack.markets)
        for (auto const pool : market.pools)
            if (pack.pools[pool].name == second)
                users += fmt::format("{}market {}", users.empty() ? "" : ", ", market.name);
    return users.empty() ? "no market" : users;
}

std::string source_line(Pack const& pack, std::string const& id) {
    if (id == "judgement")
        return "judgement: no published source";
    auto const at =
        std::find_if(pack.sources.begin(), pack.sources.end(), [&](auto& s) { return s.id == id; });
    if (at == pack.sources.end())
        return id;
    return fmt::format("{}: {}. {}, {}. {}", id, at->title, at->publisher, at->year, at->locator);
}

std::string_view meaning_of_grade(std::string_view grade) {
    if (grade == "A")
        return "read in the source";
    if (grade == "B")
        return "computed from the source";
    if (grade == "C")
        return "recalled, not looked up again";
    return "chosen where the evidence is silent";
}

std::string line(std::string_view name, std::string_view text) {
    return text.empty() ? "" : fmt::format("  {:<10} {}\n", name, models::printable(text));
}

std::string explain_figure(Study const& study, Pack::Figure const& figure,
                           std::vector<std::string> const& parts) {
    auto const& from = figure.cube.from;
    auto text = fmt::format("{}\n{}", figure.key, preview(figure.cube, study.pack));
    text += line("unit", from.unit);
    for (auto const& id : models::source_ids(from.source))
        text += line("source", source_line(study.pack, id));
    if (!from.grade.empty())
        text += line("grade", fmt::format("{} ({})", from.grade, meaning_of_grade(from.grade)));
    if (figure.cube.is_constant() && figure.cube.low != figure.cube.high)
        text += line("range", fmt::format("{} to {}", figure.cube.low, figure.cube.high));
    text += line("note", from.note);
    text += line("stands in", models::to_text({from.file, from.line}));
    text += line("used by", user_of(study.pack, parts));
    return text;
}

Node const* node_at(Node const& root, std::vector<std::string> const& parts) {
    Node const* at = &root;
    for (auto const& part : parts)
        if (at = at->find(part); at == nullptr)
            return nullptr;
    return at;
}

std::string explain_scenario_key(Study const& study, ScenarioKey const& key,
                                 std::vector<std::string> const& parts) {
    auto text = fmt::format("{}\n", key.key);
    text += line("meaning", key.meaning);
    text += line("type", key.type);
    text += line("unit", key.unit);
    text += line("allowed", key.allowed);
    text += line("default", key.fallback);
    auto const* node = node_at(study.scenario.document, parts);
    if (node == nullptr && parts.front() == "parity")
        node = node_at(study.pack_document, {"parity", "main", parts.back()});
    if (node != nullptr && node->kind != Node::Kind::table)
        text += line("here", fmt::format("{}, from {}", models::inline_toml(*node),
                                         models::to_text(node->where)));
    else
        text += line("here",
                     node == nullptr ? "not stated" : fmt::format("{} keys", node->entries.size()));
    return text;
}

//! A key of the pack that is no figure: a setting, or a table with figures below.
std::string explain_node(Study const& study, std::string const& key, Node const& node) {
    auto text = fmt::format("{}\n", key);
    if (node.kind != Node::Kind::table)
        text += line("here", models::inline_toml(node));
    text += line("stands in", models::to_text(node.where));
    for (auto const& figure : study.pack.figures)
        if (figure.key.starts_with(key + "."))
            text += line("holds", figure.key);
    return text;
}

std::vector<std::string> all_keys(Study const& study) {
    auto keys = scenario_key_names();
    for (auto const& figure : study.pack.figures)
        keys.push_back(figure.key);
    return keys;
}

//! The nearest key, or those with this word in them, or where all of them stand.
std::string hint(std::string const& key, std::vector<std::string> const& keys) {
    if (auto const near = models::nearest_name(key, keys); !near.empty())
        return fmt::format(" Did you mean \"{}\"?", near);
    std::vector<std::string> with;
    for (auto const& known : keys)
        if (fmt::format(".{}.", known).find(fmt::format(".{}.", key)) != std::string::npos)
            with.push_back(known);
    constexpr std::size_t shown = 5;
    if (with.empty())
        return " All keys stand in what stempath run SCENARIO --print-resolved prints.";
    bool const more = with.size() > shown;
    with.resize(std::min(shown, with.size()));
    return fmt::format(" There are {}{}.", fmt::join(with, ", "), more ? ", and others" : "");
}

} // namespace

std::optional<std::string> explain(Study const& study, std::string const& key,
                                   models::Diagnostics& problems) {
    auto const parts = models::split_key(key).value_or(std::vector<std::string>{key});
    auto const canonical = models::join_key(parts);
    for (auto const& figure : study.pack.figures)
        if (figure.key == canonical)
            return explain_figure(study, figure, parts);
    if (auto const* const known = find_scenario_key(canonical))
        return explain_scenario_key(study, *known, parts);
    if (auto const* const node = node_at(study.pack_document, parts))
        return explain_node(study, canonical, *node);
    problems.add(models::ProblemKind::unknown_key, {study.scenario.path.string(), 0}, key,
                 "unknown key." + hint(canonical, all_keys(study)));
    return std::nullopt;
}

} // namespace stempath::scenarios
