#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

#include <array>
#include <tuple>

// Exits as probabilities and log-odds (F2): flows equal their law by everything that a table may
// depend on.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::string const ending = R"(
[parity.main]
of = "post"
reference = "gone"
index = "ratio"
at_least = 0.9
k = 1
)";

Pack by_tenure() {
    return pack_from(R"(
years = [0, 9]
groups = ["w", "m"]
[stage.post]
start = { total = 120000, share = { w = 0.4, m = 0.6 }, ages = "young_and_old.csv" }
exit.leave = { to = "gone", p = "hazards.csv" }
exit.move = { to = "gone", p = "by_year.csv" }
[stage.gone]
)" + ending);
}

double hazard(std::int32_t tenure, std::uint32_t group) {
    if (tenure >= 5)
        return 0.04;
    bool const women = group == 1; // groups are held by name: m, w
    return tenure == 0 ? (women ? 0.12 : 0.10) : (women ? 0.08 : 0.06);
}

using Class = std::tuple<std::int32_t, std::int32_t, std::uint32_t>; // year, years in stage, group
struct Count {
    double at_risk = 0, left = 0;
};

std::map<Class, Count> leavers() {
    Trial const trial(by_tenure(), 8);
    People people(trial.model());
    people.start();
    std::map<Class, Count> classes;
    for (std::int32_t year = 1; year <= 4; ++year) {
        auto const before = people.living();
        people.year(year);
        auto const after = people.living();
        for (auto const& [key, person] : before)
            if (person.stage == 0) {
                auto& count = classes[{year, year - 1 - person.since, person.group}];
                ++count.at_risk;
                count.left += after.at(key).stage != 0;
            }
    }
    return classes;
}

//! The greatest deviation, in sigma, of those who left a class from their number times the chance
//! that is claimed.
template <class Claim>
double worst_gap(std::map<Class, Count> const& classes, Claim claim) {
    double worst = 0.0;
    for (auto const& [where, n] : classes) {
        double const p = std::apply(claim, where);
        worst = std::max(worst, std::abs(sigmas(n.left, n.at_risk * p, n.at_risk * p * (1.0 - p))));
    }
    return worst;
}

double of_year(std::int32_t year) { return year < 2 ? 0.05 : (year == 2 ? 0.25 : 0.01); }

} // namespace

TEST_CASE("chances by group, years in stage and calendar year", "[models][exits]") {
    auto const law = [](auto year, auto tenure, auto group) {
        return hazard(tenure, group) + of_year(year);
    };
    auto const classes = leavers();
    CHECK(classes.size() == 16);
    CHECK(worst_gap(classes, law) < sigma_bound);
    // Twins: the year before's figures, the class below's, the other group's, and a chance that is
    // wrong by a tenth.
    CHECK(worst_gap(classes, [&](auto y, auto t, auto g) { return law(y - 1, t, g); }) >
          sigma_bound);
    CHECK(worst_gap(classes, [&](auto y, auto t, auto g) {
              return law(y, std::max(t - 1, 0), g);
          }) > sigma_bound);
    CHECK(worst_gap(classes, [&](auto y, auto t, auto g) { return law(y, t, 1 - g); }) >
          sigma_bound);
    CHECK(worst_gap(classes, [&](auto y, auto t, auto g) { return 1.1 * law(y, t, g); }) >
          sigma_bound);
}

