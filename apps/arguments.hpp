#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stempath::apps {

/*! A whole number from 0 to 2^64 - 1; none for anything else (a sign, a point, too large a number),
 *  where the command-line library would wrap around or cut off.
 */
std::optional<std::uint64_t> parse_seed(std::string_view text);

} // namespace stempath::apps
