//! Means, quantiles and bands over replicates.
#pragma once

#include "models/parity_result.hpp"

#include <limits>
#include <optional>
#include <vector>

namespace stempath::models {

//! What does not exist: the share of a workforce of nobody.
inline constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();

//! part / whole, or no number where the whole is not above 0.
inline double part_of(double part, double whole) {
    return whole > 0.0 ? part / whole : missing_number;
}

//! The numbers that there are.
std::vector<double> present(std::vector<double> v);
//! No number of none.
double mean(std::vector<double> const& v);
double sample_sd(std::vector<double> const& v);
//! Linear between order statistics; no number of none.
double quantile(std::vector<double> sorted, double q);
//! Adds a year: mean, 5 and 95 % quantile of the numbers that there are.
void add_year(Band& band, std::vector<double> const& over_replicates);
//! Of years, those that never come counted as later than all others; none when that is such a one.
std::optional<double> median_year(std::vector<std::optional<std::int32_t>> const& years);

} // namespace stempath::models
