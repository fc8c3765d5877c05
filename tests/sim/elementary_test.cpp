#include "sim/elementary.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

static_assert(std::numeric_limits<long double>::digits >= 64,
              "the reference must have more bits than what it judges");

namespace {

using stempath::sim::bits_as;
using stempath::sim::coarse_log_of;
using stempath::sim::exp_of;
using stempath::sim::log_of;

//! Distance in units of the last place of the exact value.
double units_off(double got, long double exact) {
    int exponent = 0;
    static_cast<void>(std::frexp(static_cast<double>(exact), &exponent));
    return static_cast<double>(std::fabs((got - exact) / std::ldexp(1.0L, exponent - 53)));
}

class Arguments {
  public:
    double between(double low, double high) {
        return low + (high - low) * std::ldexp(static_cast<double>(numbers_() >> 11), -53);
    }
    //! Any positive normal number, exponents equally likely.
    double any_positive() {
        constexpr std::uint64_t least = 0x0010000000000000U;
        constexpr std::uint64_t infinity = 0x7ff0000000000000U;
        return bits_as<double>(least + numbers_() % (infinity - least));
    }
    double next_to_one() {
        return 1.0 + std::ldexp(between(-0.5, 0.5), -static_cast<int>(numbers_() % 45));
    }

  private:
    std::mt19937_64 numbers_{1};
};

constexpr int n_arguments = 2'000'000;

} // namespace

TEST_CASE("exp_of is right to 1.1 units in the last place", "[elementary]") {
    Arguments arguments;
    double worst = 0.0;
    for (int i = 0; i < n_arguments; ++i) {
        for (double const x : {arguments.between(-708.0, 709.0), arguments.between(-1.0, 1.0)}) {
            worst = std::max(worst, units_off(exp_of(x), std::exp(static_cast<long double>(x))));
        }
    }
    CHECK(worst <= 1.1);
}

TEST_CASE("log_of is right to 0.9 units in the last place, near 1 too", "[elementary]") {
    Arguments arguments;
    double worst = 0.0;
    double worst_coarse = 0.0;
    for (int i = 0; i < n_arguments; ++i) {
        for (double const x :
             {arguments.any_positive(), arguments.between(0.5, 2.0), arguments.next_to_one()}) {
            if (x == 1.0) {
                continue;
            }
            long double const exact = std::log(static_cast<long double>(x));
            worst = std::max(worst, units_off(log_of(x), exact));
            worst_coarse = std::max(
                worst_coarse, static_cast<double>(std::fabs((coarse_log_of(x) - exact) / exact)));
        }
    }
    CHECK(worst <= 0.9);
    CHECK(worst_coarse <= 2e-11);
}

TEST_CASE("exp and log at the ends and at the fixed points", "[elementary]") {
    CHECK(exp_of(0.0) == 1.0);
    CHECK(log_of(1.0) == 0.0);
    CHECK(coarse_log_of(1.0) == 0.0);
    CHECK(exp_of(-std::numeric_limits<double>::infinity()) == exp_of(-708.0));
    CHECK(exp_of(std::numeric_limits<double>::infinity()) == exp_of(709.0));
    CHECK(exp_of(-708.0) > 0.0);
    CHECK(std::isfinite(exp_of(709.0)));
    CHECK(std::isnan(exp_of(std::numeric_limits<double>::quiet_NaN())));
    // Usable when tables are made at compile time.
    static_assert(exp_of(1.0) > 2.718281828459 && exp_of(1.0) < 2.718281828460);
    static_assert(log_of(2.0) > 0.693147180559 && log_of(2.0) < 0.693147180560);
}

// The same bits from every compiler and at every instruction level: a fused multiply-add, or
// another order of additions, changes this sum.
TEST_CASE("exp and log keep their bits", "[elementary][known-answer]") {
    std::uint64_t sum = 0;
    for (int i = 1; i <= 1'000'000; ++i) {
        double const x = i * 0x1p-13;
        sum = sum * 0x9e3779b97f4a7c15U + bits_as<std::uint64_t>(exp_of(x - 60.0));
        sum = sum * 0x9e3779b97f4a7c15U + bits_as<std::uint64_t>(log_of(x));
        sum = sum * 0x9e3779b97f4a7c15U + bits_as<std::uint64_t>(coarse_log_of(x));
    }
    CHECK(sum == 0xc6058f3b9d0d7a60U);
}
