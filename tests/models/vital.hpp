#pragma once

//! Mean and variance of the population that the tables of a pack with ages imply: the closed form
//! of its demography.

#include "models/pack.hpp"

#include <vector>

namespace stempath::tests {

struct Moments {
    double mean = 0.0, variance = 0.0;
};

/*!
 * People by [year since the base][group] in packs with ages, ages from_age to to_age, at a scale.
 * Who is here stays by independent draws and cells are rounded by key, so that mean and variance of
 * a cohort follow from each other: m' = s m + a, v' = s^2 v + s (1 - s) m + the variance of
 * rounding a.
 */
std::vector<std::vector<Moments>> expected_population(models::Pack const& pack, double scale,
                                                      std::int32_t years, std::int32_t from_age = 0,
                                                      std::int32_t to_age = 1000);

} // namespace stempath::tests
