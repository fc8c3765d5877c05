//! The field that a mover draws: an exponential race over field names, so that a larger share of
//! one field moves people only into it.
#pragma once

#include "models/ledger.hpp"

namespace stempath::models {

//! Fields of n people of one block, at most chunk_rows, who take `move`, while they still stand in
//! the stage that they leave; `scratch` holds the keys and groups of their rows and receives
//! `drawn_field`.
void draw_fields(Model const& model, sim::Block const& block, Year const& year,
                 ExitMove const& move, std::uint16_t const* rows, std::size_t n, Scratch& scratch);

//! The field of one person, 0 where the move draws none.
std::uint8_t drawn_field(Model const& model, Person const& person, Year const& year,
                         ExitMove const& move, Scratch& scratch);

} // namespace stempath::models
