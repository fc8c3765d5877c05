#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include <cmath>

// Programmes without seats (F8): log-odds of named exits, at entry or at the decision.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

//! Three years of school, then four in ten apply and the others leave; 4,000 of each group come a
//! year. `added` is more of the exit to college.
Pack school(std::string const& programme, std::string const& added = "") {
    return pack_from(R"(
years = [0, 14]
groups = ["w", "m"]
[stage.school]
duration = 3
exit.apply = { to = "college", p = 0.4)" +
                     added +
                     R"( }
exit.quit = { to = "out", p = 0.6 }
[stage.college]
[entry.pupils]
to = "school"
mode = "number"
number = { w = 4000, m = 4000 }
)" + programme + women_in("college"));
}

std::string programme(std::string const& more) {
    return "[programme.club]\nstage = \"school\"\nshift = { apply = { w = 0.7, m = 0 } }\n" + more;
}

//! The share that applies after a shift of its log-odds against the others.
double shifted(double p, double shift) {
    double const odds = p / (1 - p) * std::exp(shift);
    return odds / (1 + odds);
}

//! Deviation of the applicants of a year from 4,000 x p, in standard errors.
double off(Trial const& trial, Recording const& r, std::int32_t year, std::string const& group,
           double p) {
    auto const n = static_cast<double>(trial.flow(r, year, "school.apply", group));
    return std::abs(sigmas(n, 4000 * p, 4000 * p * (1 - p)));
}

//! Whether exactly the years from `first` to `last` show the shift for w, and no year for m.
void check_years(Pack pack, std::int32_t first, std::int32_t last) {
    Trial const trial(std::move(pack), 14);
    auto const r = trial.run();
    for (std::int32_t year = 4; year <= 14; ++year) {
        bool const inside = year >= first && year <= last;
        CHECK(off(trial, r, year, "w", shifted(0.4, inside ? 0.7 : 0.0)) < sigma_bound);
        CHECK(off(trial, r, year, "w", shifted(0.4, inside ? 0.0 : 0.7)) > sigma_bound);
        CHECK(off(trial, r, year, "m", 0.4) < sigma_bound);
    }
}

} // namespace

TEST_CASE("a programme shifts the log-odds of its exit, for its groups, in its years",
          "[models][programme]") {
    check_years(school(programme("")), 1, 14);
    check_years(school(programme("years = [6, 9]\n")), 6, 9);
    check_years(school(programme("at = \"decision\"\nyears = [6, 9]\n")), 6, 9);
}

TEST_CASE("a programme at entry goes with those who came in its years", "[models][programme]") {
    // Who comes in year t decides in t + 3.
    check_years(school(programme("at = \"entry\"\nyears = [4, 6]\n")), 7, 9);
    check_years(school(programme("at = \"entry\"\nyears = [6, 14]\n")), 9, 14);
}

TEST_CASE("programmes on one exit add up, and one on each exit cancels at a decision",
          "[models][programme]") {
    auto const twice = school(programme("") + "[programme.again]\nstage = \"school\"\nshift = { "
                                              "apply = { w = -0.2, m = 0.3 } }\n");
    Trial const trial(twice, 6);
    auto const r = trial.run();
    CHECK(off(trial, r, 5, "w", shifted(0.4, 0.5)) < sigma_bound);
    CHECK(off(trial, r, 5, "m", shifted(0.4, 0.3)) < sigma_bound);
    CHECK(off(trial, r, 5, "w", shifted(0.4, 0.7)) > sigma_bound);
    // Both exits of a decision without staying shifted alike: nothing changes but rounding.
    Trial const both(school("[programme.all]\nstage = \"school\"\nshift = { apply = 0.5, quit = "
                            "0.5 }\n"),
                     8);
    Trial const none(school(""), 8);
    CHECK(both.run().digest == none.run().digest);
}

TEST_CASE("a programme of no effect, or after the run, leaves every bit", "[models][programme]") {
    auto const digest = [](std::string const& text, std::int32_t end = 10) {
        return Trial(school(text), end).run().digest;
    };
    auto const none = digest("");
    CHECK(digest("[programme.club]\nstage = \"school\"\nshift = { apply = 0 }\n") == none);
    CHECK(digest(programme("years = [12, 14]\n")) == none);
    CHECK(digest(programme("years = [9, 14]\n")) != none);
    CHECK(digest(programme("years = [9, 14]\n"), 8) == digest("", 8)); // equal before it begins
}

