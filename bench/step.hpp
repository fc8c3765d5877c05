//! Person-years a second of the engine, and what they must reproduce.
#pragma once

#include "bench/naive_tables.hpp"

#include "sim/executor.hpp"

#include <cstdint>

namespace stempath::bench {

//! Time of one replicate: all of it by the clock and on the processor, and by the clock what came
//! after the end of the first year.
struct StepTime {
    double whole_s = 0.0, cpu_s = 0.0, later_years_s = 0.0;
    std::int64_t person_years = 0, later_person_years = 0;
    std::int64_t base_persons = 0; //!< at the base year
    sim::Digest128 digest;

    double ns_per_person_year() const { return whole_s * 1e9 / static_cast<double>(person_years); }
    double cpu_ns_per_person_year() const {
        return cpu_s * 1e9 / static_cast<double>(person_years);
    }
    double later_ns_per_person_year() const {
        return later_years_s * 1e9 / static_cast<double>(later_person_years);
    }
};

//! Replicate 0 once: base population, births and arrivals laid out, all years, everything recorded.
StepTime time_step(models::Measures const& measures, sim::Executor const& executor);

//! The best of each time over several runs, which must all give the same digest.
void keep_best(StepTime& best, StepTime const& next);

//! ns per person-year of the plain loop, its base population included, by the clock and on the
//! processor.
struct NaiveTime {
    double ns = 0.0, cpu_ns = 0.0;
};

//! One run.
NaiveTime time_naive(NaiveTables const& tables, std::uint64_t seed);

} // namespace stempath::bench
