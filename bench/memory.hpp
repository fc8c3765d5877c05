//! Bytes that a living person costs, as the system counts them.
#pragma once

#include "models/study.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace stempath::bench {

struct MemoryUse {
    std::int64_t living = 0; //!< at the year end with the most people
    std::int64_t resident_growth =
        0; //!< bytes: greatest resident size less that before the model was built
    std::int64_t column_bytes = 0; //!< bytes of the columns of all rows laid out until then: the
                                   //!< dead and those yet to arrive too

    double bytes_per_person() const {
        return static_cast<double>(resident_growth) / static_cast<double>(living);
    }
    double column_bytes_per_person() const {
        return static_cast<double>(column_bytes) / static_cast<double>(living);
    }
};

/*!
 * Builds the model and runs one replicate in a child process of its own. Call it before anything
 * has started threads. Throws std::runtime_error when the child fails.
 */
MemoryUse measure_memory(models::Pack const& pack, models::RunSettings const& settings);

//! Bytes that one replicate of so many people needs at its peak, with room to spare (see
//! docs/performance.md for what was measured).
double bytes_needed(double persons);
//! Bytes that the system would give us now: of the machine, and of the group that we run in. 0:
//! it does not say.
std::int64_t available_bytes();
//! What to tell when so many people do not fit; nothing where they do or the system does not say.
std::optional<std::string> lacks_memory(double persons);
//! Greatest resident size of this process so far.
std::int64_t peak_resident_bytes();

} // namespace stempath::bench
