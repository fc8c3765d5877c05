#include "sim/ids.hpp"
#include "sim/quantities.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <type_traits>

using namespace stempath::sim;

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
    CHECK_THROWS_AS(LogOdds::nearest(nan), std::domain_error);
    CHECK_THROWS_AS(LogOdds::nearest(1023.5), std::domain_error);
    CHECK_THROWS_AS(LogOdds(std::numeric_limits<std::int32_t>::min()), std::domain_error);
    CHECK(Probability::checked(1.0)->value() == 1.0);
    CHECK(Probability::held(1.0 + 1e-16).value() == 1.0);
    CHECK_THROWS_AS(Probability::held(nan), std::domain_error);
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
