//! A table of a figure, and CSV alone.
#include "tests/fuzz/properties.hpp"

#include "models/csv.hpp"

#include <fmt/format.h>

using namespace stempath;

namespace {

constexpr std::string_view pack_text = R"(schema = 1
kind = "teaching"
title = "A table"
years = [0, 5]
regions = ["town", "country"]
[axes]
sex = ["women", "men"]
origin = ["here", "there"]
[stage.post]
start = "table.csv"
max_years = 4
exit.leave = { to = "out", p = "table.csv" }
[parity.main]
of = "post"
)";

std::string quoted(std::string_view field) {
    std::string text = "\"";
    for (char const c : field)
        text += c == '"' ? "\"\"" : std::string(1, c);
    return text + '"';
}

std::string row_text(models::Csv const& csv, std::size_t row) {
    std::string text;
    for (std::size_t c = 0; c < csv.columns(); ++c)
        text += (c == 0 ? "" : ",") + quoted(csv.field(row, c));
    return text + '\n';
}

//! The same table with the rows in the other order, every field in quotes.
std::string reversed(models::Csv const& csv) {
    std::string text;
    for (std::size_t c = 0; c < csv.columns(); ++c)
        text += (c == 0 ? "" : ",") + quoted(csv.header[c]);
    text += '\n';
    for (std::size_t row = csv.rows(); row-- > 0;)
        text += row_text(csv, row);
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    models::Csv csv;
    csv.file = "table.csv";
    csv.text = fuzz::text_of(data, size);
    models::Diagnostics of_csv;
    bool const parsed = models::parse_csv(csv, of_csv);
    fuzz::require(parsed == of_csv.ok(), "a table that cannot be parsed is told");
    fuzz::require(!parsed || csv.fields.size() == csv.rows() * csv.columns(), "rows are whole");

    auto const directory = fuzz::home() / "read" / "table";
    std::filesystem::create_directories(directory);
    fuzz::write(directory / "pack.toml", pack_text);
    fuzz::write(directory / "table.csv", fuzz::text_of(data, size));
    models::Diagnostics problems;
    auto const pack = models::read_pack(directory, {}, problems);
    fuzz::require_told(problems);
    if (!pack || csv.text.starts_with("\xef\xbb\xbf"))
        return 0;
    fuzz::require(parsed, "what is read was parsed");
    fuzz::require_finite(*pack);
    fuzz::write(directory / "table.csv", reversed(csv));
    models::Diagnostics again;
    auto const back = models::read_pack(directory, {}, again);
    if (!back)
        fmt::print(stderr, "{}{}", reversed(csv), again.text());
    fuzz::require(back.has_value(), "the order of rows says nothing");
    fuzz::require_same_figures(*pack, *back);
    return 0;
}
