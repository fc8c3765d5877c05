#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

#include <cmath>
#include <tuple>

// The people of the base year in packs with ages: the stocks hold, and the enrolled are cohorts run
// forward.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

//! (group, age, stage, field, credential, years in stage) -> people
using Cell = std::tuple<std::uint32_t, std::int32_t, std::uint32_t, std::uint32_t, std::uint32_t,
                        std::int32_t>;
using Cells = std::map<Cell, double>;

Cells enrolled(People const& people, std::int32_t year, std::int32_t oldest, double& all) {
    Cells cells;
    all = 0.0;
    for (auto const& [key, p] : people.living())
        if (year - p.birth_year <= oldest) {
            ++all;
            if (p.stage <= 1) // infant, school
                ++cells[{p.group, year - p.birth_year, p.stage, p.field, p.credential,
                         year - p.since}];
        }
    return cells;
}

//! The place without betas, so that chances at trait 0 are everybody's; certificates before
//! school's end, too.
Pack plain() {
    return pack_named(
        "place",
        {"stage.school.exit.certify={ to = \"seeking\", p = \"certify.csv\", credential = "
         "\"certificate\", "
         "field = \"field_shares.csv\" }",
         "stage.infant.exit.early={ to = \"school\", p = 0.2, credential = \"certificate\", "
         "field = { none = 0.2, health = 0.5, computing = 0.3 } }",
         "stage.infant.exit.start_school={ to = \"school\", p = 0.3 }"});
}

} // namespace

TEST_CASE(
    "enrolled people of the base year are those whom the exits of that year would leave there",
    "[models][base]") {
    // Whoever is born after the base year lives through the same exits: five years later the young
    // are distributed alike.
    Trial const trial(plain(), 2008);
    constexpr std::int32_t oldest = 4;
    Cells base, later;
    double people_base = 0.0, people_later = 0.0;
    std::map<std::pair<std::uint32_t, std::int32_t>, std::array<double, 2>> of_age;
    for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
        People people(trial.model(), replicate);
        people.start();
        double n = 0.0;
        for (auto const& [cell, count] : enrolled(people, 2000, oldest, n))
            base[cell] += count;
        people_base += n;
        for (std::int32_t y = 2001; y <= 2005; ++y)
            people.year(y);
        for (auto const& [cell, count] : enrolled(people, 2005, oldest, n))
            later[cell] += count;
        people_later += n;
    }
    for (int when = 0; when < 2; ++when)
        for (auto const& [cell, count] : when == 0 ? base : later)
            of_age[{std::get<0>(cell), std::get<1>(cell)}][static_cast<std::size_t>(when)] += count;
    CHECK(base.size() > 50);
    double worst = 0.0, worst_twin = 0.0;
    for (auto const& [cell, count] : base) {
        auto const& n = of_age[{std::get<0>(cell), std::get<1>(cell)}];
        double const p = count / n[0], q = later[cell] / n[1];
        // The base is drawn with less than binomial noise (exact shares), the later year with it.
        double const variance = p * (1 - p) * (1 / n[0] + 1 / n[1]) + 1e-12;
        worst = std::max(worst, std::abs(q - p) / std::sqrt(variance));
        worst_twin = std::max(worst_twin, std::abs(q - 1.1 * p) / std::sqrt(variance));
    }
    CHECK(worst < sigma_bound);
    CHECK(worst_twin > sigma_bound);
}

TEST_CASE("the base year holds its population exactly, and its stocks", "[models][base]") {
    Trial const trial(pack_named("place"), 2005);
    auto const& pack = trial.pack();
    auto const r = trial.run();
    for (std::size_t g = 0; g < 3; ++g) {
        double population = 0.0, stock = 0.0;
        Coords c;
        c[Dim::group] = static_cast<std::int32_t>(g);
        for (c[Dim::age] = 0; c[Dim::age] <= 9; ++c[Dim::age])
            population += pack.demography->population.at(c);
        c[Dim::age] = 0;
        c[Dim::stage] = 3; // skilled
        c[Dim::credential] = 1;
        for (c[Dim::field] = 1; c[Dim::field] <= 2; ++c[Dim::field]) {
            auto const& field = pack.fields[static_cast<std::size_t>(c[Dim::field])];
            double const target = pack.base->stocks.at(c);
            stock += target;
            // Exact shares in 10 ages x 2 regions, each rounded by one offset: the sum misses by a
            // few at most.
            auto const n = trial.count(r, Measures::stocks,
                                       {"2000", "skilled", field, "*", pack.groups[g].name});
            CHECK(std::abs(static_cast<double>(n) - target) < 10.0);
        }
        auto const all =
            trial.count(r, Measures::population, {"2000", "*", "*", pack.groups[g].name});
        CHECK(std::abs(static_cast<double>(all) - population) < 20.0); // cells rounded by key
        CHECK(stock > 100.0);
    }
}

TEST_CASE("stocks that the population cannot hold are told, with what was laid out",
          "[models][base]") {
    auto const notes = [](std::initializer_list<std::string> replaced) {
        auto const pack = pack_named("place", replaced);
        return build_model(pack, settings_for(pack, 2005))->notes;
    };
    CHECK(notes({}).empty());
    auto const said =
        notes({"base.stocks={ infant = 0, school = 0, seeking = 0, skilled = { "
               "none = 0, health = 1e9, computing = 1e9 }, other = 0, retired = 0 }"});
    REQUIRE(said.size() == 1);
    CHECK(said[0].find("skilled ") != std::string::npos);
    CHECK(said[0].find("000000 stated, ") != std::string::npos);
}
