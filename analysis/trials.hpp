//! Simulations of a pack at given values of its free numbers.
#pragma once

#include "analysis/linear.hpp"
#include "analysis/targets.hpp"

#include "models/doubt.hpp"
#include "models/free_numbers.hpp"
#include "models/study.hpp"

#include "sim/executor.hpp"

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace stempath::analysis {

//! A fit that cannot be made as asked; the message says why and what to do, without a dot at its
//! end.
class CalibrationError : public std::invalid_argument {
  public:
    using std::invalid_argument::invalid_argument;
};

//! What the simulations came to: a value for each target.
struct Simulated {
    std::vector<double> values; //!< of all replicates together
    Matrix by_replicate;        //!< [replicate][target]

    //! Monte Carlo standard error of each value, from the spread between replicates; not a number
    //! with one replicate.
    std::vector<double> errors() const;
};

//! Consecutive replicates, by number.
struct Batch {
    std::uint32_t first = 0, count = 1;
};

//! What is simulated: values of the free numbers, and, where there are normals, the other figures
//! drawn by them.
struct Trial {
    std::vector<double> values;
    models::Normals normals{};
};

/*!
 * Runs the pack to the last year that any target speaks of. The same numbers and the same
 * replicates give the same values, bit for bit, on any number of threads.
 */
class Trials {
  public:
    //! `goes_on` is asked after each simulated year, from any thread; false ends with Interrupted.
    Trials(models::Pack const& pack, Targets const& targets, double scale, std::uint64_t seed,
           unsigned threads, std::function<bool()> goes_on);

    std::vector<models::FreeNumber> const& numbers() const { return numbers_; }
    std::string label(std::size_t number) const;
    models::DoubtfulFigures const& figures() const { return figures_; }
    Targets const& targets() const { return targets_; }
    std::uint32_t simulations() const { return simulations_; } //!< so far

    //! Replicates side by side.
    Simulated at(std::vector<double> const& values, Batch batch);
    //! Several trials side by side.
    std::vector<Simulated> at_all(std::vector<Trial> const& trials, Batch batch);

  private:
    Simulated run(Trial const& trial, Batch batch, sim::Executor const& executor) const;

    models::Pack const& pack_;
    Targets const& targets_;
    models::DoubtfulFigures figures_;
    std::vector<models::FreeNumber> numbers_;
    models::RunSettings settings_;
    sim::Executor threads_;
    std::function<bool()> goes_on_;
    std::uint32_t simulations_ = 0;
};

} // namespace stempath::analysis
