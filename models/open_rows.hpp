//! People who enter packs without ages: rows are appended to open blocks.
#pragma once

#include "models/cell_keys.hpp"
#include "models/run_state.hpp"

namespace stempath::models {

//! Appends people of one cell at the end of the open blocks of a region, beginning new blocks as
//! needed.
class OpenRows {
  public:
    OpenRows(RunState& run, Year const& year) : run_(run), year_(year) {}

    //! `count` people with ordinals from `first_ordinal` on of the cell whose keys start at
    //! `cell_key`, `tenure` years in stage.
    void enter(EntryPoint at, std::uint32_t group, std::uint64_t cell_key,
               std::uint32_t first_ordinal, std::uint32_t count, std::int32_t tenure, sim::Way way);

  private:
    sim::Block& with_room(std::uint8_t region, std::uint32_t wanted);
    std::uint32_t new_capacity(std::uint8_t region, std::uint32_t wanted) const;
    void fill(sim::Block& block, sim::RowRun const& rows, EntryPoint at, std::int32_t tenure);

    RunState& run_;
    Year const& year_;
};

//! Largest remainders: integers that sum to `total` in proportion to `shares` (not all 0); ties go
//! to the earlier.
std::vector<std::int64_t> apportion(std::vector<double> const& shares, std::int64_t total);

} // namespace stempath::models
