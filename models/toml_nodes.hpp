//! A TOML document as plain values that know their place, in the order of the file.
#pragma once

#include "models/diagnostics.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::models {

struct NodeEntry;

//! One value. Only the member that `kind` names is meaningful.
struct Node {
    enum class Kind : std::uint8_t { boolean, integer, real, text, array, table, other };

    Kind kind = Kind::table;
    bool boolean = false;
    std::int64_t integer = 0;
    double real = 0.0;
    std::string text;
    std::vector<Node> items;        //!< of an array
    std::vector<NodeEntry> entries; //!< of a table, in order of the file
    Location where;

    bool is_number() const { return kind == Kind::integer || kind == Kind::real; }
    double number() const { return kind == Kind::integer ? static_cast<double>(integer) : real; }
    Node const* find(std::string_view key) const;
    Node* find(std::string_view key);
    //! Sets or adds an entry.
    Node& set(std::string_view key, Node value);
    //! What a message calls it: `the text "four"`, `the number 3`, `a table`.
    std::string described() const;
};

struct NodeEntry {
    std::string key;
    Node value;
};

Node make_node(std::int64_t value, Location where);
Node make_node(double value, Location where);
Node make_node(std::string_view value, Location where);
Node make_table(Location where);

//! The keys of a table's own entries.
std::vector<std::string> keys_of(Node const& table);

//! The document as a table; none after a problem of syntax. `file` is the name that messages show.
std::optional<Node> parse_toml(std::string const& text, std::string const& file,
                               Diagnostics& problems);

//! One value as it stands right of "=" in TOML; text that is no TOML value is taken as a string.
Node parse_toml_value(std::string const& text, Location const& where);

//! "a.b.\"c d\"" as its parts; none when it is not a dotted TOML key.
std::optional<std::vector<std::string>> split_key(std::string const& dotted);

//! Parts as a dotted key, quoted where TOML needs it.
std::string join_key(std::vector<std::string> const& parts);
std::string key_below(std::string_view parent, std::string_view name);

//! Puts the entries of `over` into `base`, table by table; everything else is replaced.
void merge_tables(Node& base, Node const& over);

} // namespace stempath::models
