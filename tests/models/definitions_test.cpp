#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/labels.hpp"
#include "models/parity_judged.hpp"
#include "models/study.hpp"

#include <algorithm>
#include <cmath>

// Several definitions of parity in one run, by region, crossed, and who comes into their workforce.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

//! Numbers that come each year fix every stock: nothing here is by chance.
std::string const two_regions = R"(
years = [0, 20]
regions = ["north", "south"]
[axes]
origin = ["a", "b"]
sex = ["women", "men"]
[stage.post]
start = "posts_by_region.csv"
[stage.seeking]
start = "seekers_by_region.csv"
[entry.come]
to = "post"
mode = "number"
number = "come_by_region.csv"
)";

RunSettings all_of(Pack const& pack, std::int32_t end) {
    auto settings = settings_for(pack, end);
    settings.beside.assign(pack.parity.begin() + 1, pack.parity.end());
    return settings;
}

GroupSeries const& named(ParityResult const& result, std::string const& axis,
                         std::string const& name) {
    auto const at = std::find_if(result.groups.begin(), result.groups.end(),
                                 [&](auto const& g) { return g.axis == axis && g.name == name; });
    INFO(axis << " " << name);
    REQUIRE(at != result.groups.end());
    return *at;
}

} // namespace

TEST_CASE("a definition counts the regions that it names, and others stand beside it",
          "[models][definitions]") {
    auto const pack = pack_from(two_regions + R"(
[parity.main]
of = "post"
reference = "seeking"
reference_regions = ["north"]
lens = ["sex", "region"]
together = ["women", "b"]
k = 1
goals = [10]
[parity.residents]
of = "post"
reference = "seeking"
regions = ["north"]
reference_regions = ["north"]
)");
    auto const result = run_study(pack, all_of(pack, 10));
    auto const& main = result.parity;
    REQUIRE(result.beside.size() == 1);
    auto const& residents = result.beside[0];
    CHECK(residents.name == "residents");
    CHECK(residents.goals.size() == 1); // as main has them
    // Posts: north 100 women and 100 men, south 50 and 250. Seekers of the north: 300 and 100.
    CHECK(named(main, "sex", "women").share_workforce[0] == Approx(150.0 / 500));
    CHECK(named(main, "sex", "women").share_reference[0] == Approx(0.75));
    CHECK(named(residents, "sex", "women").share_workforce[0] == Approx(0.5));
    CHECK(named(residents, "sex", "women").share_reference[0] == Approx(0.75));
    CHECK(named(main, "region", "north").share_workforce[0] == Approx(200.0 / 500));
    CHECK(named(main, "region", "north").share_reference[0] == 1.0);
    CHECK(std::isnan(named(main, "region", "south").ratio[0]));
    // Who comes: north 40 women and 20 men a year, south 10 and 30.
    CHECK(named(main, "sex", "women").entrants.mean[4] == 50.0);
    CHECK(named(main, "sex", "women").residents.mean[4] == 40.0);
    CHECK(main.residents_apart);
    CHECK(main.entrants.mean[4] == 100.0);
    CHECK(main.residents.mean[4] == 60.0);
    CHECK(residents.entrants.mean[4] == 60.0);
    CHECK_FALSE(residents.residents_apart);
    // Women of both origins and men of origin b: of the north 40 and 10.
    auto const& together = named(main, "together", "women+b");
    CHECK(together.label == "women or b");
    CHECK(together.residents.mean[4] == 50.0);
    CHECK_FALSE(together.deciding);
    CHECK(std::isinf(together.slack));
    // After ten years: 150 + 500 women of 500 + 1000.
    CHECK(named(main, "sex", "women").share_workforce[10] == Approx(650.0 / 1500));
    auto const& entrants = result.tables[Measures::entrants];
    CHECK(entrants.strata[1].values == std::vector<std::string>{"main", "residents"});
    CHECK(main.definition.find("living in north") != std::string::npos);
}

TEST_CASE("axes crossed are the joint groups", "[models][definitions]") {
    auto const with = [](std::string const& lens) {
        auto const pack = pack_from(two_regions +
                                    "[parity.main]\nof = \"post\"\nreference = "
                                    "\"seeking\"\nk = 1\nlens = " +
                                    lens + "\n");
        return run_study(pack, all_of(pack, 5)).parity;
    };
    auto const crossed = with("[\"sex.origin\"]"); // whatever the order: sorted
    REQUIRE(crossed.groups.size() == 4);
    double sum = 0.0;
    for (auto const& group : crossed.groups) {
        CHECK(group.axis == "origin.sex");
        sum += group.share_workforce[2];
    }
    CHECK(sum == Approx(1.0));
    CHECK(named(crossed, "origin.sex", "a.women").label == "a women");
    auto const apart = with("[\"sex\"]");
    CHECK(named(crossed, "origin.sex", "a.women").share_workforce[2] +
              named(crossed, "origin.sex", "b.women").share_workforce[2] ==
          Approx(named(apart, "sex", "women").share_workforce[2]));
    // The twin: the joint groups are not the values of one axis.
    CHECK(apart.groups.size() == 2);
    CHECK(named(crossed, "origin.sex", "a.women").share_workforce[2] !=
          Approx(named(apart, "sex", "women").share_workforce[2]));
}

