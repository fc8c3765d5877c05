//! What the Monte Carlo noise of a Jacobian does to a fit.
#include "analysis/least_squares.hpp"

#include <cmath>

namespace stempath::analysis {

namespace {

//! The mean over replicates, [number][target].
Matrix mean_of(std::vector<Matrix> const& by_replicate) {
    Matrix mean(by_replicate.front().size(),
                std::vector<double>(by_replicate.front().front().size()));
    for (auto const& one : by_replicate)
        for (std::size_t k = 0; k < mean.size(); ++k)
            for (std::size_t i = 0; i < mean[k].size(); ++i)
                mean[k][i] += one[k][i] / static_cast<double>(by_replicate.size());
    return mean;
}

} // namespace

//! The mean over R replicates has the variance of one over R; its estimate is the sum of squares
//! around the mean over R (R - 1).
std::vector<double> LeastSquares::noise(std::vector<Matrix> const& by_replicate) const {
    auto const n = numbers_.size();
    auto const replicates = static_cast<double>(by_replicate.size());
    auto const mean = mean_of(by_replicate);
    std::vector<double> noise(n * n);
    for (std::size_t i = 0; i < targets_.size(); ++i)
        for (auto const& one : by_replicate)
            for (std::size_t a = 0; a < n; ++a)
                for (std::size_t b = 0; b < n; ++b)
                    if (double const part = (one[a][i] - mean[a][i]) * (one[b][i] - mean[b][i]);
                        std::isfinite(part))
                        noise[a * n + b] += weights_[i] * part / (replicates * (replicates - 1.0));
    return noise;
}

std::vector<double> LeastSquares::variance_of_jacobian(std::vector<Matrix> const& by_replicate,
                                                       std::vector<double> const& at,
                                                       std::vector<double> const& simulated) const {
    std::vector<double> variance(at.size(), 0.0);
    if (by_replicate.size() < 2)
        return variance;
    auto const n = static_cast<double>(by_replicate.size());
    auto const mean = mean_of(by_replicate);
    Matrix moves;
    for (auto const& one : by_replicate) {
        auto without = jacobian_;
        for (std::size_t k = 0; k < without.size(); ++k)
            for (std::size_t i = 0; i < mean[k].size(); ++i)
                if (double const off = one[k][i] - mean[k][i]; std::isfinite(off))
                    without[k][i] -= off / (n - 1.0);
        moves.push_back(step(pull(at, simulated, &without)));
    }
    for (std::size_t k = 0; k < variance.size(); ++k) {
        double middle = 0.0;
        for (auto const& move : moves)
            middle += move[k] / n;
        for (auto const& move : moves)
            variance[k] += (n - 1.0) / n * (move[k] - middle) * (move[k] - middle);
    }
    return variance;
}

} // namespace stempath::analysis
