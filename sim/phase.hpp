//! The order of a year.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace stempath::sim {

/*!
 * The phases of a year, in this order. People never read each other: within a phase everybody reads
 * frozen parameters, boards and themselves. Phases up to `separate` publish no board in between, so
 * the engine runs them block by block in one sweep.
 */
enum class Phase : std::uint8_t {
    demography, //!< age, leave, be born, arrive
    develop,    //!< traits drift
    progress,   //!< education exits: one race a person
    separate,   //!< work exits: for those who have not moved this year
    hire,       //!< markets clear in declared order, then slots are filled by entry
    observe,    //!< stocks at the year end become the next year's boards
};

inline constexpr std::array<std::string_view, 6> phase_names{"demography", "develop", "progress",
                                                             "separate",   "hire",    "observe"};

} // namespace stempath::sim
