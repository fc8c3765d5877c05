//! When parity is reached, by its declared definition.
#pragma once

#include "models/run.hpp"

#include <span>

namespace stempath::models {

//! What one definition is judged by, kept of every replicate.
struct ParitySeries : ParityCounts<std::uint32_t> {
    ParitySeries() = default;
    //! `definition` counts as Measures::definitions. Throws std::overflow_error above 2^32 - 1
    //! people.
    ParitySeries(Measures const& measures, Recording const& recording, std::size_t definition = 0);
};

//! The same of an expected path: people as real numbers, with no chance in them.
using ExpectedSeries = ParityCounts<double>;

//! What is kept of a replicate for the findings.
struct ReplicateSeries {
    ReplicateSeries() = default;
    ReplicateSeries(Measures const& measures, Recording const& recording);

    std::vector<ParitySeries> definitions;
    std::vector<LineCounts> lines;
};

//! Everything that people are judged by, over all replicates.
Findings findings_of(Measures const& measures, std::span<ReplicateSeries const> replicates);

//! Ratios by lens group and year, first years of parity, and P by the goal years, over all
//! replicates, by the main definition.
ParityResult parity_of(Measures const& measures, std::span<ParitySeries const> replicates);
//! The same of the one path that there is; quantiles and goals do not exist.
ParityResult parity_of(Measures const& measures, ExpectedSeries const& path);

//! First year from which `k` years in a row are met; none within `met` (then censored). `met[i]` is
//! the year base + i.
std::optional<std::int32_t> first_lasting_year(std::vector<bool> const& met, std::int32_t base_year,
                                               std::int32_t k);

//! P with its standard error from `hits` of `n`: the share, and the posterior sd under Jeffreys'
//! prior (never 0).
GoalResult goal_result(std::int32_t year, std::int64_t hits, std::int64_t n);

} // namespace stempath::models
