#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/replicate_sums.hpp"

#include <algorithm>
#include <limits>

// What is kept of replicates does not depend on the order in which they finish.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

constexpr std::uint32_t replicates = 6;

RunSettings recorded(Pack const& pack) {
    auto settings = settings_for(pack, 12);
    settings.replicates = replicates;
    settings.first_replicate = 3;
    settings.record_replicates = true;
    return settings;
}

StudyResult summed(Trial const& trial, std::vector<std::size_t> const& order) {
    ReplicateSums sums(trial.measures());
    for (auto const i : order)
        sums.add(i, trial.run(3 + static_cast<std::uint32_t>(i)), 0.0);
    return std::move(sums).result();
}

void check_same(StudyResult const& a, StudyResult const& b) {
    CHECK(a.digest == b.digest);
    CHECK(a.ledger_digest == b.ledger_digest);
    CHECK(a.persons == b.persons);
    CHECK(a.person_years == b.person_years);
    CHECK(a.parity.first_year == b.parity.first_year);
    REQUIRE(a.parity.groups.size() == b.parity.groups.size());
    for (std::size_t g = 0; g < a.parity.groups.size(); ++g) {
        CHECK(a.parity.groups[g].ratio == b.parity.groups[g].ratio);
        CHECK(a.parity.groups[g].ratio_low == b.parity.groups[g].ratio_low);
    }
    REQUIRE(a.replicates.size() == b.replicates.size());
    for (std::size_t i = 0; i < a.replicates.size(); ++i)
        CHECK(a.replicates[i].digest == b.replicates[i].digest);
    REQUIRE(a.tables.size() == b.tables.size());
    for (std::size_t t = 0; t < a.tables.size(); ++t) {
        CHECK(a.tables[t].sum == b.tables[t].sum);
        CHECK((a.tables[t].sum_squares == b.tables[t].sum_squares));
        CHECK(a.tables[t].by_replicate == b.tables[t].by_replicate);
    }
}

} // namespace

TEST_CASE("replicates that finish in another order leave the same bits", "[models][sums]") {
    auto const pack = pack_named("toy");
    Trial const trial(pack, recorded(pack));
    auto const in_order = summed(trial, {0, 1, 2, 3, 4, 5});
    check_same(in_order, summed(trial, {5, 3, 1, 0, 2, 4}));
    for (std::uint32_t const threads : {1u, 3u}) {
        auto settings = recorded(pack);
        settings.threads = threads;
        settings.replicates_in_parallel = threads > 1;
        check_same(in_order, run_study(pack, settings));
    }
    // Twin: the right replicates in wrong places are seen.
    ReplicateSums swapped(trial.measures());
    for (std::size_t i = 0; i < replicates; ++i)
        swapped.add(i, trial.run(3 + static_cast<std::uint32_t>(i < 2 ? 1 - i : i)), 0.0);
    CHECK(std::move(swapped).result().digest != in_order.digest);
}

TEST_CASE("a recorded study holds each replicate's counts, another none", "[models][sums]") {
    auto const pack = pack_named("two_axes");
    auto settings = recorded(pack);
    settings.end_year = 8;
    auto const result = run_study(pack, settings);
    Trial const trial(pack, settings);
    for (std::uint32_t i = 0; i < replicates; ++i) {
        auto const single = trial.run(3 + i);
        for (std::size_t t = 0; t < result.tables.size(); ++t) {
            auto const& kept = result.tables[t].by_replicate;
            auto const& cells = single.tables[t];
            REQUIRE(kept.size() == replicates * cells.size());
            REQUIRE(std::equal(cells.begin(), cells.end(),
                               kept.begin() + static_cast<std::ptrdiff_t>(i * cells.size())));
        }
    }
    settings.record_replicates = false;
    for (auto const& table : run_study(pack, settings).tables)
        CHECK(table.by_replicate.empty());
}

TEST_CASE("hires are counted by the stage that people came from", "[models][sums]") {
    Trial const trial(pack_named("two_axes"), 8);
    auto const r = trial.run();
    auto const from = [&](char const* source) {
        std::int64_t sum = 0;
        for (int y = 1; y <= 8; ++y)
            sum += trial.count(r, Measures::hires, {std::to_string(y), "jobs", source, "*", "*"});
        return sum;
    };
    CHECK(from("seeking") > 0);
    CHECK(from("outside") > 0);
    CHECK(from("seeking") + from("outside") == from("*")); // nobody else may apply
}

TEST_CASE("stocks by years in stage are the stocks, and nobody stays longer than he may",
          "[models][sums]") {
    for (char const* name : {"toy", "two_axes", "place"}) {
        auto const pack = pack_named(name);
        auto settings = settings_for(pack, pack.base_year + 8);
        settings.count_years_in_stage = true;
        Trial const trial(pack, settings);
        auto const r = trial.run();
        auto const& measures = trial.measures();
        REQUIRE(measures.tables.size() == Measures::years_in_stage + 1);
        for (auto const& year : measures.tables[Measures::stocks].strata[0].values)
            for (auto const& stage : pack.stages)
                for (auto const& group : pack.groups)
                    REQUIRE(
                        trial.count(r, Measures::years_in_stage,
                                    {year, stage.name, "*", group.name}) ==
                        trial.count(r, Measures::stocks, {year, stage.name, "*", "*", group.name}));
    }
    auto settings = settings_for(pack_named("toy"), 20);
    settings.count_years_in_stage = true;
    Trial const toy(pack_named("toy"), settings);
    auto const r = toy.run();
    auto const at = [&](char const* year, char const* stage, char const* years) {
        return toy.count(r, Measures::years_in_stage, {year, stage, years, "*"});
    };
    // Those who entered in the year have 0; of school the last class decides and leaves.
    CHECK(at("5", "school", "0") >= 200);
    CHECK(at("5", "school", "0") <= 201);
    CHECK(at("5", "school", "2") > 0);
    CHECK(at("5", "school", "3") == 0);
    CHECK(at("5", "work", "0") ==
          toy.flow(r, 5, "school.graduate") + toy.flow(r, 5, "elsewhere.return"));
    CHECK(at("20", "work", "29") > 0);
    CHECK(at("20", "work", "30") == 0);
    // Not asked for: no table.
    CHECK(Trial(pack_named("toy"), 20).measures().tables.size() == Measures::years_in_stage);
}

TEST_CASE("a count that cannot be kept is told, not cut", "[models][sums]") {
    auto const pack = pack_named("toy");
    Trial const trial(pack, recorded(pack));
    ReplicateSums sums(trial.measures());
    auto r = trial.run(3);
    r.tables[Measures::stocks][0] = std::int64_t{std::numeric_limits<std::int32_t>::max()} + 1;
    CHECK_THROWS_AS(sums.add(0, r, 0.0), std::overflow_error);
}
