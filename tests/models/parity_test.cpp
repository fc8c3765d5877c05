#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/parity.hpp"
#include "models/study.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

// Parity by its definition: first of k years, censored, index kinds, who decides.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::string const town = R"(
years = [0, 20]
groups = ["w", "m"]
[stage.post]
start = { w = 400, m = 600 }
[stage.seeking]
start = { w = 500, m = 500 }
[parity.main]
of = "post"
reference = "seeking"
)";

using Workers = std::function<double(std::int32_t)>;

//! Recordings written by hand: `workers(year)` of group w in 10,000 posts; the reference is half
//! and half.
ParityResult assessed(std::string const& parity, std::int32_t end_year,
                      std::vector<Workers> const& runs) {
    Trial const trial(pack_from(town + parity), end_year);
    std::vector<ParitySeries> recordings;
    for (auto const& workers : runs) {
        Recording r(trial.measures());
        for (std::int32_t y = 0; y <= trial.model().last_year; ++y) {
            auto const w = static_cast<std::int64_t>(workers(y));
            auto const at = static_cast<std::size_t>(y) * 2; // groups by name: m, w
            auto& counts = r.parity.front();
            counts.workforce[at] = 10000 - w;
            counts.workforce[at + 1] = w;
            counts.reference[at] = counts.reference[at + 1] = 5000;
        }
        recordings.emplace_back(trial.measures(), r);
    }
    return parity_of(trial.measures(), recordings);
}

std::string const ratio_90 = "index = \"ratio\"\nat_least = 0.9\nk = 3\ngoals = [4, 6, 10]\n";

} // namespace

TEST_CASE("the first of k years in a row; none within the run is censored", "[models][parity]") {
    auto const first = [](std::initializer_list<bool> met, std::int32_t k) {
        return first_lasting_year(met, 2020, k);
    };
    CHECK(first({}, 1) == std::nullopt);
    CHECK(first({true}, 1) == 2020);
    CHECK(first({false, true, false, true, true}, 1) == 2021);
    CHECK(first({false, true, false, true, true}, 2) == 2023);
    CHECK(first({false, true, false, true, true}, 3) == std::nullopt);
    CHECK(first({true, true, true}, 3) == 2020);
    CHECK(first({true, true}, 0) == 2020); // k is at least 1
}

TEST_CASE("parity that is reached may be lost again, and is said to be", "[models][parity]") {
    // Of 10,000 posts; 4,500 women are parity. k = 3.
    auto const during = [](std::int32_t from, std::int32_t to) {
        return [=](std::int32_t y) { return y >= from && y <= to ? 4600.0 : 4000.0; };
    };
    auto const kept = assessed(ratio_90, 12, {during(3, 20)});
    CHECK(kept.first_year[0] == 3);
    CHECK(kept.kept.lost_year[0] == std::nullopt);
    CHECK(kept.kept.since[0] == 3);
    CHECK(kept.kept.lost() == 0);
    auto const lost = assessed(ratio_90, 12, {during(0, 4)}); // the base year has it
    CHECK(lost.median_year == 0.0);
    CHECK(lost.kept.lost_year[0] == 5);
    CHECK(lost.kept.median_lost == 5.0);
    CHECK(lost.kept.since[0] == std::nullopt);
    CHECK(lost.kept.at_end() == 0);
    CHECK(lost.goals[0].p == 1.0);  // by year 4 it was there ...
    CHECK(lost.goals[0].kept == 1); // ... and in year 4
    CHECK(lost.goals[1].p == 1.0);
    CHECK(lost.goals[1].kept == 0); // in year 6 it was no more
    // Lost, and there again: a lasting run that goes on to the years that confirm it. Two years
    // alone are none.
    auto const again = assessed(ratio_90, 12, {[&](std::int32_t y) {
                                    return y <= 3 || y == 6 || y == 7 || y >= 11 ? 4600.0 : 4000.0;
                                }});
    CHECK(again.kept.lost_year[0] == 4);
    CHECK(again.kept.since[0] == 11);
    CHECK(again.goals[1].kept == 0); // year 6 is one of two
    // Where it is lost after the last year reported nobody has seen it lost.
    CHECK(assessed(ratio_90, 12, {during(3, 12)}).kept.lost() == 0);
    CHECK(assessed(ratio_90, 12, {during(3, 11)}).kept.lost_year[0] == 12);
    // Medians: of three replicates one never has it, one loses it, one keeps it.
    auto const mixed = assessed(ratio_90, 12, {during(0, 4), during(3, 20), during(20, 20)});
    CHECK(mixed.median_year == 3.0);
    CHECK(mixed.kept.lost() == 1);
    CHECK(mixed.kept.at_end() == 1);
    CHECK(mixed.kept.median_lost == std::nullopt);
    CHECK(mixed.goals[1].hits == 2);
    CHECK(mixed.goals[1].kept == 1);
    CHECK(lasting({true, true, false, true, true, true}, 3) ==
          std::vector<bool>{false, false, false, true, true, true});
    CHECK(lasting({true, false}, 1) == std::vector<bool>{true, false});
}

