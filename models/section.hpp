//! Reading one table of a TOML file: every key is asked for by name, and what nobody asked for is
//! an error.
#pragma once

#include "models/toml_nodes.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::models {

//! A name as written and where.
struct NamedAt {
    std::string name;
    Location where;
};

//! Reports that `found` stands where only `allowed` may ("a whole number from 0 to 9").
void report_type(Node const& found, std::string_view key, std::string_view allowed,
                 Diagnostics& problems);

std::optional<std::string> as_text(Node const& node, std::string_view key, Diagnostics& problems);
std::optional<std::int64_t> as_integer(Node const& node, std::string_view key, std::int64_t low,
                                       std::int64_t high, Diagnostics& problems);
//! A finite number from low to high.
std::optional<double> as_number(Node const& node, std::string_view key, double low, double high,
                                Diagnostics& problems);
//! A list of texts; a repeated one is an error.
std::optional<std::vector<NamedAt>> as_names(Node const& node, std::string_view key,
                                             Diagnostics& problems);
//! Two whole numbers, the first not above the second.
std::optional<std::pair<std::int64_t, std::int64_t>> as_range(Node const& node,
                                                              std::string_view key,
                                                              std::int64_t low, std::int64_t high,
                                                              Diagnostics& problems);
//! One of the given words.
std::optional<std::string> as_choice(Node const& node, std::string_view key,
                                     std::vector<std::string> const& allowed,
                                     Diagnostics& problems);

class Section {
  public:
    //! `key` is the section's own dotted key, empty for a whole file. Anything but a table is
    //! reported.
    Section(Node const& table, std::string key, Diagnostics& problems);

    //! The value, or nullptr. From now on the key is an allowed one.
    Node const* take(std::string_view name);
    //! As take; a missing key is reported with what to write.
    Node const* require(std::string_view name, std::string_view what_to_write);

    std::optional<std::string> text(std::string_view name);
    //! A text that is shown on one line: not empty, without control characters.
    std::optional<std::string> line(std::string_view name);
    std::optional<bool> flag(std::string_view name);
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t low, std::int64_t high);
    std::optional<std::string> choice(std::string_view name,
                                      std::vector<std::string> const& allowed);

    //! Reports the keys that nobody asked for.
    void finish();

    std::string key(std::string_view name) const { return key_below(key_, name); }
    std::string const& key() const { return key_; }
    Location const& where() const { return table_.where; }
    Node const& node() const { return table_; }
    Diagnostics& problems() { return problems_; }

  private:
    Node const& table_;
    std::string key_;
    Diagnostics& problems_;
    std::vector<std::string> asked_;
};

} // namespace stempath::models
