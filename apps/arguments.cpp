#include "apps/arguments.hpp"

#include <charconv>

namespace stempath::apps {

std::optional<std::uint64_t> parse_seed(std::string_view text) {
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

std::optional<PackKey> split_pack_key(std::string_view text) {
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size())
        return std::nullopt;
    return PackKey{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

} // namespace stempath::apps
