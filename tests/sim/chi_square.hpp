#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>

namespace stempath::tests {

/*! How many standard deviations of the normal law a chi-square statistic lies above (or below)
 * what its degrees of freedom give (Wilson and Hilferty 1931; near enough out to 7).
 *
 * Far below is as suspect as far above: counts that are too even are not drawn at random.
 */
inline double sigmas_of_chi_square(double chi_square, double freedom) {
    double const variance = 2.0 / (9.0 * freedom);
    return (std::cbrt(chi_square / freedom) - (1.0 - variance)) / std::sqrt(variance);
}

//! Sigmas between counts and the weights (of any sum) that they should be proportional to.
inline double sigmas_from(std::span<std::uint64_t const> counts, std::span<double const> weights) {
    auto const n =
        static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    double const whole = std::accumulate(weights.begin(), weights.end(), 0.0);
    double chi_square = 0.0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        double const expected = n * weights[i] / whole;
        double const gap = static_cast<double>(counts[i]) - expected;
        chi_square += gap * gap / expected;
    }
    return sigmas_of_chi_square(chi_square, static_cast<double>(counts.size() - 1));
}

//! The same where all are equally likely.
inline double sigmas_from_uniform(std::span<std::uint64_t const> counts) {
    auto const n =
        static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    double const expected = n / static_cast<double>(counts.size());
    double chi_square = 0.0;
    for (std::uint64_t const count : counts) {
        double const gap = static_cast<double>(count) - expected;
        chi_square += gap * gap / expected;
    }
    return sigmas_of_chi_square(chi_square, static_cast<double>(counts.size() - 1));
}

//! Sigmas between a count and n trials of one chance.
inline double sigmas_of_count(std::uint64_t count, std::uint64_t n, double chance) {
    auto const trials = static_cast<double>(n);
    return (static_cast<double>(count) - trials * chance) /
           std::sqrt(trials * chance * (1.0 - chance));
}

} // namespace stempath::tests
