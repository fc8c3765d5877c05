#include "scenarios/comparison.hpp"

#include "models/printable.hpp"

#include <fmt/format.h>

namespace stempath::scenarios {

namespace {

using Kind = Difference::Kind;

std::string or_nothing(std::string const& text) {
    constexpr std::size_t shown = 90;
    if (text.empty())
        return "not stated";
    return text.size() <= shown ? text : text.substr(0, shown) + "...";
}

std::string quoted(std::string const& text) {
    return text.empty() ? "not stated" : fmt::format("\"{}\"", text);
}

std::string unescaped_words(Difference const& d) {
    switch (d.kind) {
    case Kind::only_in_a:
        return fmt::format("only in A: {}", d.key);
    case Kind::only_in_b:
        return fmt::format("only in B: {}", d.key);
    case Kind::figure:
        if (d.cells == 0)
            return fmt::format("{}: {} in A, {} in B; they have no cell in common", d.key, d.a,
                               d.b);
        if (d.at.empty())
            return fmt::format("{}: {} in A, {} in B", d.key, d.value_a, d.value_b);
        return fmt::format("{} differs in {} of {} cells; largest at {}: {} -> {}", d.key,
                           d.differing, d.cells, d.at, d.value_a, d.value_b);
    case Kind::origin: // names of sources may hold commas
        return fmt::format("{}: {} {} in A, {} in B", d.key, d.what, quoted(d.a), quoted(d.b));
    case Kind::setting:
        break;
    }
    return fmt::format("{}:{}{} {} in A, {} in B", d.key, d.what.empty() ? "" : " ", d.what,
                       or_nothing(d.a), or_nothing(d.b));
}

} // namespace

std::string words_of(Difference const& difference) {
    return models::printable(unescaped_words(difference));
}

} // namespace stempath::scenarios
