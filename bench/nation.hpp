//! The whole country, person for person: the run that the engine is made for.
#pragma once

#include "bench/bench.hpp"

#include <string>

namespace stempath::bench {

struct NationOptions {
    unsigned threads = 0; //!< 0: as many as the machine has
    models::Level level = models::Level::best;
    double scale = 1.0; //!< synthetic people for each real one; below 1 only to try the command
};

//! What the run is measured by; on two cores.
inline constexpr double nation_goal_s = 90.0, nation_goal_bytes = 12e9;

struct NationReport {
    Machine machine;
    std::string pack, level;
    unsigned threads = 1;
    std::int32_t first_year = 0, last_year = 0;
    std::int64_t persons = 0; //!< at the base year
    std::int64_t person_years = 0;
    double seconds = 0.0,
           cpu_seconds = 0.0;    //!< the model made ready included, its files read before
    std::int64_t peak_bytes = 0; //!< greatest resident size of the whole program
    std::string digest;

    double person_years_per_s() const { return static_cast<double>(person_years) / seconds; }
};

/*!
 * One replicate from the base year to the scenario's last year, everything recorded, on all
 * threads. Throws TooLittleMemory before anything is laid out.
 */
NationReport measure_nation(Subject const& subject, NationOptions const& options, Say const& say);

std::string to_json(NationReport const& report);
std::string to_text(NationReport const& report);

} // namespace stempath::bench
