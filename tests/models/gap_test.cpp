#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include <cmath>

// The differences between groups that nothing explains: they stay, fade, or follow the workforce;
// and posts that go to groups as the reference has them.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

constexpr double each = 20000; //!< of a group come to school each year

//! One year of school, then w apply less often than m.
std::string const one_school = R"(
groups = ["w", "m"]
[stage.school]
duration = 1
exit.apply = { to = "out", p = { w = 0.2, m = 0.6 } }
exit.quit = { to = "out", p = { w = 0.8, m = 0.4 } }
[entry.pupils]
to = "school"
mode = "number"
number = { w = 20000, m = 20000 }
)";

//! Twice as many m as w live in town in year 0.
Pack school(std::string const& gap, std::string const& more = "") {
    return pack_from("years = [0, 12]" + one_school +
                     "[stage.town]\nstart = { w = 1000, m = 2000 }\n" + gap + more +
                     women_in("town"));
}

double logit(double p) { return std::log(p / (1 - p)); }

//! The chance of a group when `left` of the differences are left.
double chance(double p, double left, double shift = 0.0) {
    double const mean = (logit(0.2) + 2 * logit(0.6)) / 3;
    return 1 / (1 + std::exp(-(mean + left * (logit(p) - mean) + shift)));
}

double off(Trial const& trial, Recording const& r, std::int32_t year, std::string const& group,
           double p) {
    auto const n = static_cast<double>(trial.flow(r, year, "school.apply", group));
    return std::abs(sigmas(n, each * p, each * p * (1 - p)));
}

std::string fading(double half_life) {
    return "[gap]\nfuture = \"fading\"\nhalf_life = " + std::to_string(half_life) + "\n";
}

sim::Digest128 digest(Pack pack) { return Trial(std::move(pack), 6).run().digest; }

} // namespace

TEST_CASE("an unexplained difference fades by halves around the mean of all", "[models][gap]") {
    Trial const trial(school(fading(5)), 12);
    auto const r = trial.run();
    for (std::int32_t year = 2; year <= 12; ++year) {
        double const left = std::exp2(-year / 5.0);
        CHECK(off(trial, r, year, "w", chance(0.2, left)) < sigma_bound);
        CHECK(off(trial, r, year, "m", chance(0.6, left)) < sigma_bound);
        CHECK(off(trial, r, year, "w", chance(0.2, std::exp2(-year / 15.0))) > sigma_bound);
        CHECK(off(trial, r, year, "m", 0.6) > sigma_bound);
    }
}

TEST_CASE("a gap that stays is no gap section at all, to the bit", "[models][gap][law6]") {
    auto const none = digest(school(""));
    CHECK(digest(school("[gap]\nfuture = \"constant\"\n")) == none);
    CHECK(digest(school(fading(5) + "except = [\"school.apply\", \"school.quit\"]\n")) == none);
    CHECK(digest(school(fading(5))) != none);
}

TEST_CASE("what a programme adds is no part of the gap", "[models][gap][programme]") {
    std::string const club = "[programme.club]\nstage = \"school\"\nshift = { apply = { w = 0.7, m "
                             "= 0 } }\n";
    Trial const trial(school(fading(0.1), club), 4); // a thousandth is left after one year
    auto const r = trial.run();
    for (std::int32_t year = 2; year <= 4; ++year) {
        CHECK(off(trial, r, year, "w", chance(0.2, 0.0, 0.7)) < sigma_bound);
        CHECK(off(trial, r, year, "m", chance(0.6, 0.0)) < sigma_bound);
        CHECK(off(trial, r, year, "w", chance(0.2, 0.0)) > sigma_bound);
    }
}

