#include "apps/arguments.hpp"

#include <charconv>

namespace stempath::apps {

std::optional<std::uint64_t> parse_seed(std::string_view text) {
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

} // namespace stempath::apps
