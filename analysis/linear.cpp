#include "analysis/linear.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace stempath::analysis {

Symmetric::Symmetric(std::vector<double> values, std::size_t n) : n_(n), lower_(std::move(values)) {
    for (std::size_t j = 0; j < n_; ++j)
        for (std::size_t i = j; i < n_; ++i) {
            double sum = lower_[i * n_ + j];
            for (std::size_t k = 0; k < j; ++k)
                sum -= lower_[i * n_ + k] * lower_[j * n_ + k];
            if (i > j)
                lower_[i * n_ + j] = sum / lower_[j * n_ + j];
            else if (sum > 0.0)
                lower_[j * n_ + j] = std::sqrt(sum);
            else
                throw std::domain_error("the matrix of a fit is not positive definite");
        }
}

std::vector<double> Symmetric::solve(std::vector<double> const& right) const {
    auto x = right;
    for (std::size_t i = 0; i < n_; ++i) {
        for (std::size_t k = 0; k < i; ++k)
            x[i] -= lower_[i * n_ + k] * x[k];
        x[i] /= lower_[i * n_ + i];
    }
    for (std::size_t i = n_; i-- > 0;) {
        for (std::size_t k = i + 1; k < n_; ++k)
            x[i] -= lower_[k * n_ + i] * x[k];
        x[i] /= lower_[i * n_ + i];
    }
    return x;
}

std::vector<double> Symmetric::inverse() const {
    std::vector<double> inverse(n_ * n_);
    for (std::size_t i = 0; i < n_; ++i) {
        std::vector<double> unit(n_, 0.0);
        unit[i] = 1.0;
        auto const row = solve(unit);
        std::copy(row.begin(), row.end(), inverse.begin() + static_cast<std::ptrdiff_t>(i * n_));
    }
    return inverse;
}

std::vector<double> Symmetric::lower() const {
    auto lower = lower_;
    for (std::size_t i = 0; i < n_; ++i)
        for (std::size_t j = i + 1; j < n_; ++j)
            lower[i * n_ + j] = 0.0;
    return lower;
}

} // namespace stempath::analysis