TEST_CASE("a goal's chance has a standard error that is never 0", "[models][parity]") {
    for (std::int64_t const n : {1, 20, 1000})
        for (std::int64_t const hits : {std::int64_t{0}, n / 2, n}) {
            auto const g = goal_result(2030, hits, n);
            double const a = static_cast<double>(hits) + 0.5,
                         b = static_cast<double>(n - hits) + 0.5;
            CHECK(g.p == Approx(static_cast<double>(hits) / static_cast<double>(n)));
            CHECK(g.se > 0.0);
            CHECK(g.se * g.se ==
                  Approx(a * b / ((a + b) * (a + b) * (a + b + 1)))); // variance of Beta(a, b)
            CHECK(g.low <= g.p);
            CHECK(g.high >= g.p);
            CHECK(g.high - g.low > 0.0);
        }
    CHECK_FALSE(goal_result(2030, 1, 2).resolved);
    CHECK(goal_result(2030, 540, 1000).resolved);
    CHECK_FALSE(goal_result(2030, 520, 1000).resolved);
}

TEST_CASE("a ratio counts from the year in which it holds for k years; goals count replicates",
          "[models][parity]") {
    // The ratio of w is workers / 5000: 0.9 at 4500. Three replicates: from year 5 on, from year 5
    // with a dip in 7, never.
    auto const result =
        assessed(ratio_90, 12,
                 std::vector<Workers>{[](auto y) { return 4000 + 100 * y; },
                                      [](auto y) { return y == 7 ? 4400 : 4000 + 100 * y; },
                                      [](auto) { return 4000; }});
    REQUIRE(result.first_year.size() == 3);
    CHECK(result.first_year[0] == 5);
    CHECK(result.first_year[1] == 8);
    CHECK(result.first_year[2] == std::nullopt);
    CHECK(result.median_year == 8.0);
    CHECK(result.reached);
    REQUIRE(result.goals.size() == 3);
    CHECK(result.goals[0].p == 0.0);
    CHECK(result.goals[1].p == Approx(1.0 / 3));
    CHECK(result.goals[2].p == Approx(2.0 / 3));
    auto const& w = *std::find_if(result.groups.begin(), result.groups.end(),
                                  [](auto const& g) { return g.name == "w"; });
    CHECK(w.year.back() == 12);
    CHECK(w.ratio[0] == Approx(0.8));
    CHECK(w.share_workforce[0] == Approx(0.4));
    CHECK(w.share_reference[0] == Approx(0.5));
}

TEST_CASE("a median of censored replicates is censored, and never a number", "[models][parity]") {
    Workers const soon = [](auto y) { return 4000 + 100 * y; }, never = [](auto) { return 4000; };
    auto const result = assessed(ratio_90, 12, std::vector<Workers>{soon, never, never});
    CHECK(result.median_year == std::nullopt);
    CHECK_FALSE(result.reached);
    CHECK(assessed(ratio_90, 12, std::vector<Workers>{soon, never}).median_year == std::nullopt);
    // The run goes k - 1 years past its end: parity from the last year on is seen, from the year
    // after it is not.
    auto const from = [](std::int32_t year) {
        return Workers([year](auto y) { return y >= year ? 4600 : 4000; });
    };
    CHECK(assessed(ratio_90, 12, std::vector<Workers>{from(12)}).first_year[0] == 12);
    CHECK(assessed(ratio_90, 12, std::vector<Workers>{from(13)}).first_year[0] == std::nullopt);
}

