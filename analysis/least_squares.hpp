//! The objective of a fit and its Gauss-Newton step.
#pragma once

#include "analysis/linear.hpp"
#include "analysis/targets.hpp"

#include "models/free_numbers.hpp"

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
double penalty_of(std::vector<models::FreeNumber> const& numbers, std::vector<double> const& at);

//! Standard deviations of n numbers with that covariance, by rows.
std::vector<double> roots_of_diagonal(std::vector<double> const& matrix, std::size_t n);

/*!
 * The objective, seen from one point: simulated values answer to the numbers by the Jacobian
 * [number][target].
 */
class LeastSquares {
  public:
    LeastSquares(std::vector<Target> const& targets, std::vector<models::FreeNumber> const& numbers,
                 std::vector<double> const& weights, Matrix jacobian);

    //! Where the objective falls: - half of its gradient, with a Jacobian or with our own.
    std::vector<double> pull(std::vector<double> const& at, std::vector<double> const& simulated,
                             Matrix const* jacobian = nullptr) const;
    //! The step to the least of the quadratic form.
    std::vector<double> step(std::vector<double> const& pull) const { return hessian_.solve(pull); }
    std::vector<double> posterior_sd() const;
    /*!
     * Covariance of the numbers by the Hessian, by rows, without what the noise of the Jacobian
     * adds to it: squares of noise make the data look more telling than they are; products of the
     * Jacobians of different replicates hold none. No number is less known than its prior has it.
     */
    std::vector<double> covariance(std::vector<Matrix> const& by_replicate) const;
    //! - half of the gradient that a change of the simulated values makes.
    std::vector<double> pull_of(std::vector<double> const& change) const;
    //! Variance of each number that another Jacobian, of other replicates, would have made of the
    //! fit that ended `at`: jackknife over the replicates.
    std::vector<double> variance_of_jacobian(std::vector<Matrix> const& by_replicate,
                                             std::vector<double> const& at,
                                             std::vector<double> const& simulated) const;

  private:
    static std::vector<double> half_hessian(std::vector<double> const& weights,
                                            std::vector<models::FreeNumber> const& numbers,
                                            Matrix const& jacobian);
    void hold_to_priors(std::vector<double>& covariance) const;
    //! Squares of the noise of the Jacobian, as a part of the half Hessian.
    std::vector<double> noise(std::vector<Matrix> const& by_replicate) const;

    std::vector<Target> const& targets_;
    std::vector<models::FreeNumber> const& numbers_;
    std::vector<double> const& weights_;
    Matrix jacobian_;
    Symmetric hessian_; //!< half of it
};

} // namespace stempath::analysis
