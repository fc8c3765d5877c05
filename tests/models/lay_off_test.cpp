#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

// Lay-offs (F7): where posts fall below the stock, attrition comes first, then the least
// keep-scores.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

Pack shrinking(std::string const& limit, std::string const& laid_off_to) {
    return pack_from(R"(
years = [0, 5]
groups = ["w", "m"]
[stage.seeking]
start = { w = 0, m = 0 }
[stage.junior]
phase = "separate"
slots = { knots = [[0, 1000], [1, 900]] }
start = { total = 1000, share = { w = 0.4, m = 0.6 }, ages = "young_and_old.csv" }
exit.leave = { to = "out", p = 0.02 }
[market.jobs]
to = "junior"
from = ["seeking"]
demand = { slots = true }
score = "lottery"
laid_off_to = ")" + laid_off_to +
                     "\"\nlay_off_limit = " + limit + "\n" + women_in("junior"));
}

} // namespace

TEST_CASE("where posts shrink, attrition comes first, then the least keep-scores, up to the limit",
          "[models][market][lay_off]") {
    Trial const trial(shrinking("0.2", "seeking"), 2);
    People people(trial.model());
    people.start();
    auto const before = people.living();
    people.year(1);
    int laid_off = 0, old = 0;
    for (auto const& [key, person] : people.living())
        if (person.stage == 0) {
            ++laid_off;
            old += before.at(key).since == -20;
        }
    CHECK(laid_off > 60); // 100 posts fewer, of whom about 20 left by themselves
    CHECK(old == 0); // half have 20 years in the post; noise of one SD a year cannot reach so far
    auto const r = trial.run();
    CHECK(trial.stock(r, 1, "junior") == 900);
    CHECK(trial.count(r, Measures::laid_off, {"1", "jobs", "*"}) ==
          100 - trial.flow(r, 1, "junior.leave"));
    CHECK(trial.stock(r, 1, "seeking") == trial.count(r, Measures::laid_off, {"1", "jobs", "*"}));
    CHECK(trial.hires(r, 1, "jobs") == 0);
}

TEST_CASE("lay-offs stop at the yearly limit", "[models][market][lay_off]") {
    Trial const trial(shrinking("0.01", "seeking"), 2);
    auto const r = trial.run();
    auto const after_attrition = 1000 - trial.flow(r, 1, "junior.leave");
    CHECK(trial.count(r, Measures::laid_off, {"1", "jobs", "*"}) == after_attrition / 100);
    CHECK(trial.stock(r, 1, "junior") == after_attrition - after_attrition / 100);
}

TEST_CASE("those laid off may leave the model", "[models][market][lay_off]") {
    Trial const trial(shrinking("0.2", "out"), 2);
    auto const r = trial.run();
    CHECK(trial.stock(r, 1, "junior") == 900);
    CHECK(trial.stock(r, 1, "*") == 900);
}
