#include "apps/arguments.hpp"
#include "tests/catch.hpp"

using namespace stempath::apps;

TEST_CASE("a seed is taken as it is or not at all", "[arguments]") {
    CHECK(parse_seed("0") == 0u);
    CHECK(parse_seed("18446744073709551615") == 18446744073709551615u);
    for (char const* text : {"", "-1", "1e3", "0x1", "18446744073709551616", "7 "})
        CHECK_FALSE(parse_seed(text));
}

TEST_CASE("a key may name its pack", "[arguments]") {
    auto const asked = split_pack_key("us:stage.high.duration");
    REQUIRE(asked);
    CHECK(asked->pack == "us");
    CHECK(asked->key == "stage.high.duration");
    CHECK(split_pack_key("c:/packs/us:years")->pack == "c:/packs/us");
    for (auto const* const text : {"stage.high.duration", ":key", "us:", ""})
        CHECK_FALSE(split_pack_key(text));
}
