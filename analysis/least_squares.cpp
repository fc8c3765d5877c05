#include "analysis/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <utility>

namespace stempath::analysis {

namespace {

double precision(FreeNumber const& n) { return 1.0 / (n.prior_sd * n.prior_sd); }

std::vector<double> roots(Symmetric const& hessian) {
    auto sd = hessian.inverse_diagonal();
    for (auto& x : sd)
        x = std::sqrt(x);
    return sd;
}

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

double penalty_of(std::vector<FreeNumber> const& numbers, std::vector<double> const& at) {
    double sum = 0.0;
    for (std::size_t k = 0; k < numbers.size(); ++k)
        sum += precision(numbers[k]) * at[k] * at[k];
    return sum;
}

LeastSquares::LeastSquares(std::vector<Target> const& targets,
                           std::vector<FreeNumber> const& numbers,
                           std::vector<double> const& weights, Matrix jacobian)
    : targets_(targets), numbers_(numbers), weights_(weights), jacobian_(std::move(jacobian)),
      hessian_(half_hessian(weights, numbers, jacobian_), numbers.size()) {}

std::vector<double> LeastSquares::half_hessian(std::vector<double> const& weights,
                                               std::vector<FreeNumber> const& numbers,
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

std::vector<double> LeastSquares::posterior_sd() const { return roots(hessian_); }

//! The mean over R replicates has the variance of one over R; its estimate is the sum of squares
//! around the mean over R (R - 1).
std::vector<double> LeastSquares::noise(std::vector<Matrix> const& by_replicate) const {
    auto const n = numbers_.size();
    auto const replicates = static_cast<double>(by_replicate.size());
    std::vector<double> noise(n * n);
    for (std::size_t i = 0; i < targets_.size(); ++i) {
        std::vector<double> mean(n);
        for (auto const& one : by_replicate)
            for (std::size_t k = 0; k < n; ++k)
                mean[k] += one[k][i] / replicates;
        for (auto const& one : by_replicate)
            for (std::size_t a = 0; a < n; ++a)
                for (std::size_t b = 0; b < n; ++b)
                    if (double const part = (one[a][i] - mean[a]) * (one[b][i] - mean[b]);
                        std::isfinite(part))
                        noise[a * n + b] += weights_[i] * part / (replicates * (replicates - 1.0));
    }
    return noise;
}

std::vector<double> LeastSquares::posterior_sd(std::vector<Matrix> const& by_replicate) const {
    if (by_replicate.size() < 2)
        return posterior_sd();
    auto hessian = half_hessian(weights_, numbers_, jacobian_);
    auto const noisy = noise(by_replicate);
    std::transform(hessian.begin(), hessian.end(), noisy.begin(), hessian.begin(), std::minus<>());
    auto const n = numbers_.size();
    // Little noise is left, and may make a number look less known than its prior has it.
    try {
        auto sd = roots(Symmetric(std::move(hessian), n));
        for (std::size_t k = 0; k < n; ++k)
            sd[k] = std::min(sd[k], numbers_[k].prior_sd);
        return sd;
    } catch (std::domain_error const&) {
        return posterior_sd(); // all noise: the targets tell nothing that could be told apart
    }
}

} // namespace stempath::analysis
