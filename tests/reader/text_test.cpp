#include "tests/catch.hpp"
#include "tests/reader/folder.hpp"

#include "models/csv.hpp"
#include "models/diagnostics.hpp"
#include "models/input_file.hpp"
#include "models/printable.hpp"
#include "models/toml_depth.hpp"
#include "models/toml_text.hpp"

using namespace stempath::models;
using stempath::tests::Folder;

namespace {

std::vector<std::string> const words{"promote", "drop_out", "hispanic.women"};

bool parses(Csv& csv, std::string const& text) {
    Diagnostics problems;
    csv.text = text;
    csv.file = "t.csv";
    return parse_csv(csv, problems);
}

} // namespace

TEST_CASE("a slip is met with the nearest name, anything else with the list", "[reader]") {
    CHECK(suggestion("promot", words) == " Did you mean \"promote\"?");
    CHECK(suggestion("dropout", words) == " Did you mean \"drop_out\"?");
    CHECK(suggestion("women.hispanic", words) == " Did you mean \"hispanic.women\"?");
    CHECK(suggestion("q", words) == " Allowed: promote, drop_out, hispanic.women.");
}

TEST_CASE("the exit code is 66 only when nothing but input is missing", "[reader]") {
    Diagnostics problems;
    CHECK(problems.exit_code() == 0);
    problems.add(ProblemKind::missing_input, {"a", 0}, "", "gone.");
    CHECK(problems.exit_code() == 66);
    problems.add(ProblemKind::sum, {"a", 3}, "k", "0.9.");
    CHECK(problems.exit_code() == 65);
    CHECK(problems.text() == "a: gone.\na:3: k: 0.9.\n");
}

TEST_CASE("a flood of one kind is cut and counted, others stay", "[reader]") {
    Diagnostics problems;
    for (std::uint32_t i = 1; i <= 57; ++i)
        problems.add(ProblemKind::wrong_type, {"t.csv", i}, "k", "bad.");
    problems.add(ProblemKind::sum, {"t.csv", 9}, "k", "0.9.");
    CHECK(problems.count() == 58);
    CHECK(problems.problems().size() == 21);
    CHECK(problems.text().find("t.csv: and 37 more of this kind (wrong type).") !=
          std::string::npos);
}

TEST_CASE("CSV as RFC 4180 has it", "[reader]") {
    Csv csv;
    REQUIRE(parses(csv, "a,b\r\n\"x, \"\"y\"\"\n z\",2\r\n\r\n,4\r\n"));
    CHECK(csv.rows() == 2);
    CHECK(csv.field(0, 0) == "x, \"y\"\n z");
    CHECK(csv.field(1, 0).empty());
    CHECK(csv.field(1, 1) == "4");
    CHECK(csv.lines == std::vector<std::uint32_t>{2, 5});
}

TEST_CASE("a last line needs no end", "[reader]") {
    Csv csv;
    REQUIRE(parses(csv, "a,b\n1,\n3,4"));
    CHECK(csv.rows() == 2);
    CHECK(csv.field(0, 1).empty());
    CHECK(csv.field(1, 1) == "4");
}

TEST_CASE("UTF-8 is checked as the standard has it", "[reader]") {
    CHECK(!first_invalid_utf8("plain ASCII that is longer than a word"));
    CHECK(!first_invalid_utf8("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x8c\x8d"));
    CHECK(first_invalid_utf8("12345678\xc3(") == 8);
    CHECK(first_invalid_utf8("\xc0\xaf") == 0);     // overlong
    CHECK(first_invalid_utf8("\xed\xa0\x80") == 0); // surrogate
    CHECK(first_invalid_utf8("ab\xe2\x82") == 2);   // cut short
}

TEST_CASE("files larger than 64 MB are refused unread, and byte-order marks dropped", "[reader]") {
    Folder const folder;
    Diagnostics problems;
    auto const large = folder.write("large.csv", "a\n");
    std::filesystem::resize_file(large, largest_input_bytes + 1);
    CHECK(!read_text_file(large, {}, "", problems));
    CHECK(problems.text().find("is larger than 64 MB") != std::string::npos);
    CHECK(read_text_file(folder.write("bom.csv", "\xef\xbb\xbf"
                                                 "a\n"),
                         {}, "", problems) == "a\n");
}

