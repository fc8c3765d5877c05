#include "tests/closed_forms/faculty_law.hpp"

#include <utility>

namespace stempath::tests {

double FacultyLaw::leaving(std::size_t years, bool w) {
    struct Row {
        std::size_t last;
        double w, m;
    };
    constexpr Row rows[]{{0, 0.04, 0.03},   {3, 0.09, 0.06},  {5, 0.12, 0.1},  {9, 0.045, 0.04},
                         {24, 0.03, 0.025}, {34, 0.04, 0.05}, {40, 0.15, 0.18}};
    for (auto const& row : rows)
        if (years <= row.last)
            return w ? row.w : row.m;
    return 1.0; // all of the last class
}

FacultyLaw::FacultyLaw(std::vector<double> start, double more)
    : mean_(std::move(start)), covariance_(mean_.size() * mean_.size()) {
    for (std::size_t t = 0; t < mean_.size() / 2; ++t)
        for (bool const w : {true, false})
            stay_.push_back(t + 1 < classes ? 1.0 - leaving(t, w) - more : 0.0);
}

void FacultyLaw::step(double slots, double q) {
    std::size_t const size = n();
    std::vector<double> mean(size), covariance(size * size), with_empty(size);
    auto const later = [&](std::size_t i) { return i + 2; }; // a class on, in the same group
    double empty = slots, variance = 0.0;
    for (std::size_t i = 0; later(i) < size; ++i) {
        mean[later(i)] = stay_[i] * mean_[i];
        empty -= mean[later(i)];
        for (std::size_t j = 0; later(j) < size; ++j) {
            double const c = stay_[i] * stay_[j] * covariance_[i * size + j] +
                             (i == j ? stay_[i] * (1.0 - stay_[i]) * mean_[i] : 0.0);
            covariance[later(i) * size + later(j)] = c;
            with_empty[later(i)] -= c;
            variance += c;
        }
    }
    double const share[]{q, 1.0 - q};
    for (std::size_t g = 0; g < 2; ++g) {
        mean[g] = share[g] * empty;
        for (std::size_t h = 0; h < 2; ++h)
            covariance[g * size + h] =
                share[g] * share[h] * variance + (g == h ? 1.0 : -1.0) * q * (1.0 - q) * empty;
        for (std::size_t i = 2; i < size; ++i)
            covariance[g * size + i] = covariance[i * size + g] = share[g] * with_empty[i];
    }
    mean_ = std::move(mean);
    covariance_ = std::move(covariance);
}

double FacultyLaw::mean_w() const {
    double sum = 0.0;
    for (std::size_t i = 0; i < n(); i += 2)
        sum += mean_[i];
    return sum;
}

double FacultyLaw::variance_w() const {
    double sum = 0.0;
    for (std::size_t i = 0; i < n(); i += 2)
        for (std::size_t j = 0; j < n(); j += 2)
            sum += covariance_[i * n() + j];
    return sum;
}

double FacultyLaw::mean_all() const {
    double sum = 0.0;
    for (double const x : mean_)
        sum += x;
    return sum;
}

} // namespace stempath::tests