TEST_CASE("differences and shares are judged by their own bounds", "[models][parity]") {
    Workers const path = [](auto y) { return 4000 + 100 * y; };
    auto const difference = assessed("index = \"difference\"\nat_least = -0.04\nk = 1\n", 12,
                                     std::vector<Workers>{path});
    CHECK(difference.first_year[0] == 6); // 0.46 - 0.50
    auto const share = assessed("index = \"share\"\ngroup = \"w\"\nat_least = 0.475\nk = 1\n", 12,
                                std::vector<Workers>{path});
    CHECK(share.first_year[0] == 8);
    auto const men = assessed("index = \"share\"\ngroup = \"m\"\nat_least = 0.475\nk = 1\n", 12,
                              std::vector<Workers>{path});
    CHECK(men.first_year[0] == 0); // over-representation is shown, under-representation decides
    for (auto const& g : share.groups)
        CHECK(g.deciding == (g.name == "w"));
}

TEST_CASE("small groups and noisy ones do not decide; where none decides nothing is reached",
          "[models][parity]") {
    auto const noisy = "index = \"ratio\"\nat_least = 0.9\nk = 1\ngoals = [4]\n";
    // Few people: a ratio of 1 with noise 1 / sqrt(500) = 0.045 decides at a tolerance of 0.1, with
    // 1 / sqrt(300) not.
    auto const pack = [&](int workers) {
        auto const n = std::to_string(workers);
        return pack_from(R"(
years = [0, 20]
groups = ["w", "m"]
[stage.post]
start = { w = )" + n +
                         ", m = " + n + R"( }
[stage.seeking]
start = { w = 500, m = 500 }
[parity.main]
of = "post"
reference = "seeking"
)" + noisy);
    };
    auto const enough = run_study(pack(500), settings_for(pack(500), 5));
    CHECK(enough.parity.first_year[0] == 0);
    CHECK(enough.warnings.empty());
    auto const few = run_study(pack(300), settings_for(pack(300), 5));
    for (auto const& g : few.parity.groups)
        CHECK_FALSE(g.deciding);
    CHECK(few.parity.first_year[0] == std::nullopt);
    CHECK_FALSE(few.parity.reached);
    CHECK(few.parity.goals[0].p == 0.0);
    REQUIRE(few.warnings.size() == 1);
    CHECK(few.warnings[0].find("no group decides on parity") == 0);
}

TEST_CASE("the reference may be a stage or a table that moves; ages hold for both sides",
          "[models][parity]") {
    auto const table = pack_from(R"(
years = [0, 20]
groups = ["w", "m"]
[stage.post]
start = { w = 4000, m = 6000 }
[parity.main]
of = "post"
reference = "moving.csv"
index = "ratio"
at_least = 0.95
k = 1
)");
    auto const moving = run_study(table, settings_for(table, 12));
    auto const& w = *std::find_if(moving.parity.groups.begin(), moving.parity.groups.end(),
                                  [](auto const& g) { return g.name == "w"; });
    CHECK(w.share_reference[0] == Approx(0.5));
    CHECK(w.share_reference[5] == Approx(0.4));
    CHECK(moving.parity.first_year[0] ==
          5); // women's share of the reference falls to theirs of the posts
    // With ages: the base year of the small place, ages 4 to 7.
    Trial const place(pack_named("place"), 2005);
    auto const r = place.run();
    std::int64_t reference = 0, workforce = 0;
    for (std::size_t g = 0; g < 3; ++g) {
        reference += r.parity.front().reference[g];
        workforce += r.parity.front().workforce[g];
    }
    CHECK(reference == place.count(r, Measures::population, {"2000", "*", "4-7", "*"}));
    CHECK(workforce > 0);
    CHECK(workforce <= place.count(r, Measures::workforce, {"2000", "*", "*", "*"}));
}

TEST_CASE("a lens shows the values of its axes only", "[models][parity]") {
    auto pack = pack_named("two_axes");
    auto settings = settings_for(pack, 5);
    settings.parity.lens = {"sex"};
    auto const result = run_study(pack, settings);
    REQUIRE(result.parity.groups.size() == 2);
    for (auto const& g : result.parity.groups)
        CHECK(g.axis == "sex");
    double sum = 0.0;
    for (auto const& g : result.parity.groups)
        sum += g.share_workforce[3];
    CHECK(sum == Approx(1.0));
    settings.parity.lens = {"sex", "origin"};
    CHECK(run_study(pack, settings).parity.groups.size() == 5);
}

