//! How deep the keys of a TOML text go, before anything walks down them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stempath::models {

//! No key of ours has half as many parts. With as many tables inside of one another as the parser
//! allows, what walks down a document fits on any stack.
inline constexpr std::size_t most_key_parts = 16;

//! The first line with a dotted key of more parts; 0 for none. Texts and comments hold no keys.
std::uint32_t line_of_deep_key(std::string_view text);

} // namespace stempath::models