TEST_CASE("with two axes the main definition is judged by their joint groups as well",
          "[models][definitions]") {
    auto const pack = pack_from(two_regions + "[parity.main]\nof = \"post\"\nreference = "
                                              "\"seeking\"\nk = 1\n");
    auto const result = run_study(pack, all_of(pack, 5));
    REQUIRE(result.crossed.size() == 1);
    auto const& crossed = result.crossed[0];
    CHECK(crossed.name == "origin.sex");
    REQUIRE(crossed.groups.size() == 4);
    // Posts: 90 women of a, 60 of b, 270 men of a, 80 of b. Seekers: 210, 110, 100, 80.
    CHECK(named(crossed, "origin.sex", "a.women").ratio[0] == Approx((90.0 / 500) / (210.0 / 500)));
    CHECK(named(crossed, "origin.sex", "b.women").ratio[0] == Approx((60.0 / 500) / (110.0 / 500)));
    CHECK(named(crossed, "origin.sex", "b.women").entrants.mean[2] == 15.0);
    // It decides nothing of the main definition, whose groups are as they were.
    CHECK(result.parity.groups.size() == 4);
    for (auto const& group : result.parity.groups)
        CHECK(group.axis != "origin.sex");
    // The twin: a lens that has the joint groups itself, or one axis alone, has no such crossing.
    for (char const* lens : {"[\"sex\", \"origin\", \"origin.sex\"]", "[\"sex\"]"}) {
        auto const other = pack_from(two_regions +
                                     "[parity.main]\nof = \"post\"\nreference = "
                                     "\"seeking\"\nk = 1\nlens = " +
                                     lens + "\n");
        CHECK(run_study(other, all_of(other, 5)).crossed.empty());
    }
}

TEST_CASE("counting more leaves the digest as it is", "[models][definitions]") {
    auto const plain = pack_from(two_regions + "[parity.main]\nof = \"post\"\nk = 1\n");
    auto const more =
        pack_from(two_regions + "[parity.main]\nof = \"post\"\nk = 1\n"
                                "[parity.north]\nof = \"post\"\nregions = "
                                "[\"north\"]\n[measure.posts]\nstages = [\"post\"]\n");
    auto const one = run_study(plain, all_of(plain, 6)), two = run_study(more, all_of(more, 6));
    CHECK(one.digest == two.digest);
    auto other = all_of(more, 6); // the twin
    other.end_year = 7;
    CHECK(run_study(more, other).digest != one.digest);
    // Ages of another definition cut the bands of the population table, and nothing else.
    auto place = pack_named("place");
    auto const before = run_study(place, settings_for(place, 2008));
    auto settings = settings_for(place, 2008);
    settings.beside.push_back(settings.parity);
    settings.beside.back().name = "young";
    settings.beside.back().from_age = 3;
    settings.beside.back().to_age = 5;
    auto const after = run_study(place, settings);
    CHECK(before.digest == after.digest);
    CHECK(after.tables[0].strata[2].values.size() > before.tables[0].strata[2].values.size());
    CHECK(before.parity.groups[0].ratio == after.parity.groups[0].ratio);
}

TEST_CASE("stocks change by those who come and those who leave, in every group and year",
          "[models][definitions]") {
    auto const pack = pack_from(R"(
years = [0, 20]
groups = ["w", "m"]
[stage.seeking]
start = { w = 900, m = 900 }
phase = "separate"
exit.quit = { to = "out", p = 0.1 }
[stage.low]
phase = "separate"
start = { w = 200, m = 300 }
exit.leave = { to = "seeking", p = { w = 0.2, m = 0.1 } }
exit.rise = { to = "high", p = 0.1 }
[stage.high]
phase = "separate"
start = { w = 50, m = 100 }
exit.retire = { to = "out", p = 0.1 }
[entry.come]
to = "seeking"
mode = "number"
number = { w = 100, m = 100 }
[market.low]
to = "low"
from = ["seeking"]
demand = { growth = 0.0 }
score = "lottery"
laid_off_to = "seeking"
[parity.main]
of = "low"
k = 1
[measure.work]
stages = ["low", "high"]
)");
    Trial const trial(pack, all_of(pack, 15));
    auto const r = trial.run(3);
    for (std::int32_t y = 1; y <= 15; ++y)
        for (std::string const g : {"w", "m"}) {
            auto const came = [&](std::string const& into) {
                return trial.count(r, Measures::entrants, {std::to_string(y), into, "*", g});
            };
            auto const stock = [&](std::string const& stage, std::int32_t year) {
                return trial.stock(r, year, stage, g);
            };
            // Into the low posts come those hired; rising is no way into work as a whole.
            CHECK(came("main") == trial.hires(r, y, "low", g));
            CHECK(came("work") == trial.hires(r, y, "low", g));
            CHECK(stock("low", y) - stock("low", y - 1) == came("main") -
                                                               trial.flow(r, y, "low.leave", g) -
                                                               trial.flow(r, y, "low.rise", g));
            auto const group = static_cast<std::size_t>(g == "w" ? 1 : 0);
            auto const at = static_cast<std::size_t>(y) * 2 + group;
            // stock, entrants and leavers of the measure
            CHECK(r.lines[0].value[at] == static_cast<double>(stock("low", y) + stock("high", y)));
            CHECK(r.lines[1].value[at] == static_cast<double>(came("work")));
            CHECK(r.lines[2].value[at] == static_cast<double>(trial.flow(r, y, "low.leave", g) +
                                                              trial.flow(r, y, "high.retire", g)));
        }
    CHECK(trial.count(r, Measures::entrants, {"0", "*", "*", "*"}) == 0);
    // The twin: who rises comes into the high posts, and they are counted where that is asked.
    auto high = all_of(pack, 15);
    high.parity.workforce = "high";
    Trial const upper(pack, high);
    auto const of_high = upper.run(3);
    CHECK(upper.count(of_high, Measures::entrants, {"5", "main", "*", "*"}) ==
          upper.flow(of_high, 5, "low.rise"));
    CHECK(upper.count(of_high, Measures::entrants, {"5", "main", "*", "*"}) !=
          upper.hires(of_high, 5, "low"));
}

