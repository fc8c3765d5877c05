#include "apps/arguments.hpp"
#include "tests/catch.hpp"

using namespace stempath::apps;

TEST_CASE("replicates are a number or a range with both ends", "[arguments]") {
    CHECK(parse_replicates("20") == ReplicateRange{0, 20});
    CHECK(parse_replicates("5..9") == ReplicateRange{5, 5});
    CHECK(parse_replicates("7..7") == ReplicateRange{7, 1});
    CHECK(parse_replicates("4294967295..4294967295") == ReplicateRange{4294967295, 1});
    for (char const* text : {"", "0", "-1", "1.5", "1e3", "5..4", "..", "5..", "..5", "1...3", " 3",
                             "1000001", "0..1000000", "4294967296"})
        CHECK_FALSE(parse_replicates(text));
}

TEST_CASE("a seed is taken as it is or not at all", "[arguments]") {
    CHECK(parse_seed("0") == 0u);
    CHECK(parse_seed("18446744073709551615") == 18446744073709551615u);
    for (char const* text : {"", "-1", "1e3", "0x1", "18446744073709551616", "7 "})
        CHECK_FALSE(parse_seed(text));
}
