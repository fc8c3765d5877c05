#include "tests/catch.hpp"
#include "tests/models/posts.hpp"

#include <cmath>

// Entrants (F5), slots (F6), one cohort (F12).

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

Pack newcomers(std::string const& entry) {
    return pack_from(R"(
years = [0, 20]
groups = ["w", "m"]
[stage.post]
start = { w = 1, m = 1 }
[entry.hire]
to = "post"
mode = "number"
)" + entry + women_in("post"));
}

} // namespace

TEST_CASE("numbers of entrants: floor or ceiling by key with the number as mean, or the nearest",
          "[models][entry]") {
    Trial const trial(newcomers("number = { w = 10.3, m = 20 }"), 10);
    Trial const nearest(newcomers("number = { w = 10.7, m = 20.2 }\nrounding = \"nearest\""), 10);
    double sum = 0.0;
    constexpr int n = 400 * 10;
    for (std::uint32_t replicate = 0; replicate < 400; ++replicate) {
        auto const r = trial.run(replicate), near = nearest.run(replicate);
        for (std::int32_t y = 1; y <= 10; ++y) {
            auto const came = trial.stock(r, y, "post", "w") - trial.stock(r, y - 1, "post", "w");
            CHECK((came == 10 || came == 11));
            CHECK(trial.stock(r, y, "post", "m") == 1 + 20 * y);
            CHECK(nearest.stock(near, y, "post", "w") == 1 + 11 * y);
            CHECK(nearest.stock(near, y, "post", "m") == 1 + 20 * y);
            sum += static_cast<double>(came);
        }
    }
    CHECK(std::abs(sigmas(sum, n * 10.3, n * 0.21)) < sigma_bound);
    CHECK(std::abs(sigmas(sum, n * 10.35, n * 0.21)) > sigma_bound); // twin
}

TEST_CASE("one cohort comes once, in its year", "[models][entry]") {
    Trial const trial(newcomers("number = { w = 100, m = 50 }\nwhen = 7"), 12);
    auto const r = trial.run();
    for (std::int32_t y = 0; y <= 12; ++y) {
        CHECK(trial.stock(r, y, "post", "w") == (y < 7 ? 1 : 101));
        CHECK(trial.stock(r, y, "post", "m") == (y < 7 ? 1 : 51));
    }
}

TEST_CASE("to_fill keeps the slots filled to the person: constant, growing, by knots",
          "[models][entry][slots]") {
    auto const check = [](std::string const& slots, auto law) {
        Trial const trial(posts(slots, fill + "share = { w = 0.4, m = \"rest\" }"), 30);
        auto const r = trial.run();
        for (std::int32_t y = 1; y <= 30; ++y)
            CHECK(trial.stock(r, y, "post") == std::llround(law(y)));
    };
    check("4000", [](auto) { return 4000.0; });
    check("{ start = 4000, growth = 0.023 }", [](auto y) { return 4000.0 * std::pow(1.023, y); });
    check("{ knots = [[0, 4000], [10, 3900], [20, 5001]] }", [](auto y) {
        return y <= 10 ? 4000.0 - 10 * y : (y <= 20 ? 3900 + 110.1 * (y - 10) : 5001.0);
    });
}

TEST_CASE("shares of entrants: constant and by knots, linear between and held at the ends",
          "[models][entry]") {
    Trial const trial(
        posts("4000", fill + "share = { w = { knots = [[2, 0.30], [7, 0.60]] }, m = \"rest\" }"),
        10);
    auto const seen = women(trial, 10, replicates);
    auto const knots = [](std::int32_t y) {
        return y <= 2 ? 0.3 : (y >= 7 ? 0.6 : 0.3 + 0.06 * (y - 2));
    };
    CHECK(worst(seen, recursion(10, 4000, [&](auto y, double, double) { return knots(y); })) <
          sigma_bound);
    CHECK(worst(seen, recursion(10, 4000, [&](auto y, double, double) { return knots(y - 1); })) >
          sigma_bound);
    Trial const constant(posts("4000", fill + "share = { w = 0.4, m = 0.6 }"), 10);
    auto const flat = women(constant, 10, replicates);
    CHECK(worst(flat, recursion(10, 4000, [](auto, double, double) { return 0.4; })) < sigma_bound);
    CHECK(worst(flat, recursion(10, 4000, [](auto, double, double) { return 0.41; })) >
          sigma_bound);
}

TEST_CASE("exact composition is largest remainders, bernoulli is binomial", "[models][entry]") {
    auto const pack = [](char const* draw) {
        return pack_from(std::string(R"(
years = [0, 2]
groups = ["w", "m"]
[stage.post]
slots = 1000
[entry.hire]
to = "post"
mode = "to_fill"
share = { w = 0.3004, m = "rest" }
draw = ")") + draw + R"("
)" + women_in("post"));
    };
    Trial const exact(pack("exact"), 1), drawn(pack("bernoulli"), 1);
    double sum = 0.0, squares = 0.0;
    constexpr int n = 3000;
    for (std::uint32_t replicate = 0; replicate < n; ++replicate) {
        auto const r = drawn.run(replicate);
        auto const w = static_cast<double>(drawn.stock(r, 1, "post", "w"));
        CHECK(drawn.stock(r, 1, "post") == 1000);
        sum += w;
        squares += w * w;
    }
    CHECK(exact.stock(exact.run(), 1, "post", "w") == 300);
    CHECK(exact.stock(exact.run(9), 1, "post", "m") == 700);
    double const law = 1000 * 0.3004 * 0.6996, mean = sum / n, variance = squares / n - mean * mean;
    CHECK(std::abs(sigmas(mean, 300.4, law / n)) < sigma_bound);
    CHECK(std::abs(sigmas(variance, law, 2 * law * law / n)) < sigma_bound);
    CHECK(std::abs(sigmas(mean, 302, law / n)) > sigma_bound);         // twins: a wrong share,
    CHECK(std::abs(sigmas(variance, 300, 2 * 9e4 / n)) > sigma_bound); // Poisson numbers
}

TEST_CASE("entrants by number come to their region, each cell rounded by itself",
          "[models][entry]") {
    auto const pack = pack_from(R"(
years = [0, 4]
groups = ["w", "m"]
regions = ["north", "south"]
[stage.post]
[entry.hire]
to = "post"
mode = "number"
number = { north = { w = 10, m = 20.5 }, south = { w = 3, m = 40.5 } }
)" + women_in("post"));
    Trial const trial(pack, 4);
    auto const here = [&](Recording const& r, std::string const& region, std::string const& group) {
        return trial.count(r, Measures::population, {"4", region, "*", group});
    };
    constexpr int n = 400;
    double both_up = 0.0;
    for (std::uint32_t replicate = 0; replicate < n; ++replicate) {
        auto const r = trial.run(replicate);
        CHECK(here(r, "north", "w") == 40);
        CHECK(here(r, "south", "w") == 12);
        auto const in_year_1 = [&](std::string const& region, std::int64_t whole) {
            return trial.count(r, Measures::population, {"1", region, "*", "m"}) - whole;
        };
        both_up += static_cast<double>(in_year_1("north", 20) * in_year_1("south", 40));
    }
    // Two halves drawn apart are both rounded up in a quarter of the years; as one, in a half.
    CHECK(std::abs(sigmas(both_up, n * 0.25, n * 0.25 * 0.75)) < sigma_bound);
    CHECK(std::abs(sigmas(both_up, n * 0.5, n * 0.25 * 0.75)) > sigma_bound);
}
