#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace stempath::apps {

//! Rows of cells in aligned columns: the first column to the left, the others to the right.
class TextTable {
  public:
    //! `gap` blanks stand before a column; columns without a gap given have two.
    explicit TextTable(std::vector<std::size_t> gaps = {}) : gaps_(std::move(gaps)) {}

    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    //! One line a row, without blanks at the ends.
    std::string text() const;

  private:
    std::vector<std::size_t> widths() const;

    std::vector<std::size_t> gaps_;
    std::vector<std::vector<std::string>> rows_;
};

} // namespace stempath::apps
