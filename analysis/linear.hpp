//! Small dense systems.
#pragma once

#include <cstddef>
#include <vector>

namespace stempath::analysis {

//! A symmetric positive definite matrix, factored once (Cholesky).
class Symmetric {
  public:
    //! `values` by rows. Throws std::domain_error when the matrix is not positive definite.
    Symmetric(std::vector<double> values, std::size_t n);

    std::vector<double> solve(std::vector<double> const& right) const;
    //! By rows.
    std::vector<double> inverse() const;
    //! L of L L' = the matrix, by rows; above the diagonal 0.
    std::vector<double> lower() const;

  private:
    std::size_t n_;
    std::vector<double> lower_;
};

//! Rows of numbers, each as long as the first.
using Matrix = std::vector<std::vector<double>>;

} // namespace stempath::analysis
