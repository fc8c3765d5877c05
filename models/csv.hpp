//! CSV as RFC 4180 has it: comma, quotes doubled inside quotes, a header, every row as long as the
//! header.
#pragma once

#include "models/diagnostics.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::models {

//! A parsed file. Fields point into `text` or `unquoted`: it can be moved through a pointer only.
struct Csv {
    std::string file;
    std::string text;
    std::deque<std::string> unquoted; //!< fields with doubled quotes, undoubled
    std::vector<std::string_view> header;
    std::vector<std::string_view> fields; //!< row by row, header excluded
    std::vector<std::uint32_t> lines;     //!< line on which each row begins

    Csv() = default;
    Csv(Csv const&) = delete;
    Csv& operator=(Csv const&) = delete;

    std::size_t columns() const { return header.size(); }
    std::size_t rows() const { return lines.size(); }
    std::string_view field(std::size_t row, std::size_t column) const {
        return fields[row * columns() + column];
    }
    std::optional<std::size_t> column(std::string_view name) const;
};

//! Fills `into` from its `text` and `file`. False after a problem: a ragged row, an open quote, a
//! repeated column.
bool parse_csv(Csv& into, Diagnostics& problems);

//! A field as a number; none when it is anything else. May be "inf" or "nan".
std::optional<double> number_of(std::string_view field);

} // namespace stempath::models
