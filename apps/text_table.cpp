#include "apps/text_table.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::apps {

std::vector<std::size_t> TextTable::widths() const {
    std::vector<std::size_t> widths;
    for (auto const& cells : rows_) {
        widths.resize(std::max(widths.size(), cells.size()), 0);
        for (std::size_t c = 0; c < cells.size(); ++c)
            widths[c] = std::max(widths[c], cells[c].size());
    }
    return widths;
}

std::string TextTable::text() const {
    std::vector<std::size_t> const width = widths();
    std::string text;
    for (auto const& cells : rows_) {
        std::string line;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            line.append(c < gaps_.size() ? gaps_[c] : (c == 0 ? 0u : 2u), ' ');
            line += c == 0 ? fmt::format("{:<{}}", cells[c], width[c])
                           : fmt::format("{:>{}}", cells[c], width[c]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

} // namespace stempath::apps
