//! Races of a small block, of all its stages at once.
#pragma once

#include "models/run_state.hpp"

namespace stempath::models {

/*!
 * Adds a person of a stage in which all may stay: a lane for each exit that may beat staying.
 * `eta` holds the log-odds of the person's exits. Room for `sieved_exits` lanes is needed.
 */
void pool_person(Scratch::Pool& pool, StageRace const& race, sim::Block const& block,
                 std::uint8_t stage, std::uint16_t row, sim::Call call, std::uint32_t may_win,
                 std::int32_t const* eta);

//! Moves those of the pool who leave their stage, and empties it.
void run_pool(Model const& model, sim::Block& block, Year const& year, StockShape const& shape,
              Worker& worker);

} // namespace stempath::models
