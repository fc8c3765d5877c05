#include "apps/list_table.hpp"

#include "apps/words.hpp"

#include <algorithm>

namespace stempath::apps {

namespace {

constexpr std::size_t gap = 2, least_last = 24; //!< columns between cells; of the last cell

//! Columns on a terminal, near enough: code points.
std::size_t width_of(std::string const& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned>(c) & 0xc0u) != 0x80u;
    }));
}

} // namespace

std::string list_table(std::vector<std::vector<std::string>> const& rows, std::size_t columns) {
    std::size_t const fixed = rows.empty() ? 0 : rows.front().size() - 1;
    std::vector<std::size_t> widths(fixed, 0);
    for (auto const& row : rows)
        for (std::size_t c = 0; c < fixed; ++c)
            widths[c] = std::max(widths[c], width_of(row[c]));
    std::size_t before = 0;
    for (auto const width : widths)
        before += width + gap;
    bool const beside = before + least_last <= columns;
    std::string text;
    for (auto const& row : rows) {
        std::string line;
        for (std::size_t c = 0; c < fixed; ++c)
            line += row[c] + std::string(widths[c] - width_of(row[c]) + gap, ' ');
        if (!beside) { // long names: what is told of them stands below
            line.erase(line.find_last_not_of(' ') + 1);
            line += '\n' + std::string(gap + gap, ' ');
        }
        std::size_t const indent = beside ? before : gap + gap;
        line += wrapped(std::string(indent, ' ') + row.back(), columns, indent).substr(indent);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

} // namespace stempath::apps