TEST_CASE("fields that groups draw differently come together too", "[models][gap]") {
    Trial const trial(pack_from(R"(
years = [0, 8]
groups = ["w", "m"]
fields = ["none", "computing", "health"]
[stage.school]
duration = 1
exit.choose = { to = "college", p = 1.0, field = { w = { computing = 0.1, health = 0.9, none = 0 }, m = { computing = 0.5, health = 0.5, none = 0 } } }
[stage.college]
[stage.town]
start = { w = 1000, m = 1000 }
[entry.pupils]
to = "school"
mode = "number"
number = { w = 20000, m = 20000 }
)" + fading(0.1) + women_in("town")),
                      4);
    auto const r = trial.run();
    // Equal weights: the odds of the geometric means, 1/9 and 1, are 1/3.
    double const n = 2 * each, p = 0.25;
    for (auto const* group : {"w", "m"}) {
        auto const computing = static_cast<double>(
            trial.count(r, Measures::stocks, {"3", "college", "computing", "*", group}));
        CHECK(std::abs(sigmas(computing, n * p, n * p * (1 - p))) < sigma_bound);
        CHECK(std::abs(sigmas(computing, n * 0.3, n * 0.3 * 0.7)) > sigma_bound); // means of shares
    }
}

TEST_CASE("a gap that follows its surroundings closes with the workforce", "[models][gap]") {
    // At the base a quarter of the posts are held by w, who are half of the reference; w who come
    // in year 1 make it a half.
    Trial const trial(pack_from("years = [0, 6]" + one_school + R"(
[stage.post]
start = { w = 100, m = 300 }
[entry.founders]
to = "post"
mode = "number"
number = { w = 200, m = 0 }
when = 2
[gap]
future = "surroundings"
[parity.main]
of = "post"
reference = { w = 0.5, m = 0.5 }
at_least = 0.9
k = 1
)"),
                      6);
    auto const r = trial.run();
    double const mean = 1 / (1 + std::exp(-0.5 * (logit(0.2) + logit(0.6))));
    for (std::int32_t year = 2; year <= 6; ++year)
        for (auto const& [group, p] : {std::pair{"w", 0.2}, {"m", 0.6}}) {
            CHECK(off(trial, r, year, group, year == 2 ? p : mean) < sigma_bound);
            CHECK(off(trial, r, year, group, year == 2 ? mean : p) > sigma_bound);
        }
}

namespace {

Pack posts(std::string const& seekers, std::string const& entrants) {
    return pack_from(R"(
years = [0, 2]
groups = ["w", "m"]
[stage.seeking]
phase = "separate"
start = )" + seekers +
                     R"(
[stage.post]
phase = "separate"
slots = 4000
[market.jobs]
to = "post"
from = ["seeking"]
demand = { slots = true }
score = "lottery"
laid_off_to = "seeking"
)" + entrants + R"(
[parity.main]
of = "post"
reference = { w = 0.5, m = 0.5 }
at_least = 0.9
k = 1
)");
}

std::pair<double, double> hired(std::string const& seekers, std::string const& entrants) {
    Trial const trial(posts(seekers, entrants), 1);
    auto const r = trial.run();
    return {static_cast<double>(trial.hires(r, 1, "jobs", "w")),
            static_cast<double>(trial.hires(r, 1, "jobs", "m"))};
}

} // namespace

TEST_CASE("entrants as the reference: posts go to groups by its shares", "[models][hiring]") {
    std::string const as_reference = "entrants = \"as_reference\"\n";
    auto const [w, m] = hired("{ w = 3000, m = 7000 }", as_reference);
    CHECK(w + m == 4000);
    CHECK(std::abs(sigmas(w, 2000, 1000)) < sigma_bound);
    CHECK(std::abs(sigmas(w, 1200, 1000)) > sigma_bound);
    // Without it, by lot: three in ten.
    CHECK(std::abs(sigmas(hired("{ w = 3000, m = 7000 }", "").first, 1200, 1000)) < sigma_bound);
    // A group that is short gives all it has, and the others fill the rest.
    CHECK(hired("{ w = 500, m = 7000 }", as_reference) == std::pair{500.0, 3500.0});
    CHECK(hired("{ w = 500, m = 700 }", as_reference) == std::pair{500.0, 700.0});
}
