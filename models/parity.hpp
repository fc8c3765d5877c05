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
Findings findings_of(Measures const& measures, std::vector<ReplicateSeries> replicates,
                     std::vector<ReplicateSeries> twins = {});
//! The series of one definition of all replicates, copied.
std::vector<ParitySeries> series_of(std::vector<ReplicateSeries> const& replicates,
                                    std::size_t definition);

//! Ratios by lens group and year, first years of parity, and P by the goal years, over all
//! replicates, by the main definition. `twins` have the figures of the first of them: they tell who
//! is too noisy to decide.
ParityResult parity_of(Measures const& measures, std::span<ParitySeries const> replicates,
                       std::span<ParitySeries const> twins = {});
//! The same of the one path that there is; quantiles and goals do not exist.
ParityResult parity_of(Measures const& measures, ExpectedSeries const& path);

//! The number that the definition judges of a lens group, in each replicate; NaN where there is
//! none. `year` counts from the base year.
std::vector<double> judged_in(Measures const& measures, std::span<ParitySeries const> replicates,
                              GroupSeries const& group, std::size_t year);

//! First year from which `k` years in a row are met; none within `met` (then censored). `met[i]` is
//! the year base + i.
std::optional<std::int32_t> first_lasting_year(std::vector<bool> const& met, std::int32_t base_year,
                                               std::int32_t k);
//! The years that are one of `k` or more in a row that are met.
std::vector<bool> lasting(std::vector<bool> const& met, std::int32_t k);

//! P from `hits` of `n`: the share, the posterior sd under Jeffreys' prior (never 0), and Wilson's
//! (1927) interval.
GoalResult goal_result(std::int32_t year, std::int64_t hits, std::int64_t n);

} // namespace stempath::models
