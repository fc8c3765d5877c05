//! One replicate, from the base year to the last.
#pragma once

#include "models/measures.hpp"

#include "sim/executor.hpp"

#include <cstdint>
#include <functional>

namespace stempath::models {

//! Called after each simulated year; returns false to stop.
using AfterYear = std::function<bool()>;

//! Simulates one replicate. Throws Interrupted when `after_year` says stop.
Recording simulate(Measures const& measures, std::uint32_t replicate, sim::Executor const& executor,
                   AfterYear const& after_year);

} // namespace stempath::models
