//! What a figure was measured on.
#pragma once

#include <cstdint>
#include <string>

namespace stempath::bench {

struct Machine {
    std::string cpu; //!< as the system names it, or "unknown"
    unsigned hardware_threads = 0;
    std::uint64_t last_cache_bytes = 0; //!< 0: the system does not say
    std::string compiler, flags, naive_flags;
    double load = 0.0; //!< mean number of running tasks in the last minute, before the bench began
};

Machine machine();

std::uint64_t last_cache_bytes();

} // namespace stempath::bench
