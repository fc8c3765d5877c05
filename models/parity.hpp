//! When parity is reached, by its declared definition.
#pragma once

#include "models/run.hpp"

#include <span>

namespace stempath::models {

//! What parity is judged by, kept of every replicate: people by [year][group] within the ages of
//! the definition.
struct ParitySeries {
    ParitySeries() = default;
    //! Throws std::overflow_error above 2^32 - 1 people.
    ParitySeries(Measures const& measures, Recording const& recording);

    std::vector<std::uint32_t> workforce;
    std::vector<std::uint32_t> reference; //!< empty when the reference is a table
};

//! The same of an expected path: people as real numbers, with no chance in them.
struct ExpectedSeries {
    std::vector<double> workforce, reference;
};

//! Ratios by lens group and year, first years of parity, and P by the goal years, over all
//! replicates.
ParityResult parity_of(Measures const& measures, std::span<ParitySeries const> replicates);
//! The same of the one path that there is; quantiles and goals do not exist.
ParityResult parity_of(Model const& model, ExpectedSeries const& path);

//! First year from which `k` years in a row are met; none within `met` (then censored). `met[i]` is
//! the year base + i.
std::optional<std::int32_t> first_lasting_year(std::vector<bool> const& met, std::int32_t base_year,
                                               std::int32_t k);

//! P with its standard error from `hits` of `n`: the share, and the posterior sd under Jeffreys'
//! prior (never 0).
GoalResult goal_result(std::int32_t year, std::int64_t hits, std::int64_t n);

} // namespace stempath::models
