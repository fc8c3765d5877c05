#include "tests/catch.hpp"
#include "tests/models/posts.hpp"

#include "models/parity.hpp"
#include "models/study.hpp"

#include <algorithm>
#include <cmath>

// Residents who take up STEM work wherever it is: exact flows, so that every count is arithmetic
// and no check is by chance.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

/*! In the city 30 women and 50 men a year go from waiting to the lab, 20 and 10 to the plant, which
 *  the definition leaves out; outside nobody lives but who comes by number. From outside 7 women
 * and 3 men a year come to the city and 11 and 13 to the rest, all into the lab at once. 6 women
 * and 4 men a year leave the lab to rest, and 5 women of the rest come back to it a year later.
 */
std::string const flows = R"(
years = [0, 12]
regions = ["city", "outside"]
groups = ["w", "m"]
[stage.waiting]
start = { city = { w = 2000, m = 2000 }, outside = { w = 0, m = 0 } }
exit.start = { to = "lab", quota = { city = { w = 30, m = 50 }, outside = { w = 0, m = 0 } } }
exit.start_apart = { to = "plant", quota = { city = { w = 20, m = 10 }, outside = { w = 0, m = 0 } } }
[stage.lab]
phase = "separate"
start = { city = { w = 100, m = 100 }, outside = { w = 0, m = 0 } }
exit.rest = { to = "resting", quota = { city = { w = 6, m = 4 }, outside = { w = 0, m = 0 } } }
[stage.plant]
phase = "separate"
[stage.resting]
phase = "separate"
exit.again = { to = "lab", quota = { city = { w = 5, m = 0 }, outside = { w = 0, m = 0 } } }
[entry.movers]
to = "lab"
mode = "number"
number = { city = { w = 7, m = 3 }, outside = { w = 11, m = 13 } }
[crosswalk]
table = "lab_and_plant.csv"
[parity.main]
workforce = "ncses_broad"
except = ["plant"]
reference = "residents"
reference_regions = ["city"]
k = 1
)";

GroupSeries const& named(ParityResult const& result, std::string const& name) {
    return *std::find_if(result.groups.begin(), result.groups.end(),
                         [&](auto const& g) { return g.name == name; });
}

ParityResult found_in(std::string const& toml, std::int32_t end = 6) {
    auto const pack = pack_from(toml);
    return run_study(pack, settings_for(pack, end)).parity;
}

} // namespace

TEST_CASE("residents who take up STEM work are counted wherever it is, movers apart",
          "[models][careers]") {
    auto const found = found_in(flows);
    auto const &w = named(found, "w"), &m = named(found, "m");
    CHECK(std::isnan(w.careers.hired.mean[0])); // nobody moves in the base year
    for (std::size_t year = 2; year <= 6; ++year) {
        CHECK(w.careers.hired.mean[year] == 30.0 + 20.0 + 5.0);
        CHECK(m.careers.hired.mean[year] == 50.0 + 10.0);
        CHECK(found.careers.hired.mean[year] == 115.0);
        CHECK(w.careers.moved_in.mean[year] == 7.0);
        CHECK(m.careers.moved_in.mean[year] == 3.0);
        CHECK(w.careers.returned.mean[year] == 5.0);
        CHECK(m.careers.returned.mean[year] == 0.0);
        // The twin: who comes into the workforce of the definition, movers and people outside
        // included and the plant left out, is another number.
        CHECK(w.entrants.mean[year] == 30.0 + 5.0 + 7.0 + 11.0);
        CHECK(w.residents.mean[year] == 30.0 + 5.0 + 7.0);
        CHECK(w.residents.mean[year] != w.careers.hired.mean[year]);
        CHECK(w.entrants.mean[year] != w.careers.hired.mean[year]);
    }
    // In the first year nobody rests who could come back.
    CHECK(w.careers.hired.mean[1] == 50.0);
    CHECK(w.careers.returned.mean[1] == 0.0);
}

TEST_CASE("people of several groups are counted once together", "[models][careers]") {
    std::string two_axes = R"(
years = [0, 8]
[axes]
origin = ["a", "b"]
sex = ["women", "men"]
[stage.waiting]
start = { women = { a = 500, b = 500 }, men = { a = 500, b = 500 } }
exit.start = { to = "post", quota = { women = { a = 10, b = 20 }, men = { a = 40, b = 80 } } }
[stage.post]
phase = "separate"
start = { women = { a = 50, b = 50 }, men = { a = 50, b = 50 } }
[parity.main]
of = "post"
reference = "waiting"
together = ["women", "b"]
k = 1
)";
    auto const found = found_in(two_axes, 4);
    CHECK(named(found, "women").careers.hired.mean[3] == 30.0);
    CHECK(named(found, "b").careers.hired.mean[3] == 100.0);
    CHECK(named(found, "women+b").careers.hired.mean[3] == 110.0);
    CHECK(named(found, "women+b").careers.hired.mean[3] != 130.0); // women of b twice
    CHECK(found.careers.hired.mean[3] == 150.0);
}

