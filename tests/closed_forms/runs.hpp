#pragma once

//! Replicates of a pack and the moments of what they count.

#include "tests/models/support.hpp"

#include <cstdint>
#include <vector>

namespace stempath::tests {

//! Means and sample variances over replicates, cell by cell.
class Moments {
  public:
    void add(std::vector<double> const& cells);
    double mean(std::size_t cell) const { return sum_[cell] / n(); }
    double variance(std::size_t cell) const;
    double n() const { return static_cast<double>(replicates_); }

  private:
    std::uint32_t replicates_ = 0;
    std::vector<double> sum_, squares_;
};

//! Persons in a stage by year, group by group in the order of `groups`; [year][group].
std::vector<double> stocks_of(Trial const& trial, models::Recording const& recording,
                              std::string const& stage, std::vector<std::string> const& groups);

//! Persons in a stage by completed years in it, [year][class][group]. Needs
//! RunSettings::count_years_in_stage.
std::vector<double> years_in_stage_of(Trial const& trial, models::Recording const& recording,
                                      std::string const& stage,
                                      std::vector<std::string> const& groups);

//! The distributions that laws are made of; 0 outside of their range.
double log_choose(double n, double k);
double binomial(std::int64_t n, double p, std::int64_t k);
//! k of the marked among `draws` drawn from n, `marked` of them marked.
double hypergeometric(std::int64_t n, std::int64_t marked, std::int64_t draws, std::int64_t k);

//! Counts of outcomes against their chances, neighbours put together until each bin expects ten.
double sigmas_from_law(std::vector<std::uint64_t> const& counts, std::vector<double> const& law);

} // namespace stempath::tests
