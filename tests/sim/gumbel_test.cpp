#include "sim/race.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace {

using stempath::sim::gumbel_q20;
using stempath::sim::stay_time_bound;

constexpr std::uint32_t grid_end = 1U << 24; // the odd numbers below it are the whole grid

long double time_of(std::uint32_t odd24) {
    return -std::log(std::ldexp(static_cast<long double>(odd24), -24));
}

} // namespace

TEST_CASE("the integer Gumbel never falls on the whole grid", "[race]") {
    std::int32_t before = std::numeric_limits<std::int32_t>::min();
    std::uint64_t falls = 0;
    for (std::uint32_t odd = 1; odd < grid_end; odd += 2) {
        std::int32_t const now = gumbel_q20(odd);
        falls += now < before ? 1 : 0;
        before = now;
    }
    CHECK(falls == 0);
    CHECK(gumbel_q20(1) == -2948114);
    CHECK(gumbel_q20(grid_end - 1) == 17443620);
}

TEST_CASE("the integer Gumbel is -ln(-ln u) rounded to 2^-20, on the whole grid", "[race]") {
    long double worst = 0.0L;
    for (std::uint32_t odd = 1; odd < grid_end; odd += 2) {
        long double const exact = -std::log(time_of(odd));
        worst = std::max(worst, std::fabs(exact * 0x1p20L - gumbel_q20(odd)));
    }
    CHECK(worst <= 0.5001L);
}

// A fused multiply-add, or another order of additions, would change some of these bits.
TEST_CASE("the integer Gumbel keeps its bits on the whole grid", "[race][known-answer]") {
    std::uint64_t sum = 0;
    for (std::uint32_t odd = 1; odd < grid_end; odd += 2) {
        sum = sum * 0x9e3779b97f4a7c15U + static_cast<std::uint32_t>(gumbel_q20(odd));
    }
    CHECK(sum == 0xeab90026fa10e9beU);
}

TEST_CASE("the bound of the staying time holds on the whole grid and is near", "[race]") {
    long double least_gap = 1.0L;
    long double greatest_gap = 0.0L;
    for (std::uint32_t odd = 1; odd < grid_end; odd += 2) {
        long double const gap = stay_time_bound(odd) - time_of(odd);
        least_gap = std::min(least_gap, gap);
        greatest_gap = std::max(greatest_gap, gap);
    }
    CHECK(least_gap >= 0.0L);
    CHECK(greatest_gap <= 0.0597L);
}
