#include "output/csv_file.hpp"

#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace stempath::output {

void append_csv_field(std::string& line, std::string_view field) {
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
        line.append(field);
        return;
    }
    line.push_back('"');
    for (char const c : field) {
        if (c == '"')
            line.push_back('"');
        line.push_back(c);
    }
    line.push_back('"');
}

std::string csv_number(double value) { return fmt::format("{:.12g}", value); }

CsvFile::CsvFile(std::filesystem::path path, std::vector<std::string> const& columns)
    : file_(std::move(path)), columns_(columns.size()) {
    for (std::string const& column : columns)
        text(column);
    end_row();
}

CsvFile& CsvFile::text(std::string_view field) {
    separate();
    append_csv_field(line_, field);
    return *this;
}

CsvFile& CsvFile::number(double field) {
    if (!std::isfinite(field))
        throw std::logic_error("a table would hold a number that is not finite");
    separate();
    fmt::format_to(std::back_inserter(line_), "{:.12g}", field);
    return *this;
}

CsvFile& CsvFile::integer(std::int64_t field) {
    separate();
    fmt::format_to(std::back_inserter(line_), "{}", field);
    return *this;
}

CsvFile& CsvFile::none() {
    separate();
    return *this;
}

void CsvFile::end_row() {
    if (fields_ != columns_)
        throw std::logic_error(
            fmt::format("a row has {} fields, its table {} columns", fields_, columns_));
    line_.push_back('\n');
    file_.write(line_);
    line_.clear();
    fields_ = 0;
}

void CsvFile::close() { file_.close(); }

void CsvFile::separate() {
    if (fields_++ > 0)
        line_.push_back(',');
}

} // namespace stempath::output
