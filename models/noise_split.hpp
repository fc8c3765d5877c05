//! How much of the spread between replicates is luck, and how much is doubt.
#pragma once

#include "models/parity.hpp"

#include <span>
#include <vector>

namespace stempath::models {

/*!
 * The index of each lens group, the lowest of those that decide, and the persons in the workforce,
 * at each goal year and in the last year reported. `twins[i]` has the figures of `replicates[i]`
 * and luck of its own, so half the mean square of their difference is the variance that luck makes;
 * its relative standard error is sqrt(2 / pairs). What the variance over replicates has beyond it
 * is doubt; where it has nothing beyond it the two are not told apart. Empty without twins.
 */
std::vector<NoiseSplit> noise_split(Measures const& measures, ParityResult const& parity,
                                    std::span<ParitySeries const> replicates,
                                    std::span<ParitySeries const> twins);

//! The split of one number from its values; `twins[i]` belongs to `replicates[i]`.
NoiseSplit split_of(std::span<double const> replicates, std::span<double const> twins);

} // namespace stempath::models