TEST_CASE("a programme shifts log-odds against staying too", "[models][programme]") {
    auto const pack = pack_from(R"(
years = [0, 4]
groups = ["w", "m"]
[stage.work]
start = { w = 20000, m = 20000 }
exit.leave = { to = "out", p = { w = 0.3, m = 0.1 } }
exit.rise = { to = "top", p = 0.2 }
[stage.top]
[programme.mentors]
stage = "work"
shift.rise = { table = "shift_by_year.csv" }
)" + women_in("top"));
    Trial const trial(pack, 2);
    auto const r = trial.run();
    // shift_by_year.csv: 0.5 in year 1, 0 in year 2.
    double const odds = 0.2 / 0.5 * std::exp(0.5), law = odds / (1 + 0.3 / 0.5 + odds);
    auto const rose = static_cast<double>(trial.flow(r, 1, "work.rise", "w"));
    CHECK(std::abs(sigmas(rose, 20000 * law, 20000 * law * (1 - law))) < sigma_bound);
    CHECK(std::abs(sigmas(rose, 20000 * 0.2, 20000 * 0.16)) > sigma_bound);
    auto const left = static_cast<double>(20000 - rose -
                                          static_cast<double>(trial.flow(r, 1, "work.leave", "w")));
    auto const second = static_cast<double>(trial.flow(r, 2, "work.rise", "w"));
    CHECK(std::abs(sigmas(second, left * 0.2, left * 0.16)) < sigma_bound);
}

TEST_CASE("a programme at the decision leaves the years before it alone", "[models][programme]") {
    // One cohort of 20,000: a fifth quits each year, and in the third the others apply.
    Trial const trial(pack_from(R"(
years = [0, 6]
groups = ["w", "m"]
[stage.school]
duration = 3
exit.quit = { to = "out", p = 0.2, every_year = true }
exit.apply = { to = "college", p = 0.8 }
[stage.college]
[entry.pupils]
to = "school"
mode = "number"
number = { w = 20000, m = 0 }
when = 1
[programme.tutors]
stage = "school"
at = "decision"
shift = { quit = -1.0 }
)" + women_in("college")),
                      5);
    auto const r = trial.run();
    double pupils = 20000;
    for (std::int32_t year = 2; year <= 4; ++year) {
        double const p = shifted(0.2, year == 4 ? -1.0 : 0.0);
        double const twin = shifted(0.2, year == 4 ? 0.0 : -1.0);
        auto const quit = static_cast<double>(trial.flow(r, year, "school.quit", "w"));
        CHECK(std::abs(sigmas(quit, pupils * p, pupils * p * (1 - p))) < sigma_bound);
        CHECK(std::abs(sigmas(quit, pupils * twin, pupils * p * (1 - p))) > sigma_bound);
        pupils -= quit;
    }
}

TEST_CASE("an offset is a programme of every year; a trend grows by the year",
          "[models][programme]") {
    auto const with = [](std::string const& added) { return school("", added); };
    auto const digest = [](Pack pack) { return Trial(std::move(pack), 14).run().digest; };
    auto const always = digest(with(", offset = { w = 0.7, m = 0 }"));
    CHECK(always == digest(school(programme(""))));
    CHECK(always != digest(with("")));
    CHECK(digest(with(", offset = 0.0, trend = 0.0")) == digest(with("")));

    Trial const growing(with(", trend = { w = 0.1, m = 0 }"), 14);
    auto const r = growing.run();
    for (std::int32_t year = 4; year <= 14; ++year) {
        CHECK(off(growing, r, year, "w", shifted(0.4, 0.1 * year)) < sigma_bound);
        CHECK(off(growing, r, year, "m", 0.4) < sigma_bound);
    }
    CHECK(off(growing, r, 14, "w", shifted(0.4, 0.1 * 12)) > sigma_bound); // two years short
}
