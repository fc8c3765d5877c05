#include "tests/catch.hpp"
#include "tests/models/support.hpp"

// Law 6: zero means absent. What has no effect leaves every bit as it was.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::vector<std::string> digests(Pack const& pack) {
    auto settings = settings_for(pack, pack.base_year + 8);
    settings.replicates = 2;
    return digests_of(pack, settings);
}

//! True when the replaced or added keys leave the digests of the pack alone.
bool same(std::string const& name, std::initializer_list<std::string> added) {
    return digests(pack_named(name, added)) == digests(pack_named(name));
}

} // namespace

TEST_CASE("an exit of chance 0 is no exit", "[models][law6]") {
    CHECK(same("toy", {"stage.work.exit.aside={ to = \"elsewhere\", p = 0 }"}));
    CHECK(same("toy", {"stage.school.exit.aaa={ to = \"work\", p = 0, every_year = true }"}));
    CHECK(same("place", {"stage.skilled.exit.zzz={ to = \"other\", p = 0 }"}));
    CHECK(same("place", {"stage.infant.exit.aaa={ to = \"other\", p = 0 }"}));
    CHECK_FALSE(same("toy", {"stage.work.exit.aside={ to = \"elsewhere\", p = 0.001 }"})); // twins
    CHECK_FALSE(same("place", {"stage.skilled.exit.zzz={ to = \"other\", p = 0.01 }"}));
}

TEST_CASE("a quota of 0 is no quota, though it makes the year run in two sweeps",
          "[models][law6]") {
    CHECK(same("toy", {"stage.work.exit.picked={ to = \"elsewhere\", quota = 0 }"}));
    CHECK(same("place", {"stage.skilled.exit.picked={ to = \"other\", quota = 0 }"}));
    CHECK_FALSE(same("place", {"stage.skilled.exit.picked={ to = \"other\", quota = 1 }"}));
}

TEST_CASE("an entry of nobody is no entry", "[models][law6]") {
    CHECK(same("toy",
               {"entry.more={ to = \"work\", mode = \"number\", number = { w = 0, m = 0 } }"}));
    CHECK(same("two_axes",
               {"entry.aaa={ to = \"study\", mode = \"number\", number = \"nobody.csv\" }"}));
    CHECK_FALSE(same(
        "toy", {"entry.more={ to = \"work\", mode = \"number\", number = { w = 0, m = 1 } }"}));
    CHECK(same("toy", {"entry.late={ to = \"work\", mode = \"number\", number = { w = 5, m = 5 }, "
                       "when = 30 }"})); // beyond the end
}

TEST_CASE("a market without posts and a pool of nobody are none", "[models][law6]") {
    auto const town = [](std::string const& first, std::string const& last) {
        return pack_from(R"(
years = [0, 10]
groups = ["w", "m"]
[stage.seeking]
phase = "separate"
start = { w = 500, m = 700 }
exit.settle = { to = "out", p = 0.1 }
[stage.post]
phase = "separate"
slots = 900
exit.leave = { to = "seeking", p = 0.2 }
)" + first + R"(
[market.jobs]
to = "post"
from = ["seeking"]
demand = { slots = true }
score = { noise = 1.0 }
laid_off_to = "seeking"
)" + last + women_in("post"));
    };
    auto const dreams = [](int slots) {
        return "[stage.dream]\nslots = " + std::to_string(slots) +
               "\n[market.aaa]\nto = \"dream\"\nfrom = [\"seeking\", \"post\"]\ndemand = { slots = "
               "true }\n"
               "score = \"lottery\"\nlaid_off_to = \"out\"\n";
    };
    CHECK(digests(town(dreams(0), "")) == digests(town("", "")));
    CHECK(digests(town("", dreams(0))) == digests(town("", "")));
    CHECK(digests(town(dreams(1), "")) != digests(town("", "")));
    CHECK(same("two_axes", {"market.jobs.from=[\"seeking\", \"pool:commuters\", \"pool:nobody\"]",
                            "pool.nobody={ size = 0, share = \"commuters.csv\" }"}));
    CHECK_FALSE(same("two_axes", {"pool.commuters.size=0"}));
}

TEST_CASE("a beta of 0 and traits that nothing reads change nothing", "[models][law6]") {
    CHECK(same("toy", {"traits={ develop_ages = [0, 20], kappa = 0.1, rho = 0.5 }"}));
    CHECK(same("place", {"stage.skilled.exit.retire.beta={ interest = 0.0 }"}));
    CHECK_FALSE(same("place", {"stage.skilled.exit.leave.beta={ belonging = -0.2 }"}));
}

TEST_CASE("years before the first difference are equal between arms", "[models][law6]") {
    auto const cut = [](Pack const& pack) {
        Trial const trial(pack, 2008);
        auto const r = trial.run();
        std::vector<std::int64_t> cells;
        for (auto const year : {"2000", "2001", "2002", "2003", "2004", "2005", "2006"})
            for (auto const& group : pack.groups)
                for (auto const& stage : pack.stages)
                    cells.push_back(
                        trial.count(r, Measures::stocks, {year, stage.name, "*", "*", group.name}));
        auto const late =
            trial.count(r, Measures::stocks, {"2008", "skilled", "computing", "*", "*"});
        return std::pair(cells, late);
    };
    auto const base = cut(pack_named("place"));
    auto const other =
        cut(pack_named("place", {"market.skilled.demand.growth=\"demand_other.csv\""}));
    CHECK(base.first == other.first);
    CHECK(base.second != other.second);
}
