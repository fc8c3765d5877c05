#include "apps/words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

std::string grouped(std::int64_t value) {
    std::string digits = fmt::format("{}", value);
    for (std::size_t at = digits.size(); at > 3;)
        digits.insert(at -= 3, 1, ',');
    return digits;
}

} // namespace

std::string percent(double share, int more) {
    double const points = 100.0 * share;
    // 9.96 would otherwise be shown as "10.0 %", next to 10.04 as "10 %".
    return fmt::format("{:.{}f} %", points, (std::abs(points) < 9.95 ? 1 : 0) + more);
}

std::pair<std::string, std::string> percents(double one, double other) {
    constexpr int most = 3;
    int more = 0;
    while (more < most && one != other && percent(one, more) == percent(other, more))
        ++more;
    return {percent(one, more), percent(other, more)};
}

std::string people(double count) {
    if (count >= 999.95e6)
        return fmt::format("{:.2f} billion", count / 1e9);
    if (count >= 999'500.0)
        return fmt::format("{:.1f} million", count / 1e6);
    return grouped(std::llround(count));
}

std::string duration(double seconds) {
    if (seconds < 0.995)
        return fmt::format("{:.2f} s", seconds);
    if (seconds < 99.95)
        return fmt::format("{:.1f} s", seconds);
    long long const whole = std::llround(seconds);
    if (whole < 3600)
        return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string bytes(double count) {
    if (count < 999.5e6)
        return fmt::format("{:.0f} MB", count / 1e6);
    return count < 999.95e9 ? fmt::format("{:.1f} GB", count / 1e9)
                            : fmt::format("{:.1f} TB", count / 1e12);
}

std::string plain_name(std::string_view name) {
    std::string plain(name);
    std::replace(plain.begin(), plain.end(), '_', ' ');
    return plain;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent) {
    std::size_t const margin = std::min(text.find_first_not_of(' '), text.size());
    std::string result(text.substr(0, margin));
    std::size_t used = margin;
    bool line_begins = true;
    for (text.remove_prefix(margin); !text.empty();) {
        std::size_t end = std::min(text.find(' '), text.size());
        if (text.substr(end).starts_with(" %")) // a number keeps its sign
            end = std::min(text.find(' ', end + 1), text.size());
        if (!line_begins && used + 1 + end > columns) {
            result += '\n' + std::string(indent, ' ');
            used = indent;
        } else if (!line_begins) {
            result += ' ';
            ++used;
        }
        result += text.substr(0, end);
        used += end;
        line_begins = false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

} // namespace stempath::apps
