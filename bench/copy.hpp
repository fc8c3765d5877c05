//! Memory bandwidth: what no program that touches every person can outrun.
#pragma once

#include "sim/executor.hpp"

#include <cstdint>

namespace stempath::bench {

//! Bytes of each of the two arrays: four times the last cache, at least 128 MiB.
std::uint64_t copy_array_bytes();

/*!
 * GB/s (10^9 bytes read plus written, write-allocation not counted) of copying one array into
 * another on the executor's threads, best of `rounds`. Throws WrongAnswer when the copy differs.
 */
double copy_gb_per_s(sim::Executor const& executor, std::uint64_t array_bytes,
                     std::uint32_t rounds);

} // namespace stempath::bench
