#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/study.hpp"

// Tables agree with each other and with the flows between two year ends.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

using Where = std::vector<std::string>;

} // namespace

TEST_CASE("population is all stocks; workforce is the stocks of the crosswalk",
          "[models][measures]") {
    Trial const trial(pack_named("place"), 2008);
    auto const r = trial.run();
    for (int y = 2000; y <= 2010; ++y) {
        auto const year = std::to_string(y);
        for (char const* kin : {"red", "green", "blue"}) {
            auto const total = trial.count(r, Measures::stocks, {year, "*", "*", "*", kin});
            CHECK(total == trial.count(r, Measures::population, {year, "*", "*", kin}));
            CHECK(total > 0);
            CHECK(trial.count(r, Measures::workforce, {year, "science_engineering", "*", kin}) ==
                  trial.count(r, Measures::stocks, {year, "skilled", "computing", "*", kin}));
            CHECK(trial.count(r, Measures::workforce, {year, "related", "*", kin}) ==
                  trial.count(r, Measures::stocks, {year, "skilled", "health", "*", kin}));
            CHECK(trial.count(r, Measures::workforce, {year, "middle_skill", "*", kin}) == 0);
        }
    }
    // Twin: the crosswalk does not count those who seek.
    CHECK(trial.count(r, Measures::workforce, {"2005", "*", "*", "*"}) <
          trial.count(r, Measures::stocks, {"2005", "skilled", "*", "*", "*"}) +
              trial.stock(r, 2005, "seeking"));
    CHECK(r.persons == trial.count(r, Measures::population, {"2010", "*", "*", "*"}));
    CHECK(r.base_persons == trial.count(r, Measures::population, {"2000", "*", "*", "*"}));
}

TEST_CASE("the population changes by births, arrivals and leavers alone",
          "[models][measures][conservation]") {
    Trial const trial(pack_named("place"), 2008);
    for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
        auto const r = trial.run(replicate);
        for (int y = 2001; y <= 2010; ++y)
            for (char const* kin : {"red", "green", "blue"}) {
                auto const vital = [&](char const* event) {
                    return trial.count(r, Measures::vital, {std::to_string(y), event, kin});
                };
                CHECK(trial.stock(r, y, "*", kin) - trial.stock(r, y - 1, "*", kin) ==
                      vital("births") + vital("arrivals") - vital("leavers"));
            }
    }
}

TEST_CASE("every stage changes by what flows in and out", "[models][measures][conservation]") {
    Trial const trial(pack_named("toy"), 30);
    auto const r = trial.run();
    for (int y = 1; y <= 30; ++y)
        for (char const* group : {"w", "m"}) {
            auto const flow = [&](char const* exit) { return trial.flow(r, y, exit, group); };
            auto const change = [&](char const* stage) {
                return trial.stock(r, y, stage, group) - trial.stock(r, y - 1, stage, group);
            };
            CHECK(change("work") == flow("school.graduate") + flow("elsewhere.return") -
                                        flow("work.leave") - flow("work.limit"));
            CHECK(change("elsewhere") == flow("school.fail") + flow("school.drop_out") +
                                             flow("work.leave") - flow("elsewhere.return") -
                                             flow("elsewhere.settle"));
            auto const entered = change("school") + flow("school.graduate") + flow("school.fail") +
                                 flow("school.drop_out");
            CHECK((group[0] == 'm' ? entered == 100
                                   : entered == 100 || entered == 101)); // 100.5 girls a year
        }
}

TEST_CASE("a post is filled by hires and left by exits and lay-offs",
          "[models][measures][conservation]") {
    Trial const trial(pack_named("two_axes"), 10);
    auto const r = trial.run();
    std::int64_t laid_off = 0;
    for (int y = 1; y <= 10; ++y)
        for (auto const& group : trial.pack().groups) {
            auto const lost =
                trial.count(r, Measures::laid_off, {std::to_string(y), "jobs", group.name});
            laid_off += lost;
            CHECK(
                trial.stock(r, y, "post", group.name) - trial.stock(r, y - 1, "post", group.name) ==
                trial.hires(r, y, "jobs", group.name) - trial.flow(r, y, "post.leave", group.name) -
                    trial.flow(r, y, "post.limit", group.name) - lost);
        }
    CHECK(laid_off >= 0);
}

TEST_CASE("sums over replicates are sums of integers, and their squares", "[models][measures]") {
    auto const pack = pack_named("toy");
    auto settings = settings_for(pack, 10);
    settings.replicates = 4;
    auto const result = run_study(pack, settings);
    Trial const trial(pack, settings);
    std::vector<Recording> single;
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate)
        single.push_back(trial.run(replicate));
    for (std::size_t t = 0; t < result.tables.size(); ++t)
        for (std::size_t i = 0; i < result.tables[t].sum.size(); ++i) {
            std::int64_t sum = 0, squares = 0;
            for (auto const& r : single) {
                sum += r.tables[t][i];
                squares += r.tables[t][i] * r.tables[t][i];
            }
            REQUIRE(result.tables[t].sum[i] == sum);
            REQUIRE(static_cast<std::int64_t>(result.tables[t].sum_squares[i]) == squares);
        }
}
