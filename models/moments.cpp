#include "models/moments.hpp"

#include <algorithm>
#include <cmath>

namespace stempath::models {

std::vector<double> present(std::vector<double> v) {
    std::erase_if(v, [](double x) { return std::isnan(x); });
    return v;
}

double mean(std::vector<double> const& v) {
    double sum = 0.0;
    for (double const x : v)
        sum += x;
    return sum / static_cast<double>(v.size());
}

double sample_sd(std::vector<double> const& v) {
    double const m = mean(v);
    double sum = 0.0;
    for (double const x : v)
        sum += (x - m) * (x - m);
    return std::sqrt(sum / static_cast<double>(v.size() - 1));
}

double quantile(std::vector<double> sorted, double q) {
    if (sorted.empty())
        return missing_number;
    std::sort(sorted.begin(), sorted.end());
    double const at = q * static_cast<double>(sorted.size() - 1);
    auto const low = static_cast<std::size_t>(at);
    auto const high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

void add_year(Band& band, std::vector<double> const& over_replicates) {
    auto const there = present(over_replicates);
    band.mean.push_back(mean(there));
    band.low.push_back(quantile(there, 0.05));
    band.high.push_back(quantile(there, 0.95));
}

std::optional<double> median_year(std::vector<std::optional<std::int32_t>> const& years) {
    constexpr double censored = std::numeric_limits<double>::infinity();
    std::vector<double> v;
    for (auto const& y : years)
        v.push_back(y ? *y : censored);
    std::sort(v.begin(), v.end());
    double const m = (v[(v.size() - 1) / 2] + v[v.size() / 2]) / 2.0;
    return m < censored ? std::optional(m) : std::nullopt;
}

} // namespace stempath::models
