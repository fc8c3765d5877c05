#include "tests/catch.hpp"
#include "tests/models/support.hpp"
#include "tests/models/vital.hpp"

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

namespace {

double everybody(std::vector<Moments> const& groups) {
    double sum = 0.0;
    for (auto const& of_group : groups)
        sum += of_group.mean;
    return sum;
}

} // namespace

// Anchors that the pack was not made from (models/packs/philadelphia/README.md, "People"): what
// they count differs a little from what the pack holds, so they bound it.

TEST_CASE("children of two in 2020 are those born in Philadelphia in 2018, less those who left",
          "[models][philadelphia][demography]") {
    auto const pack = pack_named("models/packs/philadelphia");
    constexpr double births_2018 = 20991; // in the year to July 2018
    double const aged_two = everybody(expected_population(pack, 1.0, 0, 2, 2).front());
    INFO(aged_two);
    // Families with small children leave the city on balance; 1 or 2 % a year.
    CHECK(aged_two < births_2018);
    CHECK(aged_two > 0.96 * births_2018);
    // The twin: were they as many as the births of 2021, 19,411, the anchor would tell.
    CHECK_FALSE(aged_two * 19411 / births_2018 > 0.96 * births_2018);
}

TEST_CASE("people of school age in Philadelphia are those that schools enrol",
          "[models][philadelphia][demography]") {
    auto const pack = pack_named("models/packs/philadelphia");
    constexpr double enrolled_2024 = 198299;  // in public schools, 2024-25
    constexpr double in_public_schools = 0.7; // of people aged 5 to 19 (docs of the pack)
    auto const of_age = expected_population(pack, 1.0, 4, 5, 19);
    double const in_2024 = in_public_schools * everybody(of_age[4]);
    INFO(in_2024);
    CHECK(in_2024 == Approx(enrolled_2024).epsilon(0.025));
    CHECK(in_public_schools * everybody(of_age[0]) != Approx(enrolled_2024).epsilon(0.002));
}
