//! What a simulation has come to, target by target.
#pragma once

#include "analysis/targets.hpp"

#include "models/model.hpp"

#include <span>
#include <vector>

namespace stempath::analysis {

/*!
 * The value of each target in counts of `replicates` replicates together, at full scale. Not a
 * number where there is nothing to divide by: nobody is at risk, no post is open.
 */
std::vector<double> target_values(models::Model const& model, std::span<Target const> targets,
                                  models::FitCounts const& counts, double replicates);

//! The share of people that would have left `target.stage` by its exit `retire` before the age of
//! the target, at the odds of the base year.
double retired_share(models::Pack const& pack, Target const& target);

} // namespace stempath::analysis
