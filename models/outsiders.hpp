//! Applicants from pools outside, those of the base year among them.
#pragma once

#include "models/cell_keys.hpp"
#include "models/run_state.hpp"

#include <unordered_set>

namespace stempath::models {

//! One applicant from a pool, and where the person will stand when hired.
struct Outsider {
    EntryPoint at;
    std::uint32_t group = 0;
    Index pool = 0;
    std::uint64_t cell_key = 0;
    std::uint32_t ordinal = 0;

    std::uint64_t bits() const { return cell_key + ordinal; }
    sim::PersonKey key() const { return sim::RowRun::key_of(bits()); }
};

//! Keys of those hired this year, for nobody is hired twice.
using HiredOutsiders = std::unordered_set<std::uint64_t>;

/*!
 * Everybody from the market's pools who applies at one desk in one year: those of the region, field
 * and credential that the pool says; where it says none, of the desk's own region and field, with
 * the credential that the market asks for.
 */
std::vector<Outsider> outsiders_at(RunState const& run, Year const& year, Desk const& desk,
                                   HiredOutsiders const& hired);

//! They enter the posts of the desk; where people have ages, each with an age drawn by key from
//! those of the pool.
void enter_outsiders(RunState& run, Year const& year, std::vector<Outsider> const& outsiders,
                     HiredOutsiders& hired);

//! The people of pools who hold posts in the base year.
void start_outsiders(RunState& run, Year const& year);

} // namespace stempath::models
