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
//! Sum of (number / prior sd)^2.
double penalty_of(std::vector<FreeNumber> const& numbers, std::vector<double> const& at);

/*!
 * The objective, seen from one point: simulated values answer to the numbers by the Jacobian
 * [number][target].
 */
class LeastSquares {
  public:
    LeastSquares(std::vector<Target> const& targets, std::vector<FreeNumber> const& numbers,
                 Matrix jacobian);

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
    static std::vector<double> half_hessian(std::vector<Target> const& targets,
                                            std::vector<FreeNumber> const& numbers,
                                            Matrix const& jacobian);
    //! Squares of the noise of the Jacobian, as a part of the half Hessian.
    std::vector<double> noise(std::vector<Matrix> const& by_replicate) const;

    std::vector<Target> const& targets_;
    std::vector<FreeNumber> const& numbers_;
    Matrix jacobian_;
    Symmetric hessian_; //!< half of it
};

} // namespace stempath::analysis
