#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stempath::apps {

/*! A whole number from 0 to 2^64 - 1; none for anything else (a sign, a point, too large a number),
 *  where the command-line library would wrap around or cut off.
 */
std::optional<std::uint64_t> parse_seed(std::string_view text);

//! A key with its pack before a colon, "us:stage.high.duration". Keys hold no colon.
struct PackKey {
    std::string pack, key;
};
//! None without a colon, or with nothing before or behind it.
std::optional<PackKey> split_pack_key(std::string_view text);

} // namespace stempath::apps
