#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/model.hpp"
#include "models/nonzero.hpp"

#include "sim/draws.hpp"

#include <algorithm>
#include <string>

// What small runs do in another way than large ones says the same.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

//! Several exits of a stage, traits, drawn fields and two phases, for so many people of each group.
Pack rivals(int people, std::string const& more = {}) {
    return pack_from(R"(
years = [0, 20]
groups = ["w", "m"]
fields = ["none", "one", "two"]
traits = { develop_ages = [5, 29], kappa = 0.15, rho = 0.5 }
[stage.school]
start = { w = )" + std::to_string(people) +
                     ", m = " + std::to_string(people) + R"( }
exit.work = { to = "work", p = 0.15, beta = { interest = 0.4, preparation = -0.2 }, field = { none = 0.2, one = 0.3, two = 0.5 } }
exit.drop_out = { to = "out", p = 0.05, beta = { belonging = -0.3 } }
exit.pause = { to = "pause", p = 0.10 }
[stage.work]
phase = "separate"
exit.pause = { to = "pause", p = { w = 0.2, m = 0.1 } }
exit.school = { to = "school", p = 0.05, beta = { interest = 0.5 } }
[stage.pause]
phase = "separate"
exit.work = { to = "work", p = 0.3 }
exit.school = { to = "school", p = 0.2 }
)" + more + women_in("work"));
}

} // namespace

TEST_CASE("small and large blocks, with and without the sieve, give the same bits",
          "[models][law5]") {
    for (int const people : {40, 4000}) {
        auto const pack = rivals(people);
        auto settings = settings_for(pack, 20);
        settings.replicates = 2;
        auto const reference = digests_of(pack, settings);
        for (std::uint32_t const rows : {50u, sim::Block::most_named_rows, 16384u})
            for (bool const lazy : {true, false}) {
                INFO(people << " people, blocks of " << rows << ", sieve " << lazy);
                settings.block_rows = rows;
                settings.lazy_bound = lazy;
                CHECK(digests_of(pack, settings) == reference);
            }
    }
}

TEST_CASE("groups may stand in any order in a block: the sieve changes no bit", "[models][law5]") {
    // Runs of 30 men and 20 women in turn: no stretch of a list is of one group.
    auto const pack = rivals(40, R"(
[entry.class]
to = "school"
mode = "number"
number = { w = 20, m = 30 }
)");
    auto settings = settings_for(pack, 20);
    auto const sieved = digests_of(pack, settings);
    settings.lazy_bound = false;
    CHECK(digests_of(pack, settings) == sieved);
}

TEST_CASE("a block names its rows as their runs do, however often rows are added", "[models]") {
    sim::Block small(2000, {}, 100), large(2000, {}, sim::Block::most_named_rows + 1);
    CHECK(small.keeps_names());
    CHECK_FALSE(large.keeps_names());
    std::uint64_t const near_carry = (std::uint64_t{7} << 32) - 3;
    for (std::uint32_t part = 0; part < 3; ++part) {
        sim::RowRun run;
        run.cell_key = near_carry + 1000 * part;
        run.first_ordinal = part;
        run.group = {static_cast<std::uint8_t>(part)};
        run.entry_year = static_cast<std::int16_t>(2010 - static_cast<int>(part % 2));
        small.append(run, 10);
        small.name_new_rows();
    }
    for (auto const& run : small.runs())
        for (std::uint32_t row = run.begin; row < run.end; ++row) {
            CHECK(sim::PersonKey{small.cell[row], small.ordinal[row]} == run.key(row));
            CHECK(small.group[row] == run.group.value);
        }
    CHECK(small.entering(2010) == std::vector<std::uint32_t>{0, 2});
    CHECK(small.entering(2009) == std::vector<std::uint32_t>{1});
    CHECK(small.entering(2011).empty());
}

TEST_CASE("planned cells hold as many people as the rounding by key says", "[models]") {
    auto const pack = pack_named("place");
    auto const& d = *pack.demography;
    for (double const scale : {1.0, 0.3, 0.01}) {
        auto settings = settings_for(pack, 2006);
        settings.scale = scale;
        auto const model = build_model(pack, settings);
        sim::DrawSource const draws(settings.seed, 3);
        std::vector<sim::DrawKey> keys;
        for (std::int32_t y = model->base_year; y <= model->last_year; ++y)
            keys.push_back(draws.key(y, sim::Purpose("demography.count")));
        std::vector<std::uint32_t> persons(filled_up(model->cells.most()));
        std::int64_t cells = 0;
        for (std::int32_t born = model->base_year - d.last_age; born <= model->last_year; ++born)
            for (std::uint32_t region = 0; region < model->n_regions; ++region) {
                auto const cohort = model->cells.cohort(born, region);
                model->cells.count(*model->kernels, cohort, keys, persons.data());
                for (std::size_t i = cohort.begin; i < cohort.end; ++i, ++cells) {
                    std::uint32_t const n = persons[i - cohort.begin];
                    auto const rows = model->cells.rows(i, n);
                    Coords c;
                    c[Dim::year] = rows.entry_year - model->base_year;
                    c[Dim::age] = rows.entry_year - born;
                    c[Dim::region] = static_cast<std::int32_t>(region);
                    c[Dim::group] = rows.group.value;
                    auto const& people = rows.way == sim::Way::base    ? d.population
                                         : rows.way == sim::Way::birth ? d.births
                                                                       : d.arrivals;
                    double const expected = people.at(c) * d.region_share.at(c) * scale;
                    auto const call = sim::draw(keys[static_cast<std::size_t>(c[Dim::year])],
                                                sim::RowRun::key_of(rows.cell_key));
                    REQUIRE(n == sim::round_by_key(expected, call));
                    REQUIRE(rows.cell_key == model->first_key(region, rows.group.value, born,
                                                              rows.entry_year, rows.way, 0));
                }
            }
        CHECK(cells > 100);
    }
}

TEST_CASE("cells that are not zero are all visited, in order", "[models]") {
    for (std::size_t const n : {0u, 3u, 16u, 100u}) {
        std::vector<std::int32_t> cells(n);
        std::vector<std::size_t> filled, seen;
        for (std::size_t i = 0; i < n; i += 1 + i % 7) {
            cells[i] = i % 2 == 0 ? -1 : 1 << 20;
            filled.push_back(i);
        }
        for_each_nonzero(cells.data(), n, [&](std::size_t i) {
            seen.push_back(i);
            cells[i] = 0;
        });
        CHECK(seen == filled);
        CHECK(std::count(cells.begin(), cells.end(), 0) == static_cast<std::ptrdiff_t>(n));
    }
}
