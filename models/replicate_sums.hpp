//! What is left of replicates once they are done: sums over all, a little of each.
#pragma once

#include "models/parity.hpp"

#include <cstdint>
#include <mutex>
#include <vector>

namespace stempath::models {

/*!
 * Takes the replicates of a study as they finish, in any order and from any thread. Tables are
 * summed in integers, and the rest has a place for each replicate, so the order leaves no trace.
 * With RunSettings::record_replicates the tables of each replicate are kept too.
 */
class ReplicateSums {
  public:
    explicit ReplicateSums(Measures const& measures);

    //! `i` counts from RunSettings::first_replicate. Throws std::overflow_error when a count is too
    //! large to be kept.
    void add(std::size_t i, Recording const& recording, double wall_s);

    //! The same replicate once more, with the same figures and other luck: it enters nothing but
    //! the split of the noise.
    void add_twin(std::size_t i, Recording const& recording);

    //! Everything but what the study as a whole says of itself (level, warnings, time).
    StudyResult result() &&;

  private:
    void add_tables(std::size_t i, Recording const& recording);

    Measures const& measures_;
    std::vector<sim::MeasureTable> tables_;
    std::vector<ReplicateSeries> series_, twins_;
    std::vector<ReplicateResult> replicates_;
    std::vector<sim::Digest128> digests_, ledgers_;
    std::int64_t base_persons_ = 0, person_years_ = 0;
    std::mutex mutex_; //!< of the sums
};

} // namespace stempath::models
