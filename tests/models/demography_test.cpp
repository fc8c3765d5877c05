#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"
#include "tests/models/vital.hpp"

#include "models/write_check.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

// The population follows its tables; births, arrivals and deaths know nothing of exits and markets
// (law 1).

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

constexpr std::uint32_t replicates = 40;

//! The greatest deviation, in sigma, of the mean population by year and group from what the tables
//! of `law` imply.
double worst_gap(Trial const& trial, Pack const& law, double scale) {
    auto const expected = expected_population(law, scale, 8);
    std::vector<std::vector<double>> sum(9, std::vector<double>(law.groups.size()));
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const recording = trial.run(r);
        for (std::int32_t y = 0; y <= 8; ++y)
            for (std::size_t g = 0; g < law.groups.size(); ++g)
                sum[static_cast<std::size_t>(y)][g] += static_cast<double>(
                    trial.count(recording, Measures::population,
                                {std::to_string(2000 + y), "*", "*", law.groups[g].name}));
    }
    double worst = 0.0;
    for (std::size_t y = 0; y < sum.size(); ++y)
        for (std::size_t g = 0; g < law.groups.size(); ++g) {
            auto const& m = expected[y][g];
            double const gap = std::abs(sum[y][g] / replicates - m.mean);
            worst = std::max(worst, gap / std::sqrt(m.variance / replicates + 1e-9));
        }
    return worst;
}

std::set<sim::PersonKey> keys_of(People const& people) {
    std::set<sim::PersonKey> keys;
    for (auto const& [key, person] : people.living())
        keys.insert(key);
    return keys;
}

} // namespace

TEST_CASE("the expected population equals the tables, by year and group, at any scale",
          "[models][demography]") {
    auto const pack = pack_named("place");
    CHECK(worst_gap(Trial(pack, 2006), pack, 1.0) < sigma_bound); // with k - 1 = 2 years more: 2008
    auto settings = settings_for(pack, 2006);
    settings.scale = 0.1;
    CHECK(worst_gap(Trial(pack, settings), pack, 0.1) < sigma_bound);
    // Twins: staying lower by 0.002, arrivals higher by a person in five, births higher by 1 %.
    auto staying = pack, arrivals = pack, births = pack;
    for (double& p : staying.demography->staying.values())
        p -= 0.002;
    for (double& n : arrivals.demography->arrivals.values())
        n *= 1.2;
    for (double& n : births.demography->births.values())
        n *= 1.01;
    for (auto const& twin : {staying, arrivals, births})
        CHECK(worst_gap(Trial(pack, 2006), twin, 1.0) > sigma_bound);
}

TEST_CASE("births and arrivals are those of the tables: floor or ceiling in each cell, the mean is "
          "the figure",
          "[models][demography]") {
    Trial const trial(pack_named("place"), 2006);
    std::map<std::string, double> sum;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const recording = trial.run(r);
        for (auto const& year : {"2001", "2002", "2003"}) {
            // blue: 415.5 births in 2001; two regions, each rounded by itself
            auto const n = trial.count(recording, Measures::vital, {year, "births", "blue"});
            sum[year] += static_cast<double>(n);
            Coords c;
            c[Dim::year] = std::stoi(year) - 2000;
            CHECK(trial.pack().groups[0].name == "blue");
            CHECK(std::abs(static_cast<double>(n) - trial.pack().demography->births.at(c)) < 2.0);
            auto const arrived =
                trial.count(recording, Measures::vital, {year, "arrivals", "blue"});
            CHECK(std::abs(static_cast<double>(arrived) - 37.5) <
                  6.0); // 12.5 at each of ages 3, 4, 5, in two regions
            CHECK(trial.count(recording, Measures::vital, {year, "arrivals", "red"}) == 0);
        }
    }
    CHECK(std::abs(sigmas(sum["2001"] / replicates, 415.5, 0.5 / replicates)) < sigma_bound);
}

TEST_CASE("the same people live and die whatever exits and markets do",
          "[models][demography][law1]") {
    auto const base = pack_named("place"),
               other = pack_named("place", {"stage.seeking.exit.give_up.p=0.9",
                                            "market.skilled.demand.growth=-0.1",
                                            "stage.infant.exit.start_school.at_age=4"});
    Trial const a(base, 2008), b(other, 2008);
    auto const r = a.run(), s = b.run();
    CHECK(r.tables[Measures::stocks] != s.tables[Measures::stocks]);
    CHECK(r.tables[Measures::vital] == s.tables[Measures::vital]);
    CHECK(r.tables[Measures::population] == s.tables[Measures::population]);
    People one(a.model()), two(b.model());
    one.start();
    two.start();
    for (std::int32_t year = 2001; year <= 2006; ++year) {
        one.year(year);
        two.year(year);
        CHECK(keys_of(one) == keys_of(two));
    }
    // Twin: a figure of demography itself does change them.
    Trial const dying(pack_named("place", {"demography.staying=0.97"}), 2008);
    CHECK(dying.run().tables[Measures::vital] != r.tables[Measures::vital]);
}

