//! The objective of a fit and its Gauss-Newton step.
#pragma once

#include "analysis/free_numbers.hpp"
#include "analysis/linear.hpp"
#include "analysis/targets.hpp"

#include <span>
#include <vector>

namespace stempath::analysis {

//! Sum over fitted targets of ((simulated - value) / sd)^2.
double misfit_of(std::vector<Target> const& targets, std::vector<double> const& simulated);
/*!
 * By target: 1 / (sd^2 + error^2) where it is fitted, else 0. What few simulated people can only
 * show with a large Monte Carlo error pulls less, so that their noise does not steer the fit.
 */
std::vector<double> weights_of(std::vector<Target> const& targets,
                               std::vector<double> const& errors);
//! Sum of weight x (simulated - value)^2.
double weighted_misfit(std::vector<Target> const& targets, std::vector<double> const& weights,
                       std::vector<double> const& simulated);
//! Sum of (number / prior sd)^2.
double penalty_of(std::vector<FreeNumber> const& numbers, std::vector<double> const& at);

/*!
 * The objective, seen from one point: simulated values answer to the numbers by the Jacobian
 * [number][target].
 */
class LeastSquares {
  public:
    LeastSquares(std::vector<Target> const& targets, std::vector<FreeNumber> const& numbers,
                 std::vector<double> const& weights, Matrix jacobian);

    //! Where the objective falls: - half of its gradient, with a Jacobian or with our own.
    std::vector<double> pull(std::vector<double> const& at, std::vector<double> const& simulated,
                             Matrix const* jacobian = nullptr) const;
    //! The step to the least of the quadratic form.
    std::vector<double> step(std::vector<double> const& pull) const { return hessian_.solve(pull); }
    std::vector<double> posterior_sd() const;
    /*!
     * The same without what the noise of the Jacobian adds to it. Squares of noise make the data
     * look more telling than they are; products of the Jacobians of different replicates hold none.
     */
    std::vector<double> posterior_sd(std::vector<Matrix> const& by_replicate) const;
    Matrix const& jacobian() const { return jacobian_; }

  private:
    static std::vector<double> half_hessian(std::vector<double> const& weights,
                                            std::vector<FreeNumber> const& numbers,
                                            Matrix const& jacobian);
    //! Squares of the noise of the Jacobian, as a part of the half Hessian.
    std::vector<double> noise(std::vector<Matrix> const& by_replicate) const;

    std::vector<Target> const& targets_;
    std::vector<FreeNumber> const& numbers_;
    std::vector<double> const& weights_;
    Matrix jacobian_;
    Symmetric hessian_; //!< half of it
};

} // namespace stempath::analysis