TEST_CASE("a workforce or a reference of nobody has no share, and decides nothing",
          "[models][parity]") {
    auto const with = [](std::int64_t workers, std::int64_t reference) {
        Trial const trial(pack_from(town + ratio_90), 12);
        Recording r(trial.measures());
        auto& counts = r.parity.front();
        std::fill(counts.workforce.begin(), counts.workforce.end(), workers);
        std::fill(counts.reference.begin(), counts.reference.end(), reference);
        return parity_of(trial.measures(),
                         std::vector<ParitySeries>(2, ParitySeries(trial.measures(), r)));
    };
    auto const no_workers = with(0, 5000);
    for (auto const& group : no_workers.groups) {
        CHECK(std::isnan(group.share_workforce.back()));
        CHECK(group.share_reference.back() == 0.5);
        CHECK(std::isnan(group.ratio.back()));
        CHECK(std::isnan(group.ratio_low.back()));
        CHECK_FALSE(group.deciding);
    }
    REQUIRE(no_workers.warnings.size() == 1);
    CHECK(no_workers.warnings[0].find("nobody is in the workforce") == 0);
    auto const no_reference = with(5000, 0);
    CHECK(no_reference.groups[0].share_workforce.back() == 0.5);
    CHECK(std::isnan(no_reference.groups[0].ratio.back()));
    CHECK_FALSE(no_reference.reached);
    // The twin: people on both sides have shares, and nothing is warned of.
    auto const both = with(5000, 5000);
    CHECK(both.groups[0].ratio.back() == 1.0);
    CHECK(both.reached);
    CHECK(both.warnings.empty());
}

TEST_CASE("a number that exists in some replicates is their mean", "[models][parity]") {
    Trial const trial(pack_from(town + ratio_90), 12);
    Recording full(trial.measures()), empty(trial.measures());
    auto& counts = full.parity.front();
    std::fill(counts.workforce.begin(), counts.workforce.end(), 10);
    std::fill(counts.reference.begin(), counts.reference.end(), 10);
    auto const result = parity_of(trial.measures(),
                                  std::vector<ParitySeries>{ParitySeries(trial.measures(), empty),
                                                            ParitySeries(trial.measures(), full)});
    CHECK(result.groups[0].ratio.back() == 1.0);
    CHECK(result.first_year[0] == std::nullopt);
}

TEST_CASE("parity may be a number of persons", "[models][parity]") {
    auto const first = [](std::string const& index) {
        auto const pack = pack_from(R"(
years = [0, 12]
groups = ["w", "m"]
[stage.post]
start = { w = 100, m = 900 }
[entry.hire]
to = "post"
mode = "number"
number = { w = 100, m = 0 }
[parity.main]
of = "post"
group = "w"
)" + index + "k = 1\ngoals = [6, 7]\n");
        auto settings = settings_for(pack, 12);
        return run_study(pack, settings).parity;
    };
    auto const count = first("index = \"count\"\nat_least = 750\n");
    CHECK(count.median_year == 7.0); // 100 + 100 x 7 = 800 is the first that reaches it
    CHECK(count.goals[0].p == 0.0);
    CHECK(count.goals[1].p == 1.0);
    CHECK(count.definition == "number of w in post at least 750, 1 year");
    CHECK(first("index = \"share\"\nat_least = 0.47\n").median_year == 7.0); // 800 of 1700
    CHECK(!first("index = \"count\"\nat_least = 5000\n").median_year);
}

TEST_CASE("a group too noisy to decide stands in the way when it is far below",
          "[models][parity]") {
    // Men, who are many, decide; women hold 0.6 of their due, far below by any noise.
    auto const parity = [](std::string const& held) {
        auto const pack = pack_from(R"(
years = [0, 6]
groups = ["w", "m"]
[stage.people]
start = { w = 3000, m = 7000 }
[stage.post]
start = )" + held + R"(
[parity.main]
of = "post"
reference = "people"
at_least = 0.95
k = 1
)");
        return run_study(pack, settings_for(pack, 6)).parity;
    };
    auto const of = [](ParityResult const& result, std::string const& name) {
        return *std::find_if(result.groups.begin(), result.groups.end(),
                             [&](auto const& g) { return g.name == name; });
    };
    auto const below = parity("{ w = 540, m = 2460 }"); // noise 0.0258, above half the tolerance
    CHECK(of(below, "m").deciding);
    CHECK_FALSE(of(below, "w").deciding);
    CHECK(of(below, "w").slack == Approx(2 * 0.6 / std::sqrt(540.0)));
    CHECK(!below.median_year);
    // The twin: a ratio of 0.93, as noisy, hides no more than noise can.
    auto const near = parity("{ w = 837, m = 2163 }");
    CHECK_FALSE(of(near, "w").deciding);
    CHECK(near.median_year == 0.0);
}
