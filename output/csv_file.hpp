//! Tidy CSV: one header, one row a figure, UTF-8, lines end with a line feed.
#pragma once

#include "output/file_writer.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::output {

//! Appends `field` to `line`, quoted as RFC 4180 asks where it holds a comma, a quote or a line
//! end.
void append_csv_field(std::string& line, std::string_view field);

//! A number as it stands in our tables: up to 12 significant digits, no trailing zeros.
std::string csv_number(double value);

/*! A table being written, field by field.
 *
 * Throws std::logic_error when a row has not as many fields as there are columns, or holds a number
 * that is not finite; OutputError (Fault::io) when the system fails.
 */
class CsvFile {
  public:
    CsvFile(std::filesystem::path path, std::vector<std::string> const& columns);

    CsvFile& text(std::string_view field);
    CsvFile& number(double field);
    CsvFile& integer(std::int64_t field);
    //! An empty field: there is no such number (a standard deviation of one replicate).
    CsvFile& none();
    void end_row();
    void close();

  private:
    void separate();

    FileWriter file_;
    std::string line_;
    std::size_t columns_;
    std::size_t fields_ = 0;
};

} // namespace stempath::output
