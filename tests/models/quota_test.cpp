#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

// Exits by exact quota (F2): met to the person, blind within the cell, rounded by key; a short cell
// gives all it has.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

Pack with_quota(std::string const& quota) {
    return pack_from(R"(
years = [0, 4]
groups = ["w", "m"]
[stage.post]
start = { total = 200, share = { w = 0.3, m = 0.7 }, ages = "young_and_old.csv" }
exit.chosen = { to = "gone", quota = )" +
                     quota + R"( }
exit.leave = { to = "away", p = 0.1 }
[stage.gone]
[stage.away]
[parity.main]
of = "post"
reference = "gone"
index = "ratio"
at_least = 0.9
k = 1
)");
}

} // namespace

TEST_CASE("a quota is met exactly, and drawn before the race", "[models][quota]") {
    Trial const trial(with_quota("{ w = 20, m = 50 }"), 1);
    Trial const without(with_quota("0"), 1);
    for (std::uint32_t replicate = 0; replicate < 50; ++replicate) {
        auto const r = trial.run(replicate);
        CHECK(trial.flow(r, 1, "post.chosen", "w") == 20);
        CHECK(trial.flow(r, 1, "post.chosen", "m") == 50);
        // Those left face the race: at most as many as would have left without the quota.
        CHECK(trial.flow(r, 1, "post.leave") <=
              without.flow(without.run(replicate), 1, "post.leave"));
    }
}

TEST_CASE("a quota is blind within its cell: hypergeometric between years in stage",
          "[models][quota]") {
    // 140 men, 70 of them new; 50 are chosen: mean 25, variance 50 x 1/4 x 90/139.
    Trial const trial(with_quota("{ w = 20, m = 50 }"), 1);
    constexpr int replicates = 4000;
    double sum = 0.0, squares = 0.0;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        People people(trial.model(), replicate);
        people.start();
        auto const before = people.living();
        people.year(1);
        double young = 0.0;
        for (auto const& [key, person] : people.living())
            young += person.stage == 1 && person.group == 0 && before.at(key).since == 0;
        sum += young;
        squares += young * young;
    }
    double const mean = sum / replicates, variance = squares / replicates - mean * mean;
    double const law = 50 * 0.25 * 90.0 / 139.0;
    CHECK(std::abs(sigmas(mean, 25.0, law / replicates)) < sigma_bound);
    // The variance of a sample variance is near 2 law^2 / n.
    CHECK(std::abs(sigmas(variance, law, 2 * law * law / replicates)) < sigma_bound);
    // Twins: older people preferred by one in a hundred; each drawn by itself (binomial variance).
    CHECK(std::abs(sigmas(mean, 25.25, law / replicates)) > sigma_bound);
    CHECK(std::abs(sigmas(variance, 50 * 0.25, 2 * 12.5 * 12.5 / replicates)) > sigma_bound);
}

TEST_CASE("a broken quota is rounded by key: floor or ceiling, the mean is the number",
          "[models][quota]") {
    Trial const trial(with_quota("{ w = 10.3, m = 4 }"), 1);
    constexpr int replicates = 3000;
    double sum = 0.0;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        auto const r = trial.run(replicate);
        auto const n = trial.flow(r, 1, "post.chosen", "w");
        CHECK((n == 10 || n == 11));
        CHECK(trial.flow(r, 1, "post.chosen", "m") == 4);
        sum += static_cast<double>(n);
    }
    CHECK(std::abs(sigmas(sum / replicates, 10.3, 0.21 / replicates)) < sigma_bound);
    CHECK(std::abs(sigmas(sum / replicates, 10.35, 0.21 / replicates)) > sigma_bound);
}

TEST_CASE("a short cell gives all it has, and the shortage is recorded", "[models][quota]") {
    Trial const trial(with_quota("{ w = 75, m = 50 }"), 1);
    People people(trial.model());
    people.start();
    people.demography(1);
    people.exits(1);
    CHECK(people.state().total.shortage.at(0) == 15);
    auto const r = trial.run();
    CHECK(trial.count(r, Measures::shortages, {"1", "post.chosen"}) == 15);
    CHECK(trial.flow(r, 1, "post.chosen", "w") == 60);
    CHECK(trial.flow(r, 1, "post.chosen", "m") == 50);
    CHECK(trial.stock(r, 1, "post", "w") == 0);
}

TEST_CASE("in a timed stage a quota waits for the decision", "[models][quota][timed]") {
    Trial const trial(pack_from(R"(
years = [0, 4]
groups = ["w"]
[stage.post]
duration = 3
stay = true
start = { total = 100, share = { w = 1.0 } }
exit.chosen = { to = "gone", quota = 10 }
exit.early = { to = "gone", quota = 5, every_year = true }
[stage.gone]
[parity.main]
of = "post"
reference = "gone"
index = "ratio"
at_least = 0.9
k = 1
)"),
                      4);
    auto const r = trial.run();
    for (std::int32_t year = 1; year <= 4; ++year) {
        CHECK(trial.flow(r, year, "post.early") == 5);
        CHECK(trial.flow(r, year, "post.chosen") == (year >= 3 ? 10 : 0));
    }
}
