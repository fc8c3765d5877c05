#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/parity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

// What is said of parity besides the ratio, from counts that are written by hand: every expected
// value is arithmetic on them, and no check is by chance.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::string const three_stages = R"(
years = [0, 60]
groups = ["w", "m"]
[stage.lab]
start = { w = 400, m = 600 }
[stage.clinic]
start = { w = 500, m = 500 }
[stage.plant]
start = { w = 100, m = 900 }
[stage.seeking]
start = { w = 500, m = 500 }
[crosswalk]
table = "work_classes.csv"
)";

std::string const posts = R"(
years = [0, 60]
groups = ["w", "m"]
[stage.post]
start = { w = 400, m = 600 }
[stage.seeking]
start = { w = 500, m = 500 }
)";

//! Women of a number of workers, by year; the reference is half and half.
struct Written {
    std::function<double(std::int32_t)> women;
    double workers = 10000.0;
};

ReplicateSeries replicate(Trial const& trial, Written const& written) {
    Recording r(trial.measures());
    for (auto& counts : r.parity)
        for (std::int32_t y = 0; y <= trial.model().last_year; ++y) {
            auto const at = static_cast<std::size_t>(y) * 2; // groups by name: m, w
            auto const w = std::llround(written.women(y));
            counts.workforce[at] = std::llround(written.workers) - w;
            counts.workforce[at + 1] = w;
            counts.reference[at] = counts.reference[at + 1] = 5000;
        }
    return {trial.measures(), r};
}

GroupSeries const& named(ParityResult const& result, std::string const& name) {
    return *std::find_if(result.groups.begin(), result.groups.end(),
                         [&](auto const& g) { return g.name == name; });
}

} // namespace

TEST_CASE("points, people missing and proportionality follow from the shares",
          "[models][findings]") {
    Trial const trial(pack_from(posts + "[parity.main]\nof = \"post\"\nreference = \"seeking\"\n"
                                        "k = 1\n"),
                      10);
    std::vector<ReplicateSeries> const replicates{replicate(trial, {[](auto) { return 4000.0; }}),
                                                  replicate(trial, {[](auto) { return 4200.0; }}),
                                                  replicate(trial, {[](auto) { return 5600.0; }})};
    auto const found = findings_of(trial.measures(), replicates).main;
    auto const &w = named(found, "w"), &m = named(found, "m");
    // -0.10, -0.08 and +0.06 of a share; what is above proportion is no negative lack.
    CHECK(w.difference.mean[3] == Approx(-0.04));
    CHECK(w.difference.low[3] == Approx(-0.098)); // a tenth of the way to the middle one
    CHECK(w.difference.high[3] == Approx(0.046)); // nine tenths of the way to the last
    CHECK(w.missing.mean[3] == Approx((1000.0 + 800.0 + 0.0) / 3));
    CHECK(m.missing.mean[3] == Approx(600.0 / 3));
    REQUIRE(found.axes.size() == 1);
    // Proportionality is 1 less half the sum of absolute differences; people missing are what it
    // lacks of 1, times the workers.
    CHECK(found.axes[0].proportionality.mean[3] == Approx(1.0 - (0.10 + 0.08 + 0.06) / 3));
    CHECK(found.axes[0].missing.mean[3] ==
          Approx(10000.0 * (1.0 - found.axes[0].proportionality.mean[3])));
    // The twin: a workforce of another size lacks others.
    auto const smaller = findings_of(trial.measures(),
                                     std::vector<ReplicateSeries>{
                                         replicate(trial, {[](auto) { return 2000.0; }, 5000.0})})
                             .main;
    CHECK(named(smaller, "w").missing.mean[3] == Approx(500.0));
    CHECK(named(smaller, "w").difference.mean[3] == Approx(-0.1));
}

TEST_CASE("a workforce of nobody lacks nobody: there is no such number", "[models][findings]") {
    Trial const trial(pack_from(posts + "[parity.main]\nof = \"post\"\nreference = \"seeking\"\n"
                                        "k = 1\n"),
                      10);
    auto const nobody =
        findings_of(trial.measures(),
                    std::vector<ReplicateSeries>{replicate(trial, {[](auto) { return 0.0; }, 0.0})})
            .main;
    CHECK(std::isnan(named(nobody, "w").missing.mean[2]));
    CHECK(std::isnan(nobody.axes[0].proportionality.mean[2]));
}

