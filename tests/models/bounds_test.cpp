#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/model.hpp"

#include <cmath>

// Upper bounds of the odds, by which the sieve passes people over: each group's own, and only of
// those who may stay.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

//! Three years of a course that women leave more often; at its end everybody must decide.
Pack course() {
    return pack_from(R"(
years = [0, 12]
groups = ["w", "m"]
[stage.course]
start = { w = 900, m = 900 }
duration = 3
exit.drop_out = { to = "dropped", p = { w = 0.2, m = 0.1 }, every_year = true }
exit.finish = { to = "graduate", p = { w = 0.8, m = 0.9 } }
[stage.dropped]
[stage.graduate]
)" + women_in("graduate"));
}

StageRace const& race_of(Trial const& trial) { return trial.model().races.front(); }

//! Bound of an exit for a group, as odds. Groups and exits are held by name.
double odds(StageRace const& race, std::size_t group, std::size_t exit) {
    return static_cast<double>(race.bound[group * race.exits.size() + exit]) * 0x1p-24;
}

} // namespace

TEST_CASE("each group has bounds of its own, just above its odds", "[models][bounds]") {
    Trial const trial(course(), 8);
    auto const& race = race_of(trial);
    REQUIRE(race.groups() == 2);
    std::size_t const men = 0, women = 1, drop_out = 0;
    CHECK(odds(race, men, drop_out) >= 0.1 / 0.9);
    CHECK(odds(race, men, drop_out) < 0.1 / 0.9 * 1.001);
    CHECK(odds(race, women, drop_out) >= 0.2 / 0.8);
    CHECK(odds(race, women, drop_out) < 0.2 / 0.8 * 1.001);
}

TEST_CASE("who need not decide yet is not bound by the odds of those who must",
          "[models][bounds]") {
    Trial const trial(course(), 8);
    auto const& race = race_of(trial);
    CHECK(race.open[0] == Openness::raced);
    CHECK(race.decides_from[0] == 2); // in the third year
    std::size_t const men = 0, women = 1, finish = 1;
    CHECK(odds(race, men, finish) == 0.0);
    CHECK(odds(race, women, finish) == 0.0);
}
