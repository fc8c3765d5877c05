//! How many people each cell of a pack with ages is expected to have.
#pragma once

#include "models/kernels/kernels.hpp"
#include "models/pack.hpp"

#include "sim/population.hpp"

#include <cstdint>
#include <vector>

namespace stempath::models {

struct Model;

/*!
 * Every cell in which somebody may be, of all cohorts: what no replicate changes. A replicate only
 * rounds the expected number by key, as sim::round_by_key does: the whole part, and one more where
 * the 64 bits of the cell's call lie above a limit.
 */
class CellPlan {
  public:
    //! Cells of one birth cohort in one region, in order of group and, within a group, of year of
    //! entry.
    struct Cohort {
        std::size_t begin = 0, end = 0;
    };

    CellPlan() = default;
    explicit CellPlan(Model const& model);

    Cohort cohort(std::int32_t birth_year, std::uint32_t region) const {
        return cohorts_[static_cast<std::size_t>(birth_year - first_birth_year_) * regions_ +
                        region];
    }
    //! The most cells of a cohort.
    std::size_t most() const { return most_; }

    //! People of each cell of a cohort in one replicate, into `persons`: room for
    //! filled_up(most()). `keys` of the draws by year since the base.
    void count(Kernels const& kernels, Cohort cohort, std::vector<sim::DrawKey> const& keys,
               std::uint32_t* persons) const;
    //! The rows of a cell of so many people.
    sim::RowRun rows(std::size_t cell, std::uint32_t persons) const;

  private:
    void add_cohort(Model const& model, std::int32_t birth_year, std::uint32_t region);
    void add(std::uint64_t first_key, double expected, sim::RowRun const& rows);
    void fill_up();

    std::int32_t base_year_ = 0, first_birth_year_ = 0;
    std::uint32_t regions_ = 1;
    std::size_t most_ = 0;
    std::vector<Cohort> cohorts_;
    // By cell.
    std::vector<std::uint32_t> key_high_, key_low_, limit_high_, limit_low_, whole_;
    std::vector<std::int16_t> entry_year_;
    std::vector<sim::GroupId> group_;
    std::vector<sim::Way> way_;
};

} // namespace stempath::models
