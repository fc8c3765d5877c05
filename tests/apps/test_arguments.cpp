#include "apps/arguments.hpp"
#include "tests/catch.hpp"

using namespace stempath::apps;

TEST_CASE("a seed is taken as it is or not at all", "[arguments]") {
    CHECK(parse_seed("0") == 0u);
    CHECK(parse_seed("18446744073709551615") == 18446744073709551615u);
    for (char const* text : {"", "-1", "1e3", "0x1", "18446744073709551616", "7 "})
        CHECK_FALSE(parse_seed(text));
}
