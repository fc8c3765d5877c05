#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

// Timed stages (F3) and the last class (F2).

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

//! One cohort of 60,000 enters in year 1.
Pack cohort(std::string const& stage) {
    return pack_from(R"(
years = [0, 12]
groups = ["w", "m"]
[stage.course]
)" + stage + R"(
[stage.graduate]
[stage.dropped]
start = { w = 1, m = 1 }
[entry.class]
to = "course"
mode = "number"
number = { w = 30000, m = 30000 }
when = 1
[parity.main]
of = "graduate"
reference = "course"
index = "ratio"
at_least = 0.9
k = 1
)");
}

} // namespace

TEST_CASE("nobody decides before the duration, everybody at it", "[models][timed]") {
    Trial const trial(cohort("duration = 4\nexit.graduate = { to = \"graduate\", p = 0.7 }\n"
                             "exit.fail = { to = \"dropped\", p = 0.3 }"),
                      8);
    auto const r = trial.run();
    for (std::int32_t year = 1; year <= 4; ++year)
        CHECK(trial.stock(r, year, "course") == 60000);
    CHECK(trial.stock(r, 5, "course") ==
          0); // entered at the end of year 1: four years are completed in year 5
    CHECK(trial.flow(r, 5, "course.graduate") + trial.flow(r, 5, "course.fail") == 60000);
    auto const graduates = static_cast<double>(trial.flow(r, 5, "course.graduate"));
    CHECK(std::abs(sigmas(graduates, 42000, 60000 * 0.21)) < sigma_bound);
    CHECK(std::abs(sigmas(graduates, 42000 * 1.02, 60000 * 0.21)) > sigma_bound);
    CHECK(trial.flow(r, 6, "course.graduate") == 0);
}

TEST_CASE("with stay = true the decision is open from the duration on, each year",
          "[models][timed]") {
    Trial const trial(
        cohort("duration = 3\nstay = true\nexit.graduate = { to = \"graduate\", p = 0.5 }"), 8);
    auto const r = trial.run();
    for (std::int32_t year = 1; year <= 3; ++year)
        CHECK(trial.stock(r, year, "course") == 60000);
    double here = 60000;
    for (std::int32_t year = 4; year <= 7; ++year) {
        auto const left = static_cast<double>(trial.flow(r, year, "course.graduate"));
        CHECK(std::abs(sigmas(left, here * 0.5, here * 0.25)) < sigma_bound);
        here -= left;
        CHECK(trial.stock(r, year, "course") == static_cast<std::int64_t>(here));
    }
}

TEST_CASE("every_year opens an exit before the decision; at it the chances are given anew",
          "[models][timed]") {
    Trial const trial(cohort("duration = 3\nexit.graduate = { to = \"graduate\", p = 0.95 }\n"
                             "exit.drop_out = { to = \"dropped\", p = 0.05, every_year = true }"),
                      6);
    auto const r = trial.run();
    double here = 60000;
    for (std::int32_t year = 2; year <= 4; ++year) {
        auto const dropped = static_cast<double>(trial.flow(r, year, "course.drop_out"));
        CHECK(std::abs(sigmas(dropped, here * 0.05, here * 0.0475)) < sigma_bound);
        CHECK(std::abs(sigmas(dropped, here * 0.06, here * 0.0475)) > sigma_bound); // twin
        here -= dropped;
    }
    CHECK(trial.flow(r, 4, "course.graduate") == static_cast<std::int64_t>(here));
    CHECK(trial.stock(r, 4, "course") == 0);
}

TEST_CASE("at a decision by log-odds without staying the exits are weighed against each other",
          "[models][timed]") {
    Trial const trial(cohort("duration = 2\nexit.graduate = { to = \"graduate\", log_odds = 3.0 }\n"
                             "exit.fail = { to = \"dropped\", log_odds = 2.0 }"),
                      4);
    auto const r = trial.run();
    auto const graduates = static_cast<double>(trial.flow(r, 3, "course.graduate"));
    double const p = 1.0 / (1.0 + std::exp(-1.0));
    CHECK(trial.stock(r, 3, "course") == 0);
    CHECK(std::abs(sigmas(graduates, 60000 * p, 60000 * p * (1 - p))) < sigma_bound);
    CHECK(std::abs(sigmas(graduates, 60000 * 0.715, 60000 * p * (1 - p))) >
          sigma_bound); // twin: p is 0.731
}

TEST_CASE("max_years = 42: classes 0 to 41, and all of class 41 leave by the limit",
          "[models][limit]") {
    Trial const trial(pack_from(R"(
years = [0, 45]
groups = ["w"]
[stage.post]
max_years = 42
limit_to = "retired"
start = { total = 8400, share = { w = 1.0 }, ages = "even_42.csv" }
exit.leave = { to = "out", p = 0.02 }
[stage.retired]
[parity.main]
of = "post"
reference = "retired"
index = "ratio"
at_least = 0.9
k = 1
)"),
                      44);
    People people(trial.model());
    people.start();
    for (std::int32_t year = 1; year <= 43; ++year) {
        std::map<std::int32_t, int> classes;
        for (auto const& [key, person] : people.living())
            if (person.stage == 0)
                ++classes[year - 1 - person.since];
        CHECK((classes.empty() || classes.rbegin()->first == 41));
        if (year == 1) {
            CHECK(classes.size() == 42);
            CHECK(classes[0] == 200);
        }
        auto const before = people.living();
        people.year(year);
        auto const after = people.living();
        for (auto const& [key, person] : before)
            if (person.stage == 0 && year - 1 - person.since == 41) {
                auto const at = after.find(key);
                CHECK((at == after.end() || at->second.stage == 1));
            }
    }
    auto const r = trial.run();
    // Of the last class one in fifty leaves by the exit of its own, the others by the limit; after
    // 42 years nobody is left.
    CHECK(std::abs(sigmas(static_cast<double>(trial.flow(r, 1, "post.limit")), 196, 3.92)) <
          sigma_bound);
    CHECK(trial.stock(r, 41, "post") > 0);
    CHECK(trial.stock(r, 42, "post") == 0);
}
