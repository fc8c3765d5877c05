#include "scenarios/explanation.hpp"

#include "models/doubt.hpp"
#include "models/provenance.hpp"
#include "models/toml_text.hpp"
#include "scenarios/figure_preview.hpp"
#include "scenarios/scenario_keys.hpp"
#include "sim/elementary.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::scenarios {

namespace {

using models::Node;
using models::Pack;
using Parts = std::vector<std::string>;

models::Source source_of(Pack const& pack, std::string const& id) {
    auto const at =
        std::find_if(pack.sources.begin(), pack.sources.end(), [&](auto& s) { return s.id == id; });
    return at == pack.sources.end() ? models::Source{id, "", "", "", ""} : *at;
}

std::string_view origin_words(models::Doubt::From from) {
    using From = models::Doubt::From;
    switch (from) {
    case From::range:
        return "from low and high";
    case From::spread:
        return "from its spread";
    case From::plus_minus:
        return "from its plus_minus";
    case From::grade:
        return "from its grade, by [doubt]";
    case From::several:
        return "from what its rows or parts state, else from their grades";
    }
    return "";
}

std::string_view scale_words(models::Doubt::Scale scale) {
    using Scale = models::Doubt::Scale;
    switch (scale) {
    case Scale::odds:
        return "normal in log-odds";
    case Scale::factor:
        return "normal in the logarithm";
    case Scale::log_odds:
    case Scale::added:
    case Scale::none:
        return "normal";
    }
    return "";
}

//! "0.021 to 0.039", or by how much the cells of a table may be off.
std::string extent_words(models::Cube const& cube) {
    auto const& doubt = *cube.doubt;
    auto const scale = doubt.scale;
    if (cube.is_constant())
        return fmt::format("{:.6g} to {:.6g}",
                           models::moved(scale, cube.values()[0], -doubt.below[0]),
                           models::moved(scale, cube.values()[0], doubt.above[0]));
    auto const widest = std::max(*std::max_element(doubt.below.begin(), doubt.below.end()),
                                 *std::max_element(doubt.above.begin(), doubt.above.end()));
    auto const at_most = doubt.is_alike() ? "" : "up to ";
    if (scale == models::Doubt::Scale::added)
        return fmt::format("each value {}{:.4g} more or less", at_most, widest);
    return fmt::format("each value {}{:.4g} times {}more or less", at_most, sim::exp_of(widest),
                       scale == models::Doubt::Scale::factor ? "" : "the odds ");
}

std::string range_words(models::Cube const& cube, Explanation const& told) {
    if (!cube.doubt)
        return told.ranged
                   ? fmt::format("{} to {}; not drawn: runs use the value", cube.low, cube.high)
                   : "not in doubt: runs use the value";
    auto const& doubt = *cube.doubt;
    bool const split = doubt.below != doubt.above;
    return fmt::format("{} with 90 %, {}; {}{}, {}", extent_words(cube), origin_words(doubt.from),
                       split ? "split " : "", scale_words(doubt.scale),
                       told.drawn_by.empty()
                           ? "one draw"
                           : fmt::format("a draw for each {}", fmt::join(told.drawn_by, " x ")));
}

Explanation explain_figure(Pack const& pack, Pack::Figure const& figure) {
    auto const& from = figure.cube.from;
    Explanation told;
    told.key = figure.key;
    told.cube = &figure.cube;
    told.preview = preview(figure.cube, pack);
    told.ranged = figure.cube.is_constant() && figure.cube.low != figure.cube.high;
    if (auto const& doubt = figure.cube.doubt) {
        told.draw = doubt->name.empty() ? figure.key : doubt->name;
        for (auto const& by : doubt->by)
            told.drawn_by.emplace_back(by.axis ? pack.axes[*by.axis].name
                                               : models::name_of(by.dim));
    }
    told.range = range_words(figure.cube, told);
    told.unit = from.unit;
    for (auto const& id : models::source_ids(from.source))
        told.sources.push_back(source_of(pack, id));
    told.grade = from.grade;
    told.grade_meaning = from.grade.empty() ? "" : models::grade_meaning(from.grade);
    told.note = from.note;
    told.where = {from.file, from.line};
    told.used_by = users_of(pack, figure.key);
    return told;
}

Node const* node_at(Node const& root, Parts const& parts) {
    Node const* at = &root;
    for (auto const& part : parts)
        if (at = at->find(part); at == nullptr)
            return nullptr;
    return at;
}

Explanation explain_scenario_key(Subject const& subject, ScenarioKey const& key,
                                 Parts const& parts) {
    Explanation told;
    told.kind = Explanation::Kind::setting;
    told.key = key.key;
    told.meaning = key.meaning;
    told.type = key.type;
    told.unit = key.unit;
    told.allowed = key.allowed;
    told.fallback = key.fallback;
    auto const* node =
        subject.scenario == nullptr ? nullptr : node_at(subject.scenario->document, parts);
    if (node == nullptr && parts.front() == "parity")
        node = node_at(subject.pack_document, {"parity", "main", parts.back()});
    if (node == nullptr)
        told.here = "not stated";
    else if (node->kind == Node::Kind::table)
        told.here = fmt::format("{} keys", node->entries.size());
    else
        told.here =
            fmt::format("{}, from {}", models::inline_toml(*node), models::to_text(node->where));
    return told;
}

//! A key of the pack that is no figure: a setting, or a table with figures below.
Explanation explain_node(Pack const& pack, std::string const& key, Node const& node) {
    Explanation told;
    told.key = key;
    bool const section = node.kind == Node::Kind::table;
    told.kind = section ? Explanation::Kind::section : Explanation::Kind::setting;
    if (!section)
        told.here = models::inline_toml(node);
    told.where = node.where;
    for (auto const& figure : pack.figures)
        if (figure.key.starts_with(key + "."))
            told.holds.push_back(figure.key);
    return told;
}

Parts all_keys(Subject const& subject) {
    auto keys = subject.scenario == nullptr ? Parts{} : scenario_key_names();
    for (auto const& figure : subject.pack.figures)
        keys.push_back(figure.key);
    return keys;
}

//! What there is in place of the first part of a key that the pack does not have.
std::string where_it_ends(Subject const& subject, std::string const& key) {
    auto const parts = models::split_key(key).value_or(Parts{key});
    Node const* at = &subject.pack_document;
    std::string known;
    for (auto const& part : parts) {
        auto const* const next = at->find(part);
        if (next == nullptr && (!known.empty() || subject.scenario == nullptr))
            return fmt::format(" There is no \"{}\" in {}.{}", part,
                               known.empty() ? "the pack" : known,
                               models::suggestion(part, models::keys_of(*at)));
        if (next == nullptr)
            break;
        at = next;
        known = models::key_below(known, part);
    }
    return " All keys stand in what stempath run SCENARIO --print-resolved prints.";
}

//! The nearest key, or those with this word in them, or where all of them stand.
std::string hint(Subject const& subject, std::string const& key) {
    auto const keys = all_keys(subject);
    if (auto const near = models::nearest_name(key, keys); !near.empty())
        return fmt::format(" Did you mean \"{}\"?", near);
    Parts with;
    for (auto const& known : keys)
        if (fmt::format(".{}.", known).find(fmt::format(".{}.", key)) != std::string::npos)
            with.push_back(known);
    constexpr std::size_t shown = 5;
    if (with.empty())
        return where_it_ends(subject, key);
    bool const more = with.size() > shown;
    with.resize(std::min(shown, with.size()));
    return fmt::format(" There are {}{}.", fmt::join(with, ", "), more ? ", and others" : "");
}

} // namespace

std::optional<Explanation> explain(Subject const& subject, std::string const& key,
                                   models::Diagnostics& problems) {
    auto const parts = models::split_key(key).value_or(Parts{key});
    auto const canonical = models::join_key(parts);
    for (auto const& figure : subject.pack.figures)
        if (figure.key == canonical)
            return explain_figure(subject.pack, figure);
    if (auto const* const known = find_scenario_key(canonical);
        known != nullptr && subject.scenario != nullptr)
        return explain_scenario_key(subject, *known, parts);
    if (auto const* const node = node_at(subject.pack_document, parts))
        return explain_node(subject.pack, canonical, *node);
    auto const& asked = subject.scenario == nullptr ? subject.pack_document.where.file
                                                    : subject.scenario->path.string();
    problems.add(models::ProblemKind::unknown_key, {asked, 0}, key,
                 "unknown key." + hint(subject, canonical));
    return std::nullopt;
}

} // namespace stempath::scenarios
