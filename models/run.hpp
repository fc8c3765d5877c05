//! One replicate, from the base year to the last.
#pragma once

#include "models/measures.hpp"

#include "sim/executor.hpp"

#include <cstdint>
#include <functional>

namespace stempath::models {

//! Called after each simulated year, or in the midst of one; returns false to stop.
using AfterYear = std::function<bool()>;

//! Simulates one replicate. Throws Interrupted when `after_year` says stop, or `within_year`, which
//! is asked while many people are laid out.
Recording simulate(Measures const& measures, std::uint32_t replicate, sim::Executor const& executor,
                   AfterYear const& after_year, AfterYear const& within_year = {});

} // namespace stempath::models
