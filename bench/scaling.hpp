//! How the time grows with threads, with people, and with replicates side by side.
#pragma once

#include "bench/bench.hpp"

#include <set>
#include <string>
#include <vector>

namespace stempath::bench {

enum class Scaling : std::uint8_t {
    strong,   //!< the same people on more threads
    weak,     //!< as many more people as threads
    ensemble, //!< the same replicates, on more threads side by side
    size      //!< more people on one thread
};
std::string_view name_of(Scaling kind);

struct ScalingOptions {
    std::set<Scaling> kinds{Scaling::strong, Scaling::weak, Scaling::ensemble, Scaling::size};
    unsigned threads_up_to = 0; //!< 0: as many as the machine has
    models::Level level = models::Level::best;
    std::uint32_t rounds = 3;           //!< runs of which the best counts
    std::optional<double> persons;      //!< of strong; default: the scenario's scale
    double persons_per_thread = 1e6;    //!< of weak
    double persons_per_replicate = 1e5; //!< of ensemble
    std::vector<double> sizes{1e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7}; //!< of size
    double reference_size = 3e6;                         //!< what a person-year is compared with
    std::uint64_t copy_bytes = 0;                        //!< of an array; 0: as `bench` takes it
    std::uint64_t least_timed_person_years = 10'000'000; //!< small sizes run several replicates
};

struct ScalingPoint {
    unsigned threads = 1;
    std::int64_t persons = 0; //!< synthetic people at the base year, of one replicate
    std::uint32_t replicates = 1;
    std::int64_t person_years = 0; //!< of all replicates
    double seconds = 0.0, cpu_seconds = 0.0;
    std::string digest; //!< of the replicates in their order
    double speed_up = 1.0,
           efficiency = 1.0; //!< person-years a second against the first point, and that by thread
    double copy_gb_per_s = 0.0; //!< on as many threads

    double ns_per_person_year() const { return seconds * 1e9 / static_cast<double>(person_years); }
    double cpu_ns_per_person_year() const {
        return cpu_seconds * 1e9 / static_cast<double>(person_years);
    }
    //! 10^9 bytes a second of the columns of the living, each read and written once a year: the
    //! most that the model can need.
    double gb_per_s() const;
};

struct ScalingSeries {
    Scaling kind = Scaling::strong;
    std::vector<ScalingPoint> points;
    std::optional<double> serial_fraction; //!< Amdahl's, fitted; none on one thread and of sizes
    //! Of sizes: time on the processor for a person-year over that at the reference size, by point.
    std::vector<double> relative_cost;
    std::vector<std::string> skipped; //!< sentences without a dot
};

struct ScalingReport {
    Machine machine;
    std::string pack, level;
    unsigned threads_up_to = 1;
    std::uint32_t rounds = 1;
    std::int32_t first_year = 0, last_year = 0;
    double reference_size = 0.0;
    std::vector<ScalingSeries> series;
};

/*!
 * Amdahl's serial fraction s by least squares: 1 / speed-up = s + (1 - s) / threads. None without a
 * point on several threads. Below 0 where threads help more than they can by their number (caches).
 */
std::optional<double> serial_fraction(std::vector<ScalingPoint> const& points);

//! 1, 2, 4, ... and `most` itself.
std::vector<unsigned> thread_counts(unsigned most);

//! Measures the kinds asked for. Throws WrongAnswer when threads change a digest.
ScalingReport measure_scaling(Subject const& subject, ScalingOptions const& options,
                              Say const& say);

std::string to_json(ScalingReport const& report);
std::string to_text(ScalingReport const& report);

} // namespace stempath::bench
