//! What a fit leaves in doubt: docs/calibration.md, section 4.
#pragma once

#include "analysis/least_squares.hpp"
#include "analysis/trials.hpp"

#include <cstdint>
#include <vector>

namespace stempath::analysis {

//! A fit that has ended.
struct EndOfFit {
    LeastSquares const& quadratic;
    std::vector<double> const& at;         //!< the numbers
    std::vector<double> const& covariance; //!< of the numbers, by rows
};

/*!
 * How the numbers are drawn with the other figures: by normals of their own, which have the
 * covariance, and by the normals of every figure in doubt, to which they answer as a new fit would,
 * in a straight line. Answers below a fiftieth of a number's standard deviation are left out.
 * Simulates each figure's normal at 1 and at -1.
 */
std::vector<models::FitDraw> posterior_draws(Trials& trials, EndOfFit const& end, Batch batch);

//! Standard deviation of each number as it is drawn.
std::vector<double> drawn_sd(std::vector<models::FitDraw> const& posterior, std::size_t n_numbers);

//! Where draws of all figures bring the targets.
struct DrawnTarget {
    double low = 0.0, high = 0.0; //!< 5 and 95 % of the draws
    double in_range = 0.0;        //!< share of the draws within the target's range
};
std::vector<DrawnTarget> drawn_targets(Trials& trials, std::vector<double> const& at,
                                       std::vector<models::FitDraw> const& posterior,
                                       std::uint64_t seed, std::uint32_t draws, Batch batch);

} // namespace stempath::analysis
