#include "apps/text_table.hpp"
#include "apps/words.hpp"
#include "tests/catch.hpp"

using namespace stempath::apps;

TEST_CASE("numbers in words", "[words]") {
    CHECK(percent(0.364) == "36 %");
    CHECK(percent(0.0644) == "6.4 %");
    CHECK(percent(0.0996) == "10 %");
    CHECK(people(7) == "7");
    CHECK(people(12340.4) == "12,340");
    CHECK(people(999'499) == "999,499");
    CHECK(people(999'500) == "1.0 million");
    CHECK(people(45'149'000) == "45.1 million");
    CHECK(people(8.2e9) == "8.20 billion");
    CHECK(duration(0.42) == "0.42 s");
    CHECK(duration(9.81) == "9.8 s");
    CHECK(duration(200.2) == "3 min 20 s");
    CHECK(duration(3840) == "1 h 4 min");
    CHECK(bytes(210'400'000) == "210 MB");
    CHECK(bytes(1'430'000'000) == "1.4 GB");
}

TEST_CASE("names in words", "[words]") {
    CHECK(plain_name("two_or_more") == "two or more");
    CHECK(capitalised("women") == "Women");
    CHECK(capitalised("") == "");
    CHECK(capitalised("\xc3\xa9t\xc3\xa9") == "\xc3\xa9t\xc3\xa9"); // not ASCII: as it is
}

TEST_CASE("lines break between words", "[words]") {
    CHECK(wrapped("one two three", 7) == "one two\nthree");
    CHECK(wrapped("one two three", 8, 2) == "one two\n  three");
    CHECK(wrapped("a-word-that-is-too-long for it", 5) == "a-word-that-is-too-long\nfor\nit");
    CHECK(wrapped("  note: a b", 9, 2) == "  note: a\n  b");
    CHECK(wrapped("", 5).empty());
    CHECK(wrapped("held 36 % of", 8) == "held\n36 % of"); // a number keeps its sign
    CHECK(wrapped("by 36 %, or", 8) == "by 36 %,\nor");
}

TEST_CASE("columns are aligned", "[words]") {
    TextTable table({0, 3});
    table.row({"", "2022"});
    table.row({"women", "0.5", "1"});
    table.row({""});
    CHECK(table.text() == "        2022\n"
                          "women    0.5  1\n"
                          "\n");
}

TEST_CASE("two shares are shown with the decimals that tell them apart", "[words]") {
    using Pair = std::pair<std::string, std::string>;
    CHECK(stempath::apps::percents(0.36, 0.5) == Pair{"36 %", "50 %"});
    CHECK(stempath::apps::percents(0.4951, 0.5) == Pair{"49.5 %", "50.0 %"});
    CHECK(stempath::apps::percents(0.021, 0.021) == Pair{"2.1 %", "2.1 %"});
    CHECK(stempath::apps::percents(0.49999999, 0.5) == Pair{"50.000 %", "50.000 %"});
}