TEST_CASE("parity in every class waits for the last of them; changes split exactly",
          "[models][findings]") {
    Trial const trial(pack_from(three_stages +
                                "[parity.main]\nworkforce = \"ncses_broad\"\nreference = "
                                "\"seeking\"\nat_least = 0.9\nk = 2\ngoals = [4, 12]\n"),
                      20);
    // Of 10,000 in each class; 4,500 women are parity. Lab from year 2, clinic from 12, plant from
    // 7 on; the plant shrinks to half.
    auto const written = [&](std::int32_t lag) {
        Recording r(trial.measures());
        auto& counts = r.parity[0];
        for (std::int32_t y = 0; y <= trial.model().last_year; ++y)
            for (std::size_t c = 0; c < 3; ++c) {
                std::int32_t const from = (c == 0 ? 2 : c == 1 ? 12 : 7) + lag;
                double const size = c == 2 && y > 0 ? 5000.0 : 10000.0;
                auto const w = std::llround(size * (y >= from ? 0.46 : 0.30));
                auto const at = (static_cast<std::size_t>(y) * 3 + c) * 2;
                counts.by_class[at + 1] = w;
                counts.by_class[at] = std::llround(size) - w;
                counts.workforce[static_cast<std::size_t>(y) * 2 + 1] += w;
                counts.workforce[static_cast<std::size_t>(y) * 2] += std::llround(size) - w;
                counts.reference[static_cast<std::size_t>(y) * 2] = 5000;
                counts.reference[static_cast<std::size_t>(y) * 2 + 1] = 5000;
            }
        return ReplicateSeries(trial.measures(), r);
    };
    auto const found = findings_of(trial.measures(), std::vector<ReplicateSeries>{written(0)});
    REQUIRE(found.main.by_class);
    auto const& twin = *found.main.by_class;
    CHECK(twin.classes ==
          std::vector<std::string>{"science_engineering", "related", "middle_skill"});
    CHECK(twin.class_median[0] == 2.0);
    CHECK(twin.class_median[1] == 12.0);
    CHECK(twin.class_median[2] == 7.0);
    CHECK(twin.median_year == 12.0);
    CHECK(twin.last == "related");
    CHECK(twin.goals[0].p == 0.0);
    CHECK(twin.goals[1].p == 1.0);
    CHECK(found.classes.size() == 3);
    for (auto const& change : twin.change) {
        auto const& group = named(found.main, change.group);
        CHECK(change.total() ==
              Approx(group.share_workforce[static_cast<std::size_t>(change.year)] -
                     group.share_workforce[0])
                  .margin(1e-12));
    }
    // Up to year 4 only the lab has changed, by 0.16, from a third of the workers to two fifths;
    // all classes had the same share at first, so their weights bring the mean of both shares.
    auto const& w4 = *std::find_if(twin.change.begin(), twin.change.end(),
                                   [](auto const& c) { return c.year == 4 && c.group == "w"; });
    CHECK(w4.within == Approx((1.0 / 3 + 0.4) / 2 * 0.16));
    CHECK(w4.between ==
          Approx(0.38 * (0.4 - 1.0 / 3) + 0.30 * (0.4 - 1.0 / 3) + 0.30 * (0.2 - 1.0 / 3)));
    // The twin: a class that never gets there keeps all from it.
    auto const late = findings_of(trial.measures(), std::vector<ReplicateSeries>{written(10)});
    CHECK(late.main.by_class->median_year == std::nullopt);
    CHECK(late.main.by_class->last == "related");
}

TEST_CASE("the inertia bound and the entrant share needed are those of the recursion",
          "[models][findings]") {
    Trial const trial(pack_from(posts + "[parity.main]\nof = \"post\"\nreference = \"seeking\"\n"
                                        "at_least = 0.95\nk = 1\ngoals = [3, 10]\n"),
                      50);
    // Of 100,000 posts a tenth is left each year by every group, and 10,000 come, a tenth of them
    // women: with entrants by halves the share of women is 0.5 - 0.3 x 0.9^t.
    auto const bound_at = [&](double leave) {
        Recording r(trial.measures());
        auto& counts = r.parity[0];
        double women = 20000.0;
        double const posted = 100000.0, come = leave * posted;
        for (std::int32_t y = 0; y <= trial.model().last_year; ++y) {
            auto const at = static_cast<std::size_t>(y) * 2;
            if (y > 0) {
                women = women * (1.0 - leave) + 0.1 * come;
                counts.came[at] = std::llround(0.9 * come);
                counts.came[at + 1] = std::llround(0.1 * come);
            }
            counts.workforce[at + 1] = std::llround(women);
            counts.workforce[at] = std::llround(posted) - std::llround(women);
            counts.reference[at] = counts.reference[at + 1] = 5000;
        }
        return findings_of(trial.measures(), std::vector<ReplicateSeries>{{trial.measures(), r}})
            .main;
    };
    auto const found = bound_at(0.1);
    CHECK(!found.median_year); // with a tenth of women among entrants parity never comes
    REQUIRE(found.inertia);
    CHECK(found.inertia->first_year == 24); // 0.9^23 = 0.0886 is above 0.025 / 0.3, 0.9^24 below
    auto const needed = [&](std::int32_t year) {
        return *std::find_if(found.inertia->needed.begin(), found.inertia->needed.end(),
                             [&](auto const& n) { return n.year == year && n.group == "w"; });
    };
    auto const exact = [](double years) {
        double const kept = std::pow(0.9, years);
        return (0.475 - 0.2 * kept) / (1.0 - kept);
    };
    CHECK(needed(10).needed == Approx(exact(10)).epsilon(1e-4));
    CHECK(needed(3).needed == Approx(exact(3)).epsilon(1e-4));
    CHECK(needed(10).needed < 1.0);
    CHECK(needed(3).needed > 1.0); // not possible
    CHECK(needed(10).simulated == Approx(0.1));
    CHECK(named(found, "w").entrant_share[5] == Approx(0.1));
    CHECK(named(found, "w").entrants.mean[5] == Approx(1000.0));
    CHECK(std::isnan(named(found, "w").entrants.mean[0]));
    // The twin: where half as many leave it takes longer. 0.95^48 = 0.0853, 0.95^49 = 0.0810.
    CHECK(bound_at(0.05).inertia->first_year == 49);
}

