#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

// Pools in packs with ages: people who live outside, apply at the ages of their pool, and grow old.
// tests/packs/city: 300 of them at work, aged 20 to 29, and 50 hired a year, half aged 30 and half
// 45; all leave from 50 on, none dies.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::int64_t retired(Trial const& trial, Recording const& r, std::int32_t from, std::int32_t to) {
    std::int64_t n = 0;
    for (auto year = from; year <= to; ++year)
        n += trial.flow(r, year, "post.retire");
    return n;
}

} // namespace

TEST_CASE("commuters at work in the base year have the ages and years of their stage",
          "[models][pool]") {
    Trial const trial(pack_named("city"), 2030);
    People people(trial.model());
    people.start();
    std::map<std::int32_t, int> by_age;
    std::int64_t women = 0, years = 0, living = 0;
    for (auto const& [key, person] : people.living()) {
        if (trial.pack().stages[person.stage].name != "post")
            continue;
        ++living;
        ++by_age[2000 - person.birth_year];
        women += trial.pack().groups[person.group].name == "women" ? 1 : 0;
        years += 2000 - person.since;
    }
    CHECK(living == 300);
    CHECK(women == 200);
    CHECK(by_age.size() == 10);
    for (auto const& [age, n] : by_age) {
        CHECK(age >= 20);
        CHECK(age <= 29);
        CHECK(std::abs(n - 30) <= 2); // exact shares within each of the two cells
    }
    // Geometric of mean 3, cut at age - 16: 4 at age 20, 13 at age 29.
    double mean = 0.0, square = 0.0;
    for (int most = 4; most <= 13; ++most)
        for (int t = 0; t <= most; ++t) {
            double const p = t < most ? 0.25 * std::pow(0.75, t) : std::pow(0.75, t);
            mean += p * t / 10.0;
            square += p * t * t / 10.0;
        }
    double const variance = 300.0 * (square - mean * mean);
    CHECK(std::abs(sigmas(static_cast<double>(years), 300 * mean, variance)) < sigma_bound);
    CHECK(std::abs(sigmas(static_cast<double>(years), 300 * 3.0 * 1.2, variance)) > sigma_bound);
}

TEST_CASE("commuters are hired at the ages of their pool, live outside, and leave when old",
          "[models][pool]") {
    Trial const trial(pack_named("city"), 2030);
    auto const r = trial.run();
    std::int64_t women = 0;
    for (std::int32_t year = 2001; year <= 2030; ++year) {
        CHECK(trial.hires(r, year, "jobs") == 50);
        CHECK(trial.count(r, Measures::hires,
                          {std::to_string(year), "jobs", "outside", "*", "*"}) == 50);
        women += trial.hires(r, year, "jobs", "women");
        // Staying is the residents' own: nobody outside is lost but by retirement.
        CHECK(trial.stock(r, year, "post") + trial.stock(r, year, "done") ==
              300 + 50 * (year - 2000));
    }
    // 60 women among 100 who apply for 50 posts: hypergeometric.
    double const variance = 30 * 50 * 0.6 * 0.4 * 50 / 99.0;
    CHECK(std::abs(sigmas(static_cast<double>(women), 30 * 30, variance)) < sigma_bound);
    CHECK(std::abs(sigmas(static_cast<double>(women), 30 * 25, variance)) > sigma_bound);

    // Those hired at 45 leave five years later; those of the base year from 2021 on, 30 a year.
    CHECK(retired(trial, r, 2001, 2005) == 0);
    auto const by_2020 = static_cast<double>(retired(trial, r, 2006, 2020));
    CHECK(std::abs(sigmas(by_2020, 15 * 25, 15 * 50 * 0.25)) < sigma_bound);
    CHECK(std::abs(sigmas(by_2020, 15 * 40, 15 * 50 * 0.25)) > sigma_bound); // were four in five 45
    auto const later = static_cast<double>(retired(trial, r, 2021, 2030));
    CHECK(std::abs(later - by_2020 - 300) <
          10 * 25 + sigma_bound * std::sqrt(25 * 50 * 0.25)); // and those hired at 30
}

TEST_CASE("residents are the same with commuters and without", "[models][pool][law1]") {
    auto const residents = [](std::vector<std::string> const& replaced) {
        Trial const trial(pack_named("city", replaced), 2010);
        auto const r = trial.run();
        std::vector<std::int64_t> n;
        for (std::int32_t year = 2000; year <= 2010; ++year)
            n.push_back(
                trial.count(r, Measures::population, {std::to_string(year), "city", "*", "*"}));
        return n;
    };
    auto const with = residents({});
    CHECK(with == residents({"pool.commuters.size={women=0,men=0}", "pool.commuters.start=0"}));
    CHECK(with != residents({"demography.staying.city=0.98"}));
    CHECK(with.front() == 71 * 2 * 20);
}

TEST_CASE("staying by region holds in blocks of any size", "[models][pool][demography]") {
    // 400 people of an age share a small block, 6,000 a large one, which other loops run through.
    for (double const of_an_age : {200.0, 3000.0}) {
        Trial const trial(
            pack_named("city", {"regions=[\"outside\",\"city\"]", "demography.births=0",
                                "demography.population=" + std::to_string(of_an_age)}),
            2002);
        auto const r = trial.run();
        auto const stay =
            static_cast<double>(trial.count(r, Measures::population, {"2001", "city", "*", "*"}));
        double const all = 71 * 2 * of_an_age;
        CHECK(std::abs(sigmas(stay, all * 0.99, all * 0.0099)) < sigma_bound);
        CHECK(std::abs(sigmas(stay, all, all * 0.0099)) > sigma_bound); // as those outside stay
    }
}

TEST_CASE("the home of commuters is nobody else's", "[models][pool]") {
    CHECK_THROWS_WITH(
        Trial(pack_named("city", {"demography.region_share={city=0.9,outside=0.1}"}), 2005),
        Catch::Matchers::Contains("outside"));
}

TEST_CASE("the ages of a pool may differ by group", "[models][pool]") {
    // Women come at 30, men at 45 and retire five years later: of those hired, men alone by 2020.
    Trial const trial(
        pack_named("city", {"pool.commuters.ages=\"ages_by_sex.csv\"", "pool.commuters.start=0"}),
        2020);
    auto const r = trial.run();
    std::int64_t men = 0;
    for (std::int32_t year = 2001; year <= 2015; ++year)
        men += trial.hires(r, year, "jobs", "men");
    CHECK(men > 0);
    CHECK(trial.stock(r, 2020, "done", "men") == men);
    CHECK(trial.stock(r, 2020, "done", "women") == 0);
}