TEST_CASE("log-odds are a softmax against staying; beta shifts them by trait", "[models][exits]") {
    Trial const trial(pack_from(R"(
years = [0, 3]
groups = ["w", "m"]
traits = { develop_ages = [0, 0], kappa = 0.5, rho = 0.3 }
[stage.post]
start = { w = 200000, m = 200000 }
exit.high = { to = "gone", log_odds = { w = -1.0, m = -2.0 } }
exit.low = { to = "other", log_odds = -1.5, beta = { preparation = 0.7 } }
[stage.gone]
[stage.other]
)" + ending),
                      1);
    People people(trial.model());
    people.start();
    auto const before = people.living();
    people.year(1);
    auto const after = people.living();
    struct Sums {
        double gone = 0, other = 0, expected_gone = 0, expected_other = 0, var_gone = 0,
               var_other = 0;
    };
    // Twin: without beta. Both over those above and those below the mean of the trait.
    std::array<Sums, 4> right{}, twin{};
    for (auto const& known : before) {
        auto const& person = known.second;
        auto const& later = after.at(known.first);
        double const x = later.trait[1] / 4096.0; // traits develop before the race
        auto const add = [&](Sums& s, double beta) {
            double const high = std::exp(person.group == 1 ? -1.0 : -2.0),
                         low = std::exp(-1.5 + beta * x);
            double const all = 1.0 + high + low, p = high / all, q = low / all;
            s.expected_gone += p;
            s.expected_other += q;
            s.var_gone += p * (1 - p);
            s.var_other += q * (1 - q);
            s.gone += later.stage == 1;
            s.other += later.stage == 2;
        };
        std::size_t const cell = person.group * 2 + (x > 0.0);
        add(right[cell], 0.7);
        add(twin[cell], 0.0);
    }
    for (auto const& s : right) {
        CHECK(std::abs(sigmas(s.gone, s.expected_gone, s.var_gone)) < sigma_bound);
        CHECK(std::abs(sigmas(s.other, s.expected_other, s.var_other)) < sigma_bound);
    }
    for (auto const& s : twin)
        CHECK(std::abs(sigmas(s.other, s.expected_other, s.var_other)) > sigma_bound);
}

TEST_CASE("chances by age and group; who has come of age moves at once and all",
          "[models][exits]") {
    Trial const trial(
        pack_named("place",
                   {"stage.school.exit.certify={ to = \"seeking\", p = \"certify.csv\" }"}),
        2009);
    People people(trial.model());
    people.start();
    std::map<std::pair<std::int32_t, std::uint32_t>, std::array<double, 3>>
        cells; // n, certified, finished
    for (std::int32_t year = 2001; year <= 2008; ++year) {
        people.demography(year);
        auto const before = people.living();
        people.exits(year);
        auto const after = people.living();
        for (auto const& [key, person] : before) {
            auto const age = year - person.birth_year;
            auto const now = after.at(key).stage;
            if (person.stage == 0 && person.since < year)
                CHECK(now == (age >= 2 ? 1u : 0u)); // at_age = 2
            if (person.stage != 1 || person.since == year)
                continue;
            auto& cell = cells[{age, person.group}];
            ++cell[0];
            cell[1] += now == 2;
            cell[2] += now == 4;
        }
        people.hire(year);
    }
    double const certify[]{0.22, 0.36, 0.3}; // blue, green, red, from age 4 on
    double const finish_4[]{0.4, 0.3, 0.3}, finish_5[]{0.78, 0.64, 0.7};
    double worst_twin = 0.0;
    for (auto const& [where, n] : cells) {
        auto const [age, group] = where;
        double const p = age < 4 ? 0.0 : certify[group];
        double const q = age < 4 ? 0.0 : (age == 4 ? finish_4 : finish_5)[group];
        INFO("age " << age << ", group " << group << ", " << n[0] << " at risk");
        CHECK(std::abs(n[1] - n[0] * p) <= sigma_bound * std::sqrt(n[0] * p * (1 - p)));
        CHECK(std::abs(n[2] - n[0] * q) <= sigma_bound * std::sqrt(n[0] * q * (1 - q)));
        if (age == 4) // twin: the figures of the next age
            worst_twin =
                std::max(worst_twin, std::abs(sigmas(n[2], n[0] * finish_5[group], n[0] * 0.2)));
    }
    CHECK(cells.size() >= 9);
    CHECK(worst_twin > sigma_bound);
}
