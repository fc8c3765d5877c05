#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

#include <algorithm>
#include <cmath>

// Several markets in one year (F7): demand, vacancy chains, lay-offs, nobody hired twice.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::string const ending = women_in("junior");

std::string const stages = R"(
years = [0, 12]
groups = ["w", "m"]
[stage.seeking]
phase = "separate"
start = { w = 3000, m = 3000 }
[stage.junior]
phase = "separate"
slots = 1000
start = { w = 400, m = 600 }
[stage.senior]
phase = "separate"
slots = 300
start = { w = 50, m = 250 }
exit.retire = { to = "out", p = 0.2 }
)";

std::string market(std::string const& name, std::string const& to, std::string const& from,
                   std::string const& more = "") {
    return "[market." + name + "]\nto = \"" + to + "\"\nfrom = [" + from +
           "]\ndemand = { slots = true }\nscore = \"lottery\"\nlaid_off_to = \"seeking\"\n" + more;
}
std::string const up = market("up", "senior", "\"junior\""),
                  in = market("in", "junior", "\"seeking\"");

} // namespace

TEST_CASE("growth of demand is met exactly at the year end when applicants suffice",
          "[models][market]") {
    Trial const trial(pack_from(R"(
years = [0, 10]
groups = ["w", "m"]
[stage.seeking]
start = { w = 50000, m = 50000 }
[stage.junior]
phase = "separate"
start = { w = 401, m = 600 }
exit.leave = { to = "out", p = 0.1 }
[market.jobs]
to = "junior"
from = ["seeking"]
demand = { growth = "demand.csv" }
score = "lottery"
laid_off_to = "seeking"
)" + ending),
                      10);
    auto const r = trial.run();
    double posts = 1001;
    for (std::int32_t y = 1; y <= 10; ++y) {
        posts *= y <= 5 ? 1.03 : 0.99;
        CHECK(trial.stock(r, y, "junior") == std::llround(posts));
        CHECK(trial.hires(r, y, "jobs") == trial.stock(r, y, "junior") -
                                               trial.stock(r, y - 1, "junior") +
                                               trial.flow(r, y, "junior.leave"));
    }
}

TEST_CASE("a vacated post reopens at once for later markets, and not for earlier ones",
          "[models][market][chain]") {
    Trial const down(pack_from(stages + up + in + ending), 8),
        against(pack_from(stages + in + up + ending), 8);
    auto const r = down.run(), s = against.run();
    for (std::int32_t y = 1; y <= 8; ++y) {
        CHECK(down.stock(r, y, "senior") == 300);
        CHECK(down.stock(r, y, "junior") == 1000);
        CHECK(down.hires(r, y, "in") == down.hires(r, y, "up"));
        CHECK(down.hires(r, y, "up") == down.flow(r, y, "senior.retire"));
        CHECK(against.stock(s, y, "senior") == 300);
        CHECK(against.stock(s, y, "junior") == 1000 - against.hires(s, y, "up"));
    }
}

TEST_CASE("nobody is hired twice a year", "[models][market][chain]") {
    // Whoever comes in this year may not be hired up in the same year.
    Trial const trial(pack_from(stages + in + up + ending), 8);
    People people(trial.model());
    people.start();
    for (std::int32_t year = 1; year <= 6; ++year) {
        auto const before = people.living();
        people.year(year);
        for (auto const& [key, person] : people.living())
            if (before.at(key).stage == 0)
                CHECK(person.stage <= 1);
    }
}

TEST_CASE("two markets for one stage share its posts", "[models][market]") {
    Trial const trial(pack_from(stages + in + market("again", "junior", "\"seeking\"") + ending),
                      4);
    auto const r = trial.run();
    Trial const more(pack_from(stages + "[stage.other]\nstart = { w = 500, m = 500 }\n" + up + in +
                               market("again", "junior", "\"other\"") + ending),
                     4);
    auto const s = more.run();
    for (std::int32_t y = 1; y <= 4; ++y) {
        CHECK(trial.stock(r, y, "junior") == 1000);
        CHECK(more.stock(s, y, "junior") == 1000);
        CHECK(more.hires(s, y, "again") == 0);
    }
}

TEST_CASE("a pool that serves two markets is made of the same people: nobody is hired twice",
          "[models][market][pool]") {
    auto const pool = "[pool.outside]\nsize = { w = 60, m = 90 }\n";
    Trial const trial(pack_from(stages + pool + market("up", "senior", "\"pool:outside\"") +
                                "[stage.extra]\nslots = 5000\n" +
                                market("aside", "extra", "\"pool:outside\"") + ending),
                      6);
    People people(trial.model());
    people.start();
    for (std::int32_t year = 1; year <= 6; ++year) {
        people.year(year);
        CHECK_NOTHROW(people.living()); // throws when two have one key
    }
    auto const r = trial.run();
    for (std::int32_t y = 1; y <= 6; ++y) {
        CHECK(trial.hires(r, y, "up") == trial.flow(r, y, "senior.retire"));
        CHECK(trial.hires(r, y, "up") + trial.hires(r, y, "aside") == 150);
    }
}

TEST_CASE("who was laid off this year is not hired in a later market",
          "[models][market][lay_off]") {
    auto const pack = pack_from(R"(
years = [0, 5]
groups = ["w", "m"]
[stage.seeking]
start = { w = 0, m = 0 }
[stage.junior]
phase = "separate"
slots = { knots = [[0, 1000], [1, 800]] }
start = { w = 400, m = 600 }
[stage.senior]
phase = "separate"
slots = 900
start = { w = 0, m = 0 }
)" + market("low", "junior", "\"seeking\"", "lay_off_limit = 1.0\n") +
                                market("up", "senior", "\"junior\"") + ending);
    Trial const trial(pack, 1);
    auto const r = trial.run();
    // 200 lose their posts before the second market clears: it finds 800 applicants for 900 posts.
    CHECK(trial.count(r, Measures::laid_off, {"1", "low", "*"}) == 200);
    CHECK(trial.hires(r, 1, "up") == 800);
    CHECK(trial.stock(r, 1, "seeking") == 200);
}
