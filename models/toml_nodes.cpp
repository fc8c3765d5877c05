#include "models/toml_nodes.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace stempath::models {

namespace {

bool is_bare(std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '-';
    });
}

Node node_of(Node::Kind kind, Location where) {
    Node n;
    n.kind = kind;
    n.where = std::move(where);
    return n;
}

} // namespace

Node const* Node::find(std::string_view key) const {
    auto const at = std::find_if(entries.begin(), entries.end(),
                                 [&](NodeEntry const& e) { return e.key == key; });
    return at == entries.end() ? nullptr : &at->value;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

Node& Node::set(std::string_view key, Node value) {
    if (auto* const there = find(key)) {
        *there = std::move(value);
        return *there;
    }
    return entries.emplace_back(NodeEntry{std::string(key), std::move(value)}).value;
}

std::string Node::described() const {
    switch (kind) {
    case Kind::boolean:
        return boolean ? "true" : "false";
    case Kind::integer:
        return fmt::format("the number {}", integer);
    case Kind::real:
        return fmt::format("the number {}", real);
    case Kind::text:
        return fmt::format("the text \"{}\"", text);
    case Kind::array:
        return "a list";
    case Kind::table:
        return "a table";
    case Kind::other:
        return "a date or time";
    }
    return "a value";
}

Node make_node(std::int64_t value, Location where) {
    Node n = node_of(Node::Kind::integer, std::move(where));
    n.integer = value;
    return n;
}

Node make_node(double value, Location where) {
    Node n = node_of(Node::Kind::real, std::move(where));
    n.real = value;
    return n;
}

Node make_node(std::string_view value, Location where) {
    Node n = node_of(Node::Kind::text, std::move(where));
    n.text = value;
    return n;
}

Node make_table(Location where) { return node_of(Node::Kind::table, std::move(where)); }

std::vector<std::string> keys_of(Node const& table) {
    std::vector<std::string> keys;
    for (auto const& entry : table.entries)
        keys.push_back(entry.key);
    return keys;
}

std::string join_key(std::vector<std::string> const& parts) {
    std::string key;
    for (auto const& part : parts)
        key = key_below(key, part);
    return key;
}

std::string key_below(std::string_view parent, std::string_view name) {
    auto const shown = is_bare(name) ? std::string(name) : fmt::format("\"{}\"", name);
    return parent.empty() ? shown : fmt::format("{}.{}", parent, shown);
}

void merge_tables(Node& base, Node const& over) {
    for (auto const& [key, value] : over.entries) {
        auto* const there = base.find(key);
        if (there != nullptr && there->kind == Node::Kind::table && value.kind == Node::Kind::table)
            merge_tables(*there, value);
        else
            base.set(key, value);
    }
}

} // namespace stempath::models
