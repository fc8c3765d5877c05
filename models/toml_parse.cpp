#include "models/toml_nodes.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace {

//! What the TOML parser throws here where it would otherwise assert.
struct ParserGaveUp {};

[[noreturn]] void give_up() { throw ParserGaveUp{}; }

} // namespace

// The parser asserts that a table header begins with a name; in a release build "[=x]" would be
// undefined behaviour. Here every assertion is kept and becomes an error of the input.
#undef NDEBUG
#define TOML_ASSERT(expr) ((expr) ? void() : give_up())
#include <toml++/toml.h>

namespace stempath::models {

namespace {

//! Position in the file, to bring entries back into the order in which they were written.
struct Place {
    toml::source_position at;
    bool operator<(Place const& other) const {
        return at.line != other.at.line ? at.line < other.at.line : at.column < other.at.column;
    }
};

Place earlier(Place a, Place b) { return b < a ? b : a; }

//! A table that a dotted key or a header implies stands where its first key stands.
Place place_of(toml::key const& key, toml::node const& node) {
    Place place{key.source().begin};
    if (auto const* table = node.as_table(); table != nullptr && !table->is_inline())
        for (auto const& [k, v] : *table)
            place = earlier(place, place_of(k, v));
    return place;
}

Node converted(toml::node const& from, Location where);

Node converted_table(toml::table const& from, Location where) {
    std::vector<std::pair<Place, NodeEntry>> sorted;
    for (auto const& [key, value] : from) {
        auto const place = place_of(key, value);
        Location const at{where.file, place.at.line};
        sorted.push_back({place, {std::string(key.str()), converted(value, at)}});
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    Node node = make_table(std::move(where));
    for (auto& [place, entry] : sorted)
        node.entries.push_back(std::move(entry));
    return node;
}

Node converted_array(toml::array const& from, Location where) {
    Node node;
    node.kind = Node::Kind::array;
    for (auto const& item : from)
        node.items.push_back(converted(item, {where.file, item.source().begin.line}));
    node.where = std::move(where);
    return node;
}

Node converted(toml::node const& from, Location where) {
    if (auto const* v = from.as_table())
        return converted_table(*v, std::move(where));
    if (auto const* v = from.as_array())
        return converted_array(*v, std::move(where));
    if (auto const* v = from.as_integer())
        return make_node(v->get(), std::move(where));
    if (auto const* v = from.as_floating_point())
        return make_node(v->get(), std::move(where));
    if (auto const* v = from.as_string())
        return make_node(std::string_view(v->get()), std::move(where));
    Node node;
    node.where = std::move(where);
    node.kind = from.is_boolean() ? Node::Kind::boolean : Node::Kind::other;
    node.boolean = from.is_boolean() && from.as_boolean()->get();
    return node;
}

void locate(Node& node, Location const& where) {
    node.where = where;
    for (auto& item : node.items)
        locate(item, where);
    for (auto& entry : node.entries)
        locate(entry.value, where);
}

//! The line of the first table header without a name; 0 when there is none.
std::uint32_t nameless_header(std::string_view text) {
    std::uint32_t line = 1;
    for (std::size_t at = 0; at < text.size(); ++line) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto const first = text.find_first_not_of(" \t", at);
        auto const name = text.find_first_not_of(" \t[", std::min(first, end));
        if (first < end && text[first] == '[') {
            auto const c = name < end ? static_cast<unsigned char>(text[name]) : 0;
            if (std::isalnum(c) == 0 && c != '_' && c != '-' && c != '"' && c != '\'')
                return line;
        }
        at = end + 1;
    }
    return 0;
}

} // namespace

std::optional<Node> parse_toml(std::string const& text, std::string const& file,
                               Diagnostics& problems) {
    try {
        return converted_table(toml::parse(text), Location{file, 0});
    } catch (toml::parse_error const& error) {
        problems.add(ProblemKind::unreadable_text, {file, error.source().begin.line}, "",
                     fmt::format("not valid TOML (column {}): {}", error.source().begin.column,
                                 error.description()));
    } catch (ParserGaveUp const&) {
        problems.add(ProblemKind::unreadable_text, {file, nameless_header(text)}, "",
                     "not valid TOML: a table header needs a name, [like.this].");
    }
    return std::nullopt;
}

Node parse_toml_value(std::string const& text, Location const& where) {
    try {
        auto node = converted(*toml::parse("v = " + text).get("v"), where);
        locate(node, where);
        return node;
    } catch (toml::parse_error const&) {
        return make_node(std::string_view(text), where);
    } catch (ParserGaveUp const&) {
        return make_node(std::string_view(text), where);
    }
}

std::optional<std::vector<std::string>> split_key(std::string const& dotted) {
    if (dotted.find_first_of("=#\n\r") != std::string::npos)
        return std::nullopt;
    try {
        auto const parsed = toml::parse(dotted + " = 0");
        std::vector<std::string> parts;
        for (toml::node const* at = &parsed; at->is_table();) {
            auto const first = at->as_table()->begin();
            parts.emplace_back(first->first.str());
            at = &first->second;
        }
        return parts;
    } catch (toml::parse_error const&) {
        return std::nullopt;
    } catch (ParserGaveUp const&) {
        return std::nullopt;
    }
}

} // namespace stempath::models
