//! Writing values as TOML.
#pragma once

#include "models/toml_nodes.hpp"

#include <functional>
#include <string>

namespace stempath::models {

//! What stands behind a value as a comment; empty for none. Gets the dotted key and the value.
using Remark = std::function<std::string(std::string const& key, Node const& value)>;

//! A value on one line, as it stands right of "=".
std::string inline_toml(Node const& value);

/*!
 * A table as TOML text: its own values first, then a section for each table in it and for each part
 * of a table of tables; what is deeper stands on one line. `prefix` is the key of the table itself.
 * Numbers read back as the same bits.
 */
std::string toml_text(Node const& table, std::string const& prefix, Remark const& remark);

} // namespace stempath::models