TEST_CASE("the inertia bound says which groups are there, and whom it brings down",
          "[models][findings]") {
    Trial const trial(pack_from(posts + "[parity.main]\nof = \"post\"\nreference = \"seeking\"\n"
                                        "at_least = 0.95\nk = 1\n"),
                      50);
    // Of 100,000 posts women leave a fifth and men a tenth a year, as many come as leave, by
    // halves: the share of women goes to a third. It begins at 0.6, above their proportion.
    auto const found = [&](double women_leave) {
        Recording r(trial.measures());
        auto& counts = r.parity[0];
        double women = 60000.0, men = 40000.0;
        for (std::int32_t y = 0; y <= trial.model().last_year; ++y) {
            auto const at = static_cast<std::size_t>(y) * 2;
            if (y > 0) {
                double const come = women_leave * women + 0.1 * men;
                women += come / 2 - women_leave * women;
                men += come / 2 - 0.1 * men;
                counts.came[at] = counts.came[at + 1] = std::llround(come / 2);
            }
            counts.workforce[at + 1] = std::llround(women);
            counts.workforce[at] = std::llround(men);
            counts.reference[at] = counts.reference[at + 1] = 5000;
        }
        return *findings_of(trial.measures(), std::vector<ReplicateSeries>{{trial.measures(), r}})
                    .main.inertia;
    };
    auto const of = [](InertiaBound const& bound, std::string const& name) {
        return *std::find_if(bound.groups.begin(), bound.groups.end(),
                             [&](auto const& g) { return g.group == name; });
    };
    auto const bound = found(0.2);
    REQUIRE(bound.groups.size() == 2);
    CHECK(of(bound, "w").above);
    CHECK(of(bound, "w").fails);
    CHECK(of(bound, "w").first_year == 0); // it had parity, and these entrants take it away
    CHECK(of(bound, "w").index == Approx(2.0 / 3).epsilon(1e-3));
    CHECK_FALSE(of(bound, "m").above);
    CHECK_FALSE(of(bound, "m").fails);
    // The share of men is 2/3 - (2/3 - 0.4) x 0.85^t: 0.475 in year 3 (0.503; 0.474 in year 2).
    CHECK(of(bound, "m").first_year == 3);
    // The twin: where women leave as men do nobody is in the way at the end.
    auto const even = found(0.1);
    CHECK_FALSE(of(even, "w").fails);
    CHECK_FALSE(of(even, "m").fails);
    CHECK(even.first_year);
}

TEST_CASE("presets are the main definition with another workforce", "[models][findings]") {
    auto const pack = pack_from(three_stages + "[parity.main]\nworkforce = \"ncses_broad\"\n"
                                               "reference = \"seeking\"\nk = 1\n");
    auto const result = run_study(pack, settings_for(pack, 5));
    auto const share = [&](std::string const& preset) {
        auto const at = std::find_if(result.presets.begin(), result.presets.end(),
                                     [&](auto const& p) { return p.name == preset; });
        return at == result.presets.end() ? -1.0 : named(*at, "w").share_workforce[0];
    };
    CHECK(share("ncses_broad") == Approx(1000.0 / 3000));
    CHECK(share("census") == Approx(0.4)); // the lab alone
    CHECK(share("pew") == Approx(900.0 / 2000));
    CHECK(share("stemm") == Approx(1000.0 / 3000));
    CHECK(share("related") == Approx(0.5));
    for (auto const& preset : result.presets)
        CHECK(named(preset, "w").share_reference[0] == 0.5);
    // The twin: a pack without a crosswalk has none.
    auto const plain =
        pack_from(posts + "[parity.main]\nof = \"post\"\nreference = \"seeking\"\nk = 1\n");
    CHECK(run_study(plain, settings_for(plain, 5)).presets.empty());
}
