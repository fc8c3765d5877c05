//! People who come in one by one, or of whom nobody knew beforehand: rows are appended to open
//! blocks.
#pragma once

#include "models/cell_keys.hpp"
#include "models/run_state.hpp"

namespace stempath::models {

//! Who comes, and where to. Without ages everybody counts as born in the base year.
struct Newcomer {
    EntryPoint at;
    std::uint32_t group = 0;
    std::int32_t birth_year = 0;
};

//! People of one cell whose keys start at `cell_key`: `count` of them from an ordinal on.
struct Ordinals {
    std::uint64_t cell_key = 0;
    std::uint32_t first = 0, count = 0;
};

//! Years in stage on coming: one number, or drawn, geometric.
struct Stay {
    std::int32_t years = 0;
    float scale = 0.0F; //!< of the draw: 1 / ln(1 + 1/mean); 0: not drawn

    static Stay drawn(double mean_years);
};

//! Appends people of one cell at the end of the open blocks of a cohort and region, beginning new
//! blocks as needed.
class OpenRows {
  public:
    OpenRows(RunState& run, Year const& year) : run_(run), year_(year) {}

    void enter(Newcomer const& who, Ordinals ordinals, Stay stay, sim::Way way);

  private:
    sim::Block& with_room(Newcomer const& who, std::uint32_t wanted);
    std::uint32_t new_capacity(Newcomer const& who, std::uint32_t wanted) const;
    void fill(sim::Block& block, sim::RowRun const& rows, EntryPoint at, Stay stay);
    void draw_stays(sim::Block& block, sim::RowRun const& rows, float scale);

    RunState& run_;
    Year const& year_;
    sim::Block* last_ = nullptr; //!< the block of the latest newcomer
};

//! Largest remainders: integers that sum to `total` in proportion to `shares` (not all 0); ties go
//! to the earlier.
std::vector<std::int64_t> apportion(std::vector<double> const& shares, std::int64_t total);

} // namespace stempath::models
