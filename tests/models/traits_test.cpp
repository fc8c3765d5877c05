#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

#include <array>
#include <cmath>
#include <numeric>

// Traits: variance 1 for ever, correlation from year to year as kappa and rho say, held within 4
// SD.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

constexpr std::size_t n_people = 200'000;

struct Traits {
    std::vector<std::uint32_t> cell = std::vector<std::uint32_t>(n_people, 77),
                               ordinal = std::vector<std::uint32_t>(n_people);
    std::array<std::vector<std::int16_t>, 3> x;

    explicit Traits(Kernels const& kernels) : kernels_(kernels) {
        std::iota(ordinal.begin(), ordinal.end(), 0u);
        x.fill(std::vector<std::int16_t>(n_people));
    }
    void step(Model const& model, std::int32_t year, bool first) {
        sim::DrawSource const draws(5, 0);
        DriftArgs d{};
        d.n = n_people;
        d.cell = cell.data();
        d.ordinal = ordinal.data();
        for (std::size_t t = 0; t < 3; ++t)
            d.trait[t] = x[t].data();
        d.lifetime = draws.key(0, sim::Purpose("traits.lifetime"));
        d.yearly = draws.key(year, sim::Purpose(first ? "traits.start" : "traits.drift"));
        d.keep = first ? 0 : model.drift_keep;
        d.pull = first ? model.start_pull : model.drift_pull;
        d.noise = first ? model.start_noise : model.drift_noise;
        kernels_.drift(d);
    }

  private:
    Kernels const& kernels_;
};

double mean(std::vector<std::int16_t> const& a) {
    return std::accumulate(a.begin(), a.end(), 0.0) / static_cast<double>(a.size()) / 4096.0;
}
double product(std::vector<std::int16_t> const& a, std::vector<std::int16_t> const& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] / 4096.0 * b[i] / 4096.0;
    return sum / static_cast<double>(a.size());
}

constexpr double n = n_people;
//! Five sigma of a mean of n, of a variance, of a correlation near 0 (all at most those of a
//! normal), and what rounding adds.
double const mean_bound = 5 / std::sqrt(n) + 3e-4, variance_bound = 5 * std::sqrt(2 / n) + 1e-3,
             product_bound = 5 * std::sqrt(2 / n) + 1e-3;

} // namespace

TEST_CASE("traits stay at mean 0 and variance 1 and keep their memory", "[models][traits]") {
    auto const pack = pack_named("place"); // kappa 0.15, rho 0.5
    Trial const trial(pack, 2005);
    Traits now(kernels_at(Level::best));
    now.step(trial.model(), 0, true);
    auto const first = now.x;
    double const keep = 0.85, rho = 0.5;
    for (int year = 1; year <= 12; ++year) {
        auto const before = now.x;
        now.step(trial.model(), year, false);
        for (std::size_t t = 0; t < 3; ++t) {
            INFO("year " << year << ", trait " << t);
            CHECK(std::abs(mean(now.x[t])) < mean_bound);
            CHECK(std::abs(product(now.x[t], now.x[t]) - 1.0) < variance_bound);
            CHECK(std::abs(product(now.x[t], before[t]) - (rho + (1 - rho) * keep)) <
                  product_bound);
            CHECK(std::abs(product(now.x[t], first[t]) - (rho + (1 - rho) * std::pow(keep, year))) <
                  product_bound);
            CHECK(std::abs(product(now.x[t], now.x[(t + 1) % 3])) <
                  product_bound); // the three are independent
        }
    }
    // Twins: what a kappa of 0.2 or a rho of 0.55 would give is outside the bounds.
    CHECK(std::abs(product(now.x[0], first[0]) - (rho + (1 - rho) * std::pow(0.8, 12))) >
          product_bound);
    CHECK(std::abs(product(now.x[0], first[0]) - (0.55 + 0.45 * std::pow(keep, 12))) >
          product_bound);
}

TEST_CASE("traits are held within 4 SD, and the drift has the same bits at every level",
          "[models][traits]") {
    Trial const trial(pack_named("place", {"traits.kappa=1", "traits.rho=0.5"}), 2005);
    std::vector<std::array<std::vector<std::int16_t>, 3>> by_level;
    for (Level const level : {Level::baseline, Level::v3, Level::v4}) {
        if (!machine_has(level))
            continue;
        Traits now(kernels_at(level));
        for (int year = 0; year <= 20; ++year) {
            now.step(trial.model(), year, year == 0);
            for (auto const& x : now.x)
                CHECK(std::all_of(x.begin(), x.end(),
                                  [](auto v) { return v >= -trait_bound && v <= trait_bound; }));
        }
        by_level.push_back(now.x);
    }
    for (auto const& x : by_level)
        CHECK(x == by_level.front());
}

TEST_CASE("a person's traits move as the law says from year to year, by age", "[models][traits]") {
    Trial const trial(pack_named("place"), 2009); // develop_ages 1 to 5
    People people(trial.model());
    people.start();
    people.year(2001);
    auto const before = people.living();
    people.year(2002);
    double cross = 0.0, square = 0.0, seen = 0.0;
    for (auto const& [key, person] : people.living()) {
        auto const at = before.find(key);
        if (at == before.end())
            continue;
        auto const age = 2002 - person.birth_year;
        if (age > 5) {
            CHECK(std::equal(person.trait, person.trait + 3, at->second.trait));
            continue;
        }
        for (std::size_t t = 0; t < 3; ++t) {
            cross += person.trait[t] / 4096.0 * at->second.trait[t] / 4096.0;
            square += person.trait[t] / 4096.0 * person.trait[t] / 4096.0;
            ++seen;
        }
    }
    CHECK(seen > 20000);
    CHECK(std::abs(cross / seen - 0.925) < 5 * std::sqrt(2 / seen) + 1e-3);
    CHECK(std::abs(square / seen - 1.0) < 5 * std::sqrt(2 / seen) + 1e-3);
    CHECK(std::abs(cross / seen - 0.85) >
          5 * std::sqrt(2 / seen) + 1e-3); // twin: no lifetime level
}
