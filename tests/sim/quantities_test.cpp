#include "sim/ids.hpp"
#include "sim/quantities.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <type_traits>

namespace {

using namespace stempath::sim;

bool near(double got, double expected) {
    return std::abs(got - expected) <= 1e-14 * std::abs(expected);
}

} // namespace

TEST_CASE("ids of different kinds do not mix", "[ids]") {
    static_assert(!std::is_convertible_v<StageId, FieldId>);
    static_assert(!std::is_convertible_v<int, StageId>);
    static_assert(sizeof(StageId) == 1 && sizeof(ExitId) == 2 && sizeof(PersonKey) == 8);
    CHECK(StageId{3} < StageId{4});
    CHECK(StageId{200}.index() == 200U);
    CHECK(PersonKey{1, 9} < PersonKey{2, 0});
}

TEST_CASE("a quantity refuses what is no such quantity", "[quantities]") {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    double const infinity = std::numeric_limits<double>::infinity();
    for (double const bad : {-0.1, 1.1, nan, infinity}) {
        CHECK_THROWS_AS(Probability(bad), std::domain_error);
        CHECK_FALSE(Probability::checked(bad).has_value());
    }
    for (double const bad : {-1e-9, nan, infinity}) {
        CHECK_THROWS_AS(RatePerYear(bad), std::domain_error);
        CHECK_FALSE(RatePerYear::checked(bad).has_value());
        CHECK_THROWS_AS(Persons(bad), std::domain_error);
        CHECK_FALSE(Persons::checked(bad).has_value());
    }
    CHECK_THROWS_AS(Years(nan), std::domain_error);
    CHECK_THROWS_AS(LogOdds::nearest(nan), std::domain_error);
    CHECK_THROWS_AS(LogOdds::nearest(1023.5), std::domain_error);
    CHECK_THROWS_AS(LogOdds(std::numeric_limits<std::int32_t>::min()), std::domain_error);
    CHECK(Probability::checked(1.0)->value() == 1.0);
}

TEST_CASE("log-odds are whole multiples of 2^-20 and never stays never", "[quantities]") {
    CHECK(LogOdds::nearest(0.5).raw() == LogOdds::one / 2);
    CHECK(LogOdds::nearest(0x1p-21).raw() == 1);
    CHECK(LogOdds::nearest(-0x1p-21).raw() == -1);
    CHECK(LogOdds{}.value() == 0.0);
    CHECK((LogOdds::never() + LogOdds::nearest(1000.0)).is_never());
    CHECK((LogOdds::nearest(1000.0) + LogOdds::nearest(1000.0)).raw() == LogOdds::greatest);
    CHECK((LogOdds::nearest(-1000.0) + LogOdds::nearest(-1000.0)).raw() == -LogOdds::greatest);
    CHECK(LogOdds::never() < LogOdds(-LogOdds::greatest));
}

TEST_CASE("probabilities become log-odds against the rest", "[quantities]") {
    CHECK(log_odds_of(Probability{0.0}, Probability{1.0}).is_never());
    CHECK(log_odds_of(Probability{0.25}, Probability{0.25}).raw() == 0);
    double const exact = std::log(0.031 / 0.9);
    CHECK(std::abs(log_odds_of(Probability{0.031}, Probability{0.9}).value() - exact) <= 0x1p-21);
    CHECK_THROWS_AS(log_odds_of(Probability{0.5}, Probability{0.0}), std::domain_error);
    CHECK(log_odds_of(Probability{1e-300}, Probability{1.0}).value() < -690.0);
}

TEST_CASE("rates and chances turn into each other", "[quantities]") {
    for (double const rate : {1e-17, 1e-9, 1e-3, 0.06, 0.7, 5.0}) {
        for (double const years : {0.25, 1.0, 7.0}) {
            Probability const p = probability_of(RatePerYear{rate}, Years{years});
            CHECK(near(p.value(), -std::expm1(-rate * years)));
        }
    }
    for (double const chance : {1e-17, 1e-9, 1e-3, 0.06, 0.7, 0.999}) {
        RatePerYear const rate = rate_of(Probability{chance}, Years{2.0});
        CHECK(near(rate.value(), -std::log1p(-chance) / 2.0));
    }
    CHECK(probability_of(RatePerYear{0.0}, Years{9.0}).value() == 0.0);
    CHECK(probability_of(RatePerYear{1e6}, Years{1.0}).value() == 1.0);
    CHECK_THROWS_AS(probability_of(RatePerYear{0.1}, Years{-1.0}), std::domain_error);
    CHECK_THROWS_AS(rate_of(Probability{1.0}, Years{1.0}), std::domain_error);
    CHECK_THROWS_AS(rate_of(Probability{0.5}, Years{0.0}), std::domain_error);
}
