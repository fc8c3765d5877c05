#include "apps/arguments.hpp"

#include <charconv>

namespace stempath::apps {

namespace {

template <class T>
std::optional<T> whole_number(std::string_view text) {
    T value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<ReplicateRange> parse_replicates(std::string_view text) {
    std::size_t const dots = text.find("..");
    if (dots == std::string_view::npos) {
        auto const count = whole_number<std::uint32_t>(text);
        bool const runs = count && *count > 0 && *count <= most_replicates;
        return runs ? std::optional(ReplicateRange{0, *count}) : std::nullopt;
    }
    auto const first = whole_number<std::uint32_t>(text.substr(0, dots));
    auto const last = whole_number<std::uint32_t>(text.substr(dots + 2));
    if (!first || !last || *last < *first || *last - *first >= most_replicates)
        return std::nullopt;
    return ReplicateRange{*first, *last - *first + 1};
}

std::optional<std::uint64_t> parse_seed(std::string_view text) {
    return whole_number<std::uint64_t>(text);
}

} // namespace stempath::apps
