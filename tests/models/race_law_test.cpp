#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

#include "models/stated_odds.hpp"

#include "sim/draws.hpp"

// The race law in the engine: raising one exit's odds moves people only into that exit.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

//! A stage of 100,000 with three exits; `exits` completes it.
Pack crossroads(std::string const& exits) {
    return pack_from(R"(
years = [0, 3]
groups = ["w", "m"]
traits = { develop_ages = [0, 9], kappa = 0.2, rho = 0.5 }
[stage.here]
start = { w = 40000, m = 60000 }
)" + exits + R"(
[stage.a]
[stage.b]
[stage.c]
[stage.d]
start = { w = 1, m = 1 }
[parity.main]
of = "a"
reference = "here"
index = "ratio"
at_least = 0.9
k = 1
)");
}

using Living = std::map<sim::PersonKey, Standing>;

Living after_one_year(Pack const& pack, bool lazy) {
    auto settings = settings_for(pack, 1);
    settings.lazy_bound = lazy;
    Trial const trial(pack, settings);
    People people(trial.model());
    people.start();
    people.year(1);
    return people.living();
}

struct Moves {
    int into = 0, elsewhere = 0;
};

//! Of those whose stage differs between two arms, how many went to `raised` and how many did
//! anything else.
Moves compare(Living const& before, Living const& after, std::uint32_t raised) {
    Moves moves;
    REQUIRE(before.size() == after.size());
    for (auto const& [key, person] : before)
        if (auto const stage = after.at(key).stage; stage != person.stage)
            ++(stage == raised ? moves.into : moves.elsewhere);
    return moves;
}

std::string log_odds(double a) {
    return "exit.a = { to = \"a\", log_odds = " + std::to_string(a) +
           ", beta = { interest = 0.5 } }\n" +
           "exit.b = { to = \"b\", log_odds = { w = -1.5, m = -1.2 }, beta = { preparation = -0.4 "
           "} }\n" +
           "exit.c = { to = \"c\", log_odds = -0.9 }\n";
}

//! Probabilities with the odds a : 1 : 2 against 4 for staying.
std::string chances(double a) {
    auto const p = [&](double odds) { return std::to_string(odds / (a + 7.0)); };
    return "exit.a = { to = \"a\", p = " + p(a) + " }\nexit.b = { to = \"b\", p = " + p(1) +
           " }\nexit.c = { to = \"c\", p = " + p(2) + " }\n";
}

//! The usual way: one uniform against cumulated chances.
std::uint32_t by_cumulated_sums(sim::PersonKey key, std::array<double, 3> const& odds) {
    double const total = odds[0] + odds[1] + odds[2] + 4.0;
    double left = sim::uniform(sim::draw({1, 2}, key).a) * total;
    for (std::uint32_t j = 0; j < 3; ++j)
        if ((left -= odds[j]) < 0.0)
            return j + 1;
    return 0;
}

} // namespace

TEST_CASE("raised log-odds move people only into the raised exit, sieve on or off",
          "[models][race]") {
    for (bool const lazy : {true, false}) {
        auto const before = after_one_year(crossroads(log_odds(-2.0)), lazy);
        auto const moves = compare(before, after_one_year(crossroads(log_odds(-1.0)), lazy), 1);
        CHECK(moves.into > 5000);
        CHECK(moves.elsewhere == 0);
    }
}

TEST_CASE("raised chances that keep the other odds move people only into the raised exit",
          "[models][race]") {
    // 3 : 1 : 2 : 4 and 1 : 1 : 2 : 4 are decimal fractions, so that the other log-odds are the
    // same bits.
    auto const before = after_one_year(crossroads(chances(1)), true);
    auto const moves = compare(before, after_one_year(crossroads(chances(3)), true), 1);
    CHECK(moves.into > 10000);
    CHECK(moves.elsewhere == 0);
}

TEST_CASE("an exit added to a stage moves only those whom it wins", "[models][race]") {
    auto const before = after_one_year(crossroads(log_odds(-2.0)), true);
    auto const added = log_odds(-2.0) + "exit.aside = { to = \"d\", log_odds = -1.0 }\n";
    auto const moves = compare(before, after_one_year(crossroads(added), true), 4);
    CHECK(moves.into > 5000);
    CHECK(moves.elsewhere == 0);
}

TEST_CASE("the flow into every other exit never rises, group by group", "[models][race]") {
    Trial const low(crossroads(log_odds(-2.0)), 1), high(crossroads(log_odds(-0.5)), 1);
    auto const before = low.run(), after = high.run();
    for (char const* group : {"w", "m"}) {
        CHECK(low.flow(before, 1, "here.a", group) < high.flow(after, 1, "here.a", group));
        for (char const* exit : {"here.b", "here.c"})
            CHECK(low.flow(before, 1, exit, group) >= high.flow(after, 1, exit, group));
    }
}

TEST_CASE("twin: cumulated sums break the race law", "[models][race]") {
    Living before, after;
    for (std::uint32_t i = 0; i < 100000; ++i) {
        Standing s;
        s.stage = by_cumulated_sums({7, i}, {1, 1, 2});
        before[{7, i}] = s;
        s.stage = by_cumulated_sums({7, i}, {3, 1, 2});
        after[{7, i}] = s;
    }
    CHECK(compare(before, after, 1).elsewhere > 5000);
}

TEST_CASE("a person takes part in one race a year", "[models][race]") {
    // Whoever studies leaves for work in `progress`; in `separate` the same year's comers are not
    // exposed.
    Trial const trial(pack_from(R"(
years = [0, 4]
groups = ["w"]
[stage.study]
start = { w = 1000 }
exit.finish = { to = "work", p = 1.0 }
[stage.work]
phase = "separate"
exit.leave = { to = "out", p = 1.0 }
[parity.main]
of = "work"
reference = "study"
index = "ratio"
at_least = 0.9
k = 1
)"),
                      3);
    auto const r = trial.run();
    CHECK(trial.flow(r, 1, "study.finish") == 1000);
    CHECK(trial.flow(r, 1, "work.leave") == 0);
    CHECK(trial.stock(r, 1, "work") == 1000);
    CHECK(trial.flow(r, 2, "work.leave") == 1000);
    CHECK(trial.stock(r, 2, "*") == 0);
}

TEST_CASE("draws share what exits state, and no others do", "[models][exits]") {
    auto const pack = [](char const* p) {
        return pack_from(
            "years = [0, 5]\ngroups = [\"w\", \"m\"]\n[stage.post]\nstart = { w = 10, m = "
            "10 }\nexit.leave = { to = \"out\", p = " +
            std::string(p) +
            " }\n[parity.main]\nof = \"post\"\ngroup = \"w\"\nindex = \"share\"\n"
            "at_least = 0.5\nk = 1\n");
    };
    auto const one = pack("0.1"), same = pack("{ w = 0.1, m = 0.1 }"), other = pack("0.2");
    auto const odds = stated_odds(one.stages[0], nullptr, nullptr);
    CHECK(stated_odds(one.stages[0], &one.stages[0], odds) == odds);
    auto const anew = stated_odds(other.stages[0], &one.stages[0], odds);
    CHECK(anew != odds);
    CHECK(anew->eta != odds->eta);
    CHECK(odds->eta[0] ==
          sim::log_odds_of(sim::Probability::held(0.1), sim::Probability::held(0.9)).raw());
    CHECK(odds->eta[1] == 0);                                         // to stay
    CHECK(stated_odds(same.stages[0], &one.stages[0], odds) != odds); // by group: another table
}