TEST_CASE("in a place people arrive into work and die in it", "[models][definitions]") {
    Trial const place(pack_named("place"), 2008);
    auto const r = place.run();
    std::int64_t hired = 0, came = 0;
    for (std::int32_t y = 2001; y <= 2008; ++y) {
        hired += place.count(r, Measures::hires, {std::to_string(y), "*", "*", "*", "*"});
        came += place.count(r, Measures::entrants, {std::to_string(y), "main", "*", "*"});
    }
    CHECK(came > 0);
    // Hires within the ages of the definition, and arrivals in skilled work; those hired at other
    // ages are no entrants of it.
    CHECK(came != hired);
    CHECK(std::abs(came - hired) < hired);
}

TEST_CASE("entrants as the reference is make the run its own inertia bound",
          "[models][definitions]") {
    auto const pack = [](double share) {
        return pack_from(R"(
years = [0, 60]
groups = ["w", "m"]
[stage.post]
slots = 20000
start = { share = { w = 0.2, m = 0.8 } }
exit.leave = { to = "out", p = { w = 0.12, m = 0.1 } }
[stage.people]
start = { w = 5000, m = 5000 }
[entry.hire]
to = "post"
mode = "to_fill"
draw = "exact"
share = { w = )" + std::to_string(share) +
                         R"(, m = "rest" }
[parity.main]
of = "post"
reference = "people"
at_least = 0.85
k = 2
)");
    };
    auto const fair = pack(0.5);
    auto const found = run_study(fair, settings_for(fair, 55)).parity;
    REQUIRE(found.inertia);
    REQUIRE(found.median_year);
    CHECK(found.inertia->first_year == static_cast<std::int32_t>(*found.median_year));
    // The twin: where fewer women come the run is later than its bound, or never there.
    auto const unfair = pack(0.3);
    auto const late = run_study(unfair, settings_for(unfair, 55)).parity;
    CHECK(late.inertia->first_year);
    CHECK(!late.median_year);
}

TEST_CASE("regions have labels for readers, and only those that there are",
          "[models][definitions]") {
    std::string const definition = "[parity.main]\nof = \"post\"\nreference = \"seeking\"\n"
                                   "reference_regions = [\"north\", \"south\"]\n";
    auto const pack =
        pack_from(two_regions + "[labels.regions]\nnorth = \"the North\"\n" + definition);
    CHECK(regions_label(pack, {"north"}) == "the North");
    CHECK(regions_label(pack, {"north", "south"}) == "the North and south");
    CHECK(regions_label(pack, {}).empty());
    CHECK(group_label(pack, "north") == "the North");
    CHECK(definition_words(pack, pack.parity.front()).find("living in the North and south") !=
          std::string::npos);
    CHECK_THROWS_WITH(pack_from(two_regions + "[labels.regions]\neast = \"x\"\n" + definition),
                      Catch::Matchers::Contains("labels.regions.east"));
}

TEST_CASE("a workforce may have a label, in place of what it consists of",
          "[models][definitions]") {
    auto const pack = pack_from(two_regions + "[parity.main]\nlabel = \"jobs in the city\"\n"
                                              "of = \"post\"\nregions = [\"north\"]\nk = 1\n");
    auto const result = run_study(pack, all_of(pack, 5));
    CHECK(result.parity.label == "jobs in the city");
    CHECK(result.parity.in_short.find("share of jobs in the city over") != std::string::npos);
    CHECK(result.parity.in_short.find("living in north") == std::string::npos);
    CHECK(result.parity.definition.find("share of post of people living in north over") !=
          std::string::npos);
    CHECK(result.crossed[0].label == "jobs in the city");
}
