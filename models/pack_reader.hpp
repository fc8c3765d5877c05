//! Reading packs. The grammar is docs/packs.md.
#pragma once

#include "models/diagnostics.hpp"
#include "models/pack.hpp"
#include "models/toml_nodes.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace stempath::models {

/*!
 * Replaces or adds one value of a pack: a number, a table by names, or a table file by another.
 * `value.where` is where the replacement stands; a table file that it names is looked for beside
 * that file first.
 */
struct Override {
    std::string key; //!< dotted, "market.professional.demand.growth"
    Node value;
};

//! "key=value" as --set has it; none after a problem.
std::optional<Override> parse_override(std::string const& text, Diagnostics& problems);

//! Whether what an earlier fit has found is put in place; a new fit begins without it.
enum class Fitted : std::uint8_t { yes, no };

//! pack.toml with its fit and then with replacements in place; none after a problem that leaves
//! nothing to read.
std::optional<Node> read_pack_document(std::filesystem::path const& directory,
                                       std::span<Override const> overrides, Diagnostics& problems,
                                       Fitted fitted = Fitted::yes);

//! Puts replacements into a pack's document.
void apply_overrides(Node& document, std::span<Override const> overrides, Diagnostics& problems);

//! The pack that a document describes; its tables are in `directory`. None after any problem.
std::optional<Pack> read_pack(Node const& document, std::filesystem::path const& directory,
                              Diagnostics& problems);

std::optional<Pack> read_pack(std::filesystem::path const& directory,
                              std::span<Override const> overrides, Diagnostics& problems);

} // namespace stempath::models