TEST_CASE("people who are lost or invented are found out", "[models][conservation]") {
    Trial const trial(pack_named("place"), 2005);
    People people(trial.model());
    people.start();
    people.year(2001);
    auto& block = *people.state().people.back();
    CHECK_NOTHROW(check_block(trial.model(), block, "hire"));
    std::uint32_t row = 0;
    while (block.stage[row] >= sim::stage_gone)
        ++row;
    auto const stage = block.stage[row];
    for (auto const wrong : {sim::stage_gone, static_cast<std::uint8_t>(stage == 0 ? 1 : 0)}) {
        block.stage[row] = wrong;
        CHECK_THROWS_AS(check_block(trial.model(), block, "hire"), std::logic_error);
    }
    block.stage[row] = stage;
    ++block.living[stage];
    CHECK_THROWS_AS(check_block(trial.model(), block, "hire"), std::logic_error);
}

TEST_CASE("two halves merged are the whole", "[models][law5]") {
    auto const pack = pack_named("place");
    auto settings = settings_for(pack, 2006);
    settings.block_rows = 300;
    Trial const trial(pack, settings);
    People whole(trial.model(), 0, 1), halves(trial.model(), 0, 2), thirds(trial.model(), 0, 3);
    for (auto* run : {&whole, &halves, &thirds}) {
        run->start();
        for (std::int32_t year = 2001; year <= 2003; ++year)
            run->year(year);
        run->demography(2004);
        run->exits(2004);
    }
    for (auto* run : {&halves, &thirds}) {
        CHECK(run->state().stock == whole.state().stock);
        CHECK(run->state().total.flow == whole.state().total.flow);
        CHECK(run->state().total.births == whole.state().total.births);
        CHECK(run->state().total.arrivals == whole.state().total.arrivals);
        CHECK(run->state().total.leavers == whole.state().total.leavers);
    }
    // Any integers, in any split, in any order.
    std::mt19937 random(1);
    Tallies all(trial.model()), sum(trial.model());
    std::vector<Tallies> parts(5, Tallies(trial.model()));
    for (std::size_t i = 0; i < 5000; ++i) {
        auto& part = parts[random() % 5];
        auto const n = static_cast<std::int32_t>(random() % 1000) - 500;
        auto const cell = random() % all.stock.size(), flow = random() % all.flow.size();
        part.stock[cell] += n;
        all.stock[cell] += n;
        part.flow[flow] += n;
        all.flow[flow] += n;
    }
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        sum.take(*part);
        CHECK(std::all_of(part->stock.begin(), part->stock.end(), [](auto n) { return n == 0; }));
    }
    CHECK(sum.stock == all.stock);
    CHECK(sum.flow == all.flow);
}

TEST_CASE("stocks that are not those of the people are found out", "[models][conservation]") {
    Trial const trial(pack_named("place"), 2005);
    People people(trial.model());
    people.start();
    people.year(2001);
    CHECK_NOTHROW(check_stock(people.state(), 2001, "fill-posts"));
    auto& stock = people.state().stock;
    auto const held = std::find_if(stock.begin(), stock.end(), [](auto n) { return n > 0; });
    --*held;
    ++*(held == stock.begin() ? held + 1 : held - 1);
    CHECK_THROWS_AS(check_stock(people.state(), 2001, "fill-posts"), std::logic_error);
}

TEST_CASE("a process that writes a column of another is found out", "[models][schedule]") {
    Trial const trial(pack_named("place"), 2005);
    People people(trial.model());
    people.start();
    auto& block = *people.state().people.back();
    WriteCheck const before(block);
    CHECK_NOTHROW(before.compare(block, {"apply"}));
    ++block.trait[1][0];
    CHECK_NOTHROW(before.compare(block, {"traits-drift"}));
    CHECK_NOTHROW(before.compare(block, {"stay", "traits-start"}));
    CHECK_THROWS_AS(before.compare(block, {"work-exits"}), std::logic_error);
    --block.trait[1][0];
    ++block.since[0];
    CHECK_NOTHROW(before.compare(block, {"work-exits"}));
    CHECK_THROWS_AS(before.compare(block, {"traits-drift"}), std::logic_error);
}
