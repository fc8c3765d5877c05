//! The plain loop and the engine must tell the same story before either is timed.
#pragma once

#include "bench/naive.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stempath::bench {

//! A number that both programs give, over replicates.
struct Comparison {
    std::string what;
    double engine = 0.0, naive = 0.0; //!< means
    double t = 0.0;                   //!< Student's t of their difference, variances pooled
};

struct Agreement {
    std::vector<Comparison> compared;
    std::uint32_t replicates = 0; //!< of each program
    Comparison const& worst() const;
    bool holds() const;
};

/*!
 * |t| up to this is agreement. With 10 replicates of each (18 degrees of freedom) one comparison
 * exceeds it by chance with 1.6e-6, so one of 60 with at most 1e-4.
 */
inline constexpr double t_bound = 7.0;

/*!
 * Compares population in the middle and at the end, people by stage at the end, residents and
 * workforce by value of each axis at the ages of the parity definition at the end. The naive runs
 * use `tables`, so that a test can disturb them.
 */
Agreement compare(models::Measures const& measures, NaiveTables const& tables,
                  std::uint32_t replicates);

} // namespace stempath::bench
