#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

#include "models/open_rows.hpp"

#include <numeric>

// Base stocks (F4): exact to the person, drawn, stationary, by table.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

Pack started(std::string const& start, std::string const& more = "") {
    return pack_from(R"(
years = [0, 40]
groups = ["w", "m"]
[stage.post]
)" + start + R"(
exit.leave = { to = "gone", p = "hazards.csv" }
[stage.gone]
)" + more + R"(
[parity.main]
of = "post"
reference = "gone"
index = "ratio"
at_least = 0.9
k = 1
)");
}

//! People of one group by years in stage.
std::vector<double> classes(People const& people, std::uint32_t group, std::int32_t year) {
    std::vector<double> n(1000);
    for (auto const& [key, person] : people.living())
        if (person.stage == 0 && person.group == group)
            ++n[static_cast<std::size_t>(year - person.since)];
    return n;
}

//! Survival under the exit of the stage, by years in stage, as shares.
std::vector<double> survival(double first, double next) {
    std::vector<double> s{1.0};
    while (s.size() < 1000) {
        auto const tenure = s.size() - 1;
        s.push_back(s.back() * (1.0 - (tenure == 0 ? first : (tenure < 5 ? next : 0.04))));
    }
    double const sum = std::accumulate(s.begin(), s.end(), 0.0);
    for (double& x : s)
        x /= sum;
    return s;
}

} // namespace

TEST_CASE("a start is exact to the person: total x share by largest remainders, at any scale",
          "[models][start]") {
    Trial const trial(started("start = { total = 1001, share = { w = 0.25, m = 0.75 } }"), 2);
    auto const r = trial.run();
    CHECK(trial.stock(r, 0, "post", "w") == 250); // 250.25
    CHECK(trial.stock(r, 0, "post", "m") == 751); // 750.75
    auto settings = settings_for(trial.pack(), 2);
    settings.scale = 0.1;
    Trial const tenth(trial.pack(), settings);
    auto const small = tenth.run();
    CHECK(tenth.stock(small, 0, "post") == 100);
    CHECK(tenth.stock(small, 0, "post", "w") == 25);
    Trial const counted(started("start = { w = 17, m = 4 }"), 2);
    CHECK(counted.stock(counted.run(3), 0, "post", "w") == 17);
    CHECK(counted.stock(counted.run(3), 0, "post", "m") == 4);
}

TEST_CASE("largest remainders sum to the total and miss no share by one", "[models][start]") {
    std::vector<double> const shares{0.1, 0.2, 0.05, 0.4, 0.25, 1e-9};
    for (std::int64_t total = 0; total < 300; ++total) {
        auto const parts = apportion(shares, total);
        CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == total);
        for (std::size_t i = 0; i < shares.size(); ++i)
            CHECK(std::abs(static_cast<double>(parts[i]) - static_cast<double>(total) * shares[i]) <
                  1.0);
    }
}

TEST_CASE("a drawn start is binomial around an exact total", "[models][start]") {
    Trial const trial(
        started("start = { total = 400, share = { w = 0.25, m = 0.75 }, composition = \"drawn\" }"),
        1);
    constexpr int replicates = 4000;
    double sum = 0.0, squares = 0.0;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        auto const r = trial.run(replicate);
        auto const w = static_cast<double>(trial.stock(r, 0, "post", "w"));
        CHECK(trial.stock(r, 0, "post") == 400);
        sum += w;
        squares += w * w;
    }
    double const mean = sum / replicates, variance = squares / replicates - mean * mean;
    CHECK(std::abs(sigmas(mean, 100, 75.0 / replicates)) < sigma_bound);
    CHECK(std::abs(sigmas(variance, 75, 2 * 75.0 * 75.0 / replicates)) < sigma_bound);
    CHECK(std::abs(sigmas(mean, 101, 75.0 / replicates)) >
          sigma_bound); // twins: a share of 0.2525,
    CHECK(std::abs(sigmas(variance, 100, 2 * 1e4 / replicates)) > sigma_bound); // Poisson numbers
}

TEST_CASE("drawn starts of two fields are drawn apart", "[models][start]") {
    Trial const trial(pack_from(R"(
years = [0, 2]
groups = ["w", "m"]
fields = ["none", "left", "right"]
[stage.post]
start = { total = 200, share = "two_fields.csv", composition = "drawn" }
[stage.gone]
start = { w = 1, m = 1 }
[parity.main]
of = "post"
reference = "gone"
index = "ratio"
at_least = 0.9
k = 1
)"),
                      1);
    int equal = 0;
    for (std::uint32_t replicate = 0; replicate < 200; ++replicate) {
        auto const r = trial.run(replicate);
        auto const women = [&](char const* field) {
            return trial.count(r, Measures::stocks, {"0", "post", field, "*", "w"});
        };
        equal += women("left") == women("right");
    }
    // Two binomial numbers of 100 at 1/2 are equal with a chance of 0.0563: 200 times more than 35
    // by a chance of 1e-8.
    CHECK(equal < 35);
}

TEST_CASE("stationary ages follow survival and stay so while posts are refilled",
          "[models][start]") {
    Trial const trial(
        started("slots = 60000\nstart = { share = { w = 0.4, m = 0.6 }, ages = \"stationary\" }",
                R"(
[entry.hire]
to = "post"
mode = "to_fill"
share = { w = 0.4, m = "rest" }
)"),
        25);
    auto const law = survival(0.12, 0.08); // women
    People people(trial.model());
    people.start();
    auto const base = classes(people, 1, 0);
    for (std::size_t t = 0; t < 100; ++t)
        CHECK(std::abs(base[t] - 24000 * law[t]) < 1.0 + 1e-6);
    for (std::int32_t year = 1; year <= 12; ++year)
        people.year(year);
    auto const later = classes(people, 1, 12);
    double const sum = std::accumulate(later.begin(), later.end(), 0.0);
    // Counts of a class are near Poisson, and so is the sum: variances are at most those.
    auto const twin = survival(0.04, 0.04); // as if the first years were like the others
    double worst = 0.0, worst_twin = 0.0;
    for (std::size_t t = 0; t < 25; ++t) {
        worst = std::max(worst, std::abs(sigmas(later[t], sum * law[t], sum * law[t])));
        worst_twin = std::max(worst_twin, std::abs(sigmas(later[t], sum * twin[t], sum * twin[t])));
    }
    CHECK(worst < sigma_bound);
    CHECK(worst_twin > sigma_bound);
}

TEST_CASE("ages by table are exact by class", "[models][start]") {
    Trial const trial(
        started(
            "start = { total = 1000, share = { w = 0.4, m = 0.6 }, ages = \"young_and_old.csv\" }"),
        2);
    People people(trial.model());
    people.start();
    auto const women = classes(people, 1, 0);
    CHECK(women[0] == 200);
    CHECK(women[20] == 200);
    CHECK(std::accumulate(women.begin(), women.end(), 0.0) == 400);
}

TEST_CASE("a start may be counted by years in stage, to the person", "[models][start]") {
    Trial const trial(started("start = \"stock_by_years.csv\""), 1);
    People people(trial.model());
    people.start();
    auto const m = classes(people, 0, 0), w = classes(people, 1, 0);
    CHECK((w[0] == 10 && w[1] == 0 && w[2] == 7));
    CHECK((m[0] == 3 && m[1] == 20 && m[2] == 1));
    CHECK(std::accumulate(m.begin(), m.end(), 0.0) + std::accumulate(w.begin(), w.end(), 0.0) ==
          41);
}
