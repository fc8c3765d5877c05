#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

#include <cmath>

// What becomes of field and credential of one who moves.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

Pack college(std::string const& shares) {
    return pack_from(R"(
years = [0, 5]
groups = ["w", "m"]
fields = ["none", "left", "right"]
credentials = ["none", "low", "high"]
[stage.college]
start = { total = 80000, share = { w = 0.5, m = 0.5 }, ages = "young_and_old.csv" }
exit.graduate = { to = "work", p = 0.5, credential = "high", field = )" +
                     shares + R"( }
[stage.work]
phase = "separate"
exit.change = { to = "other", p = 0.3, credential = "low" }
exit.drop = { to = "other", p = 0.3, field = "left" }
[stage.other]
[parity.main]
of = "work"
reference = "college"
index = "ratio"
at_least = 0.9
k = 1
)");
}

std::map<sim::PersonKey, Standing> after(Pack const& pack, std::int32_t years) {
    Trial const trial(pack, 3);
    People people(trial.model());
    people.start();
    for (std::int32_t y = 1; y <= years; ++y)
        people.year(y);
    return people.living();
}

} // namespace

TEST_CASE("a drawn field follows its shares by group and years in stage", "[models][field]") {
    // field_shares.csv: left w 0.2 when new, 0.6 with 20 years; m 0.5 and 0.1.
    Trial const trial(college("\"field_shares.csv\""), 3);
    People people(trial.model());
    people.start();
    auto const before = people.living();
    people.year(1);
    std::map<std::pair<std::uint32_t, bool>, std::array<double, 2>> cells; // movers, left
    for (auto const& [key, p] : people.living())
        if (p.stage == 1) {
            auto& cell = cells[{p.group, before.at(key).since == -20}];
            ++cell[0];
            cell[1] += p.field == 1;
            CHECK(p.field != 0);
            CHECK(p.credential == 2);
        }
    double const law[2][2]{{0.5, 0.1}, {0.2, 0.6}}; // m, w
    CHECK(cells.size() == 4);
    for (auto const& [where, n] : cells) {
        double const p = law[where.first][where.second], twin = law[where.first][!where.second];
        CHECK(std::abs(sigmas(n[1], n[0] * p, n[0] * p * (1 - p))) < sigma_bound);
        CHECK(std::abs(sigmas(n[1], n[0] * twin, n[0] * p * (1 - p))) > sigma_bound);
    }
}

TEST_CASE("a larger share of one field moves people only into that field",
          "[models][field][race]") {
    // Odds 1 : 1 : 2 and 1 : 3 : 2.
    auto const before = after(college("{ none = 0.25, left = 0.25, right = 0.5 }"), 1);
    auto const raised =
        after(college("{ none = 0.16666666666666666, left = 0.5, right = 0.3333333333333333 }"), 1);
    int into = 0, elsewhere = 0;
    for (auto const& [key, p] : before) {
        auto const& now = raised.at(key);
        CHECK(p.stage == now.stage);
        if (p.field != now.field)
            ++(now.field == 1 ? into : elsewhere);
    }
    CHECK(into > 5000);
    CHECK(elsewhere == 0);
}

TEST_CASE("credentials are never lost, fields are kept or set", "[models][field]") {
    for (auto const& [key, p] : after(college("{ none = 0.0, left = 0.25, right = 0.75 }"), 3))
        if (p.stage != 0)
            CHECK(p.credential == 2); // "low" of a later exit takes nothing away
    // `drop` sets the field to left, `change` keeps it: who stands elsewhere with field right came
    // by `change`.
    Trial const trial(college("{ none = 0.0, left = 0.25, right = 0.75 }"), 3);
    auto const r = trial.run();
    auto const right = trial.count(r, Measures::stocks, {"2", "other", "right", "*", "*"});
    auto const changed = static_cast<double>(trial.flow(r, 2, "work.change"));
    CHECK(std::abs(sigmas(static_cast<double>(right), changed * 0.75, changed * 0.1875)) <
          sigma_bound);
    CHECK(trial.count(r, Measures::stocks, {"2", "other", "*", "*", "*"}) ==
          trial.flow(r, 2, "work.change") + trial.flow(r, 2, "work.drop"));
}
