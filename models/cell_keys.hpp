//! Cells of people and their keys: who somebody is, for life (law 1).
#pragma once

#include "models/model.hpp"

#include <cstdint>

namespace stempath::models {

//! Where an entrant stands on arrival.
struct EntryPoint {
    std::uint8_t stage = 0, field = 0, credential = 0, region = 0;
};

//! First keys of the cells of packs without ages: base stocks, entries, pools of applicants from
//! outside.
std::uint64_t start_cell(Model const& model, EntryPoint at, std::uint32_t group);
std::uint64_t entry_cell(Model const& model, EntrySpec const& entry, std::uint32_t region,
                         std::uint32_t group, std::int32_t year);
//! The stage does not matter: one person of a pool may apply for posts of several.
std::uint64_t pool_cell(Model const& model, PoolSpec const& pool, EntryPoint at,
                        std::uint32_t group, std::int32_t year);

//! Those of a pool who are at work in the base year.
std::uint64_t pool_start_cell(Model const& model, PoolSpec const& pool, EntryPoint at,
                              std::uint32_t group);

/*!
 * No two cells may share a key, whatever a replicate rounds to. Throws std::invalid_argument when
 * two do. `drawn_from`, as build_model has it: where its cells lie farther apart than people can be
 * in one, nothing needs to be looked at.
 */
void check_keys(Model& model, Model const* drawn_from);

} // namespace stempath::models
