#include "tests/catch.hpp"
#include "tests/models/posts.hpp"

// Shares of entrants that follow a board (F5): a + b x the share of a group in a stage.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

} // namespace

TEST_CASE(
    "feedback a + b x board with lag 1 reads the last year end, with lag 0 the exits of this year",
    "[models][entry][boards]") {
    auto const entry = [](int lag) {
        return fill + "share = { w = { a = 0.1, b = 0.8, board = \"post.w\", lag = " +
               std::to_string(lag) + " }, m = \"rest\" }";
    };
    auto const by_last = [](auto, double last, double) { return 0.1 + 0.8 * last; };
    auto const by_now = [](auto, double, double now) { return 0.1 + 0.8 * now; };
    auto const lagged = women(Trial(posts("4000", entry(1)), 10), 10, replicates);
    CHECK(worst(lagged, recursion(10, 4000, by_last)) <
          sigma_bound); // exact: leavers and shares are linear
    CHECK(worst(lagged, recursion(10, 4000, by_now)) > sigma_bound);
    // With lag 0 the share is a ratio of two random numbers: its mean is right to O(1/N), here
    // under a tenth of a sigma.
    auto const now = women(Trial(posts("4000", entry(0)), 10), 10, replicates);
    CHECK(worst(now, recursion(10, 4000, by_now)) < sigma_bound);
    CHECK(worst(now, recursion(10, 4000, by_last)) > sigma_bound);
    // Year 1 with lag 1 reads the base: the share of entrants is 0.1 + 0.8 x 0.25 = 0.3.
    double const law = recursion(1, 4000, by_last)[1];
    CHECK(law == Approx(800 + 500 * 0.3));
}

TEST_CASE("a share is held within 0 and 1", "[models][entry][boards]") {
    Trial const all(
        posts("4000", fill + "share = { w = { a = 3, b = 0, board = \"post.w\" }, m = \"rest\" }"),
        30);
    auto const r = all.run();
    CHECK(all.stock(r, 30, "post", "m") <
          220); // 3000 x 0.9^30 = 127: nobody comes after those of the base
    Trial const none(
        posts("4000", fill + "share = { w = { a = -1, b = 0, board = \"post.w\" }, m = \"rest\" }"),
        30);
    auto const s = none.run();
    CHECK(none.stock(s, 30, "post", "w") < 60);
}
