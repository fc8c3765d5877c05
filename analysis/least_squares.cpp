#include "analysis/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <utility>

namespace stempath::analysis {

namespace {

double precision(models::FreeNumber const& n) { return 1.0 / (n.prior_sd * n.prior_sd); }

} // namespace

std::vector<double> weights_of(std::vector<Target> const& targets,
                               std::vector<double> const& errors) {
    std::vector<double> weights;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        double const error = std::isfinite(errors[i]) ? errors[i] : 0.0, sd = targets[i].sd();
        weights.push_back(targets[i].fitted ? 1.0 / (sd * sd + error * error) : 0.0);
    }
    return weights;
}

double weighted_misfit(std::vector<Target> const& targets, std::vector<double> const& weights,
                       std::vector<double> const& simulated) {
    double sum = 0.0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        double const off = simulated[i] - targets[i].value;
        sum += weights[i] * off * off;
    }
    return sum;
}

double misfit_of(std::vector<Target> const& targets, std::vector<double> const& simulated) {
    return weighted_misfit(targets, weights_of(targets, std::vector<double>(targets.size(), 0.0)),
                           simulated);
}

double penalty_of(std::vector<models::FreeNumber> const& numbers, std::vector<double> const& at) {
    double sum = 0.0;
    for (std::size_t k = 0; k < numbers.size(); ++k)
        sum += precision(numbers[k]) * at[k] * at[k];
    return sum;
}

LeastSquares::LeastSquares(std::vector<Target> const& targets,
                           std::vector<models::FreeNumber> const& numbers,
                           std::vector<double> const& weights, Matrix jacobian)
    : targets_(targets), numbers_(numbers), weights_(weights), jacobian_(std::move(jacobian)),
      hessian_(half_hessian(weights, numbers, jacobian_), numbers.size()) {}

std::vector<double> LeastSquares::half_hessian(std::vector<double> const& weights,
                                               std::vector<models::FreeNumber> const& numbers,
                                               Matrix const& jacobian) {
    auto const n = numbers.size();
    std::vector<double> hessian(n * n);
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < n; ++b)
            for (std::size_t i = 0; i < weights.size(); ++i)
                hessian[a * n + b] += weights[i] * jacobian[a][i] * jacobian[b][i];
        hessian[a * n + a] += precision(numbers[a]);
    }
    return hessian;
}

std::vector<double> LeastSquares::pull(std::vector<double> const& at,
                                       std::vector<double> const& simulated,
                                       Matrix const* jacobian) const {
    auto const& j = jacobian == nullptr ? jacobian_ : *jacobian;
    std::vector<double> pull(numbers_.size());
    for (std::size_t k = 0; k < pull.size(); ++k) {
        for (std::size_t i = 0; i < targets_.size(); ++i)
            pull[k] += weights_[i] * j[k][i] * (targets_[i].value - simulated[i]);
        pull[k] -= precision(numbers_[k]) * at[k];
    }
    return pull;
}

std::vector<double> LeastSquares::posterior_sd() const {
    return roots_of_diagonal(hessian_.inverse(), numbers_.size());
}

std::vector<double> LeastSquares::pull_of(std::vector<double> const& change) const {
    std::vector<double> pull(numbers_.size());
    for (std::size_t k = 0; k < pull.size(); ++k)
        for (std::size_t i = 0; i < targets_.size(); ++i)
            pull[k] -= weights_[i] * jacobian_[k][i] * change[i];
    return pull;
}

std::vector<double> LeastSquares::covariance(std::vector<Matrix> const& by_replicate) const {
    auto const n = numbers_.size();
    if (by_replicate.size() < 2)
        return hessian_.inverse();
    auto hessian = half_hessian(weights_, numbers_, jacobian_);
    auto const noisy = noise(by_replicate);
    std::transform(hessian.begin(), hessian.end(), noisy.begin(), hessian.begin(), std::minus<>());
    try {
        auto covariance = Symmetric(std::move(hessian), n).inverse();
        hold_to_priors(covariance);
        return covariance;
    } catch (std::domain_error const&) {
        return hessian_.inverse(); // all noise: the targets tell nothing that could be told apart
    }
}

//! Little noise is left, and may make a number look less known than its prior has it.
void LeastSquares::hold_to_priors(std::vector<double>& covariance) const {
    auto const n = numbers_.size();
    auto const sd = roots_of_diagonal(covariance, n);
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b)
            covariance[a * n + b] *= std::min(1.0, numbers_[a].prior_sd / sd[a]) *
                                     std::min(1.0, numbers_[b].prior_sd / sd[b]);
}

std::vector<double> roots_of_diagonal(std::vector<double> const& matrix, std::size_t n) {
    std::vector<double> roots;
    for (std::size_t i = 0; i < n; ++i)
        roots.push_back(std::sqrt(matrix[i * n + i]));
    return roots;
}

} // namespace stempath::analysis
