//! Input files as checked text.
#pragma once

#include "models/diagnostics.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace stempath::models {

inline constexpr std::uintmax_t largest_input_bytes = 64u << 20;

/*!
 * The text of a file without byte-order mark; none, with a problem, when it is missing, a
 * directory, empty, larger than 64 MB, or not UTF-8. `named_at` and `key` say who asks for it;
 * without a file in `named_at` the file itself is named. What was read is noted among the inputs.
 */
std::optional<std::string> read_text_file(std::filesystem::path const& path,
                                          Location const& named_at, std::string_view key,
                                          Diagnostics& problems);

//! Byte position of the first byte that is not UTF-8.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

} // namespace stempath::models
