#include "tests/catch.hpp"

#include "models/normal.hpp"

#include "sim/near_gumbel.hpp"
#include "sim/race.hpp"

#include <cmath>
#include <cstdlib>

using namespace stempath;

TEST_CASE("the quick Gumbel term is within its stated error of the exact one, at every argument",
          "[models][race]") {
    std::int32_t worst = 0;
    for (std::uint32_t u = 1; u < (1u << 24); u += 2)
        worst = std::max(worst, std::abs(sim::near_gumbel_q20(u) - sim::gumbel_q20(u)));
    CHECK(worst <= sim::near_gumbel_error);
    CHECK(worst >=
          sim::near_gumbel_error / 4); // else the margin sends races to the exact terms for nothing
}

TEST_CASE("the normal quantile inverts the normal distribution to 1e-12", "[models][normal]") {
    // In its own tail: |Q(x(u)) / u - 1| is |x| times the error of x or so; 1e-12 allows for erfc's
    // own rounding.
    double worst = 0.0;
    auto const check = [&](double u) {
        double const x = models::normal_quantile(u);
        double const tail = 0.5 * std::erfc(-x / std::sqrt(2.0)); // P(X < x)
        double const density = std::exp(-0.5 * x * x) / std::sqrt(2.0 * M_PI);
        worst = std::max(worst, std::abs((tail - u) / density));
        CHECK(models::normal_quantile(1.0 - u) == Approx(-x).margin(1e-9));
    };
    for (double u = 0x1p-24; u < 0.5; u *= 1.01)
        check(u);
    for (int i = 1; i < 500; ++i)
        check(i / 1000.0);
    CHECK(worst < 1e-12);
    CHECK(models::normal_quantile(0.5) == 0.0);
    CHECK(models::normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-14));
}
