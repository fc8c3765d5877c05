//! What debug builds check after every process: that it wrote what the schedule says and nothing
//! else, and that nobody was lost or invented.
#pragma once

#include "models/run_state.hpp"

#include <array>
#include <initializer_list>
#include <string_view>

namespace stempath::models {

#ifdef STEMPATH_CHECKS
inline constexpr bool checks = true;
#else
inline constexpr bool checks = false;
#endif

//! Remembers the columns of a block.
class WriteCheck {
  public:
    explicit WriteCheck(sim::Block const& block);
    //! Throws std::logic_error, naming process and column, when a column has changed that none of
    //! these processes of the schedule writes.
    void compare(sim::Block const& block, std::initializer_list<std::string_view> processes) const;

  private:
    std::array<std::uint64_t, 6> hash_; //!< stage, field, credential, experience, since, trait
};

//! Throws std::logic_error, naming process and block, when the block's counts of living people are
//! not those of its rows.
void check_block(Model const& model, sim::Block const& block, std::string_view process);

//! The same for the stocks of a run as last merged against all of its people, state by state.
void check_stock(RunState const& run, std::int32_t year, std::string_view process);

} // namespace stempath::models
