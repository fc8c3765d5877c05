//! Arguments of the command line whose form CLI11 does not check as strictly as we want.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stempath::apps {

//! Which replicates of a study to run; their draws depend on their number, not on how many there
//! are.
struct ReplicateRange {
    std::uint32_t first = 0;
    std::uint32_t count = 1;
    friend bool operator==(ReplicateRange const&, ReplicateRange const&) = default;
};

inline constexpr std::uint32_t most_replicates = 1'000'000;

/*! "20": replicates 0 to 19. "5..9": replicates 5 to 9, both included.
 *  None when the text is neither, is empty of replicates, or asks for more than most_replicates.
 */
std::optional<ReplicateRange> parse_replicates(std::string_view text);

//! A whole number from 0 to 2^64 - 1; none for anything else (a sign, a point, too large a number).
std::optional<std::uint64_t> parse_seed(std::string_view text);

} // namespace stempath::apps