TEST_CASE("those hired by a market are careers, those of its pool move in", "[models][careers]") {
    // 100 posts a year, all taken by seekers, who score higher than the pool; the pool has what is
    // left when 40 seekers come a year.
    std::string const market = R"(
years = [0, 8]
groups = ["w", "m"]
[stage.seeking]
phase = "separate"
[stage.post]
phase = "separate"
start = { w = 10, m = 10 }
[entry.seekers]
to = "seeking"
mode = "number"
number = { w = 25, m = 15 }
[pool.outside]
size = { w = 300, m = 300 }
[market.jobs]
to = "post"
from = ["seeking", "pool:outside"]
demand = { flow = 100 }
score = "lottery"
[parity.main]
of = "post"
reference = "seeking"
k = 1
)";
    auto const pack = pack_from(market);
    auto const result = run_study(pack, settings_for(pack, 5));
    auto const& hires = result.tables[Measures::hires];
    REQUIRE(hires.strata.size() == 5);
    CHECK(hires.strata[3].name == "home");
    CHECK(hires.strata[3].values == std::vector<std::string>{"all"});
    for (std::size_t year = 1; year <= 5; ++year) {
        CHECK(result.parity.careers.hired.mean[year] + result.parity.careers.moved_in.mean[year] ==
              100.0);
        CHECK(result.parity.careers.moved_in.mean[year] > 0.0);
        std::int64_t seekers = 0; // by source: seeking, post, outside; one region, two groups
        for (std::size_t group = 0; group < 2; ++group)
            seekers += hires.sum[(year * 3 + 0) * 2 + group];
        CHECK(result.parity.careers.hired.mean[year] == static_cast<double>(seekers));
    }
}

TEST_CASE("who had such work before is told only where years of STEM work say so",
          "[models][careers]") {
    auto narrow = flows;
    narrow.replace(narrow.find("\"ncses_broad\"\nexcept = [\"plant\"]"), 32,
                   "\"science_engineering\"");
    auto const found = found_in(narrow);
    // Years in the plant are years of STEM work, but none of science and engineering.
    CHECK(std::isnan(named(found, "w").careers.returned.mean[3]));
    CHECK(named(found, "w").careers.hired.mean[3] == 35.0);
    CHECK(std::isfinite(named(found_in(flows), "w").careers.returned.mean[3]));
}

TEST_CASE("where all posts are filled from outside nobody starts, and nothing is kept of it",
          "[models][careers]") {
    auto const pack = posts("4000", fill + "share = { w = 0.5, m = \"rest\" }\n");
    auto const found = run_study(pack, settings_for(pack, 5)).parity;
    CHECK(found.careers.hired.mean.empty());
    CHECK(found.groups.front().careers.moved_in.mean.empty());
    CHECK(found.entrants.mean[2] > 0.0);
    CHECK_FALSE(found_in(flows).careers.hired.mean.empty()); // the twin
}

TEST_CASE("stocks and hires are counted by region of home", "[models][careers]") {
    auto const pack = pack_from(flows);
    Trial const trial(pack, 6);
    auto const r = trial.run();
    auto const at = [&](char const* home, char const* group) {
        return trial.count(r, Measures::stocks, {"5", "lab", "*", home, group});
    };
    // 100 at first; five years of 30 and 7 more and 6 less, of which 5 come back from year 2 on.
    CHECK(at("city", "w") == 100 + 5 * (30 + 7 - 6) + 4 * 5);
    CHECK(at("outside", "w") == 5 * 11);
    CHECK(at("*", "w") == at("city", "w") + at("outside", "w"));
    // The twin: where every home is of the reference they are not told apart.
    auto all = flows;
    all.replace(all.find("reference_regions = [\"city\"]\n"), 29, "");
    Trial const nation(pack_from(all), 6);
    auto const whole = nation.run();
    CHECK(nation.count(whole, Measures::stocks, {"5", "lab", "*", "all", "w"}) == at("*", "w"));
    CHECK_THROWS(nation.count(whole, Measures::stocks, {"5", "lab", "*", "city", "w"}));
}