TEST_CASE("TOML keeps the order and the lines of the file", "[reader]") {
    Diagnostics problems;
    auto const root =
        parse_toml("z = 1\n[stage.b]\nx.q = 1\n[market.m]\n[stage.a]\nw = {d = 1, c = 2}\n",
                   "f.toml", problems);
    REQUIRE(root);
    CHECK(root->entries[0].key == "z");
    CHECK(root->entries[1].key == "stage");
    CHECK(root->entries[2].key == "market");
    auto const& stage = root->entries[1].value;
    CHECK(stage.entries[0].key == "b");
    CHECK(stage.entries[1].key == "a");
    auto const* const w = stage.entries[1].value.find("w");
    CHECK(w->where.line == 6);
    CHECK(w->entries[0].key == "d");
}

TEST_CASE("values written as TOML read back as the same bits", "[reader]") {
    for (auto const value :
         {0.1, 1.0, 1e-300, 123456789.123456789, -0.0, 5e-324, 1.7976931348623157e308}) {
        auto const back = parse_toml_value(inline_toml(make_node(value, {})), {});
        CHECK(back.kind == Node::Kind::real);
        CHECK(back.real == value);
    }
    auto const text = std::string("quote \" back \\ tab \t line \n \xc3\xa9");
    CHECK(parse_toml_value(inline_toml(make_node(std::string_view(text), {})), {}).text == text);
}

TEST_CASE("control characters are shown, not sent", "[reader][text]") {
    CHECK(stempath::models::printable("caf\xc3\xa9, \xe4\xb8\xad") == "caf\xc3\xa9, \xe4\xb8\xad");
    CHECK(stempath::models::printable("a\nb\tc\x1b[31m\x7f") == "a\\nb\\tc\\u001B[31m\\u007F");
    CHECK(stempath::models::printable(std::string_view("\0x", 2)) == "\\u0000x");
    CHECK(stempath::models::printable("\xc2\x9b"
                                      "31m \xe2\x80\xa8 \xe2\x80\xae") ==
          "\\u009B31m \\u2028 \\u202E");
    CHECK_FALSE(stempath::models::has_controls("plain \xc3\xa9"));
    CHECK(stempath::models::has_controls("\r"));
}

TEST_CASE("keys of too many parts are found, dots in texts and comments are none", "[reader]") {
    std::string deep = "a";
    for (std::size_t i = 0; i < most_key_parts; ++i)
        deep += ".a";
    auto const fits = deep.substr(2);
    CHECK(line_of_deep_key(fits + " = 1\n[" + fits + "]\n") == 0);
    for (std::string const& text :
         {deep + " = 1", "[" + deep + "]", "x = { " + deep + " = 1 }",
          "x = [1.5, { \"b.c\"." + deep + " = 1 }]", "s = \"\"\"\na\"\"\"\"\n" + deep + " = 1",
          "s = 'it''s'\n" + deep + " = 1"})
        CHECK(line_of_deep_key(text) > 0);
    CHECK(line_of_deep_key("x = 1\n# " + deep + "\n" + deep + " = 1\n") == 3);
    for (std::string const& text :
         {"# " + deep, "s = \"" + deep + "\"", "s = '" + deep + "'",
          "s = \"\"\"\n" + deep + "\n\\\"\"\"\"" + "\n", "s = \"\\\"" + deep + "\""})
        CHECK(line_of_deep_key(text) == 0);
    Diagnostics problems;
    CHECK_FALSE(parse_toml(deep + " = 1\n", "t.toml", problems));
    CHECK(problems.text() == "t.toml:1: a key of more than 16 parts. No key here is as deep.\n");
    CHECK_FALSE(split_key(deep));
    CHECK(split_key(fits)->size() == most_key_parts);
    CHECK(parse_toml_value("{ " + deep + " = 1 }", {"--set", 0}).kind == Node::Kind::text);
}
