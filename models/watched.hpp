//! Sets of states whose newcomers are counted: the workforce of each definition of parity, and the
//! stages of measures.
#pragma once

#include "models/states.hpp"

#include "models/study.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stempath::models {

//! A set has one bit, for at most this many.
inline constexpr std::size_t most_watched = 32;

/*!
 * Who comes into a set in a year is counted while people move: an exit, a hire, an entry or an
 * arrival from abroad that ends inside of it and began outside. Those who are inside and come of
 * age are not newcomers.
 *
 * The sets of careers are the workforce of the main definition wherever its posts are, in the
 * regions of its reference: residents who move into it, those of them who are known to have been in
 * it before, and people who come to live there at work.
 */
struct Watched {
    //! "main", other definitions, measures that count stages, then the sets of careers.
    std::vector<std::string> names;
    std::vector<std::uint32_t> sets;  //!< by state: one bit for each set that it belongs to
    std::vector<std::uint32_t> where; //!< by [region][age band]: sets that count people there
    std::size_t careers = 0;          //!< position of main.careers; returned and moved_in follow
    bool tells_returned = false;      //!< years of STEM work are years in the workforce of careers
    std::uint32_t moves = 0, arrivals = 0, returns = 0; //!< sets that count these; returns move too

    //! Sets that count who moves into them there.
    std::uint32_t by_move(std::uint32_t region, std::uint32_t bands, std::uint32_t band) const {
        return where[std::size_t{region} * bands + band] & moves;
    }
    //! Sets that count who comes to live there.
    std::uint32_t by_arrival(std::uint32_t region, std::uint32_t bands, std::uint32_t band) const {
        return where[std::size_t{region} * bands + band] & arrivals;
    }
};

//! By state: 1 where it belongs to the workforce of a definition.
std::vector<std::uint8_t> workforce_states(Pack const& pack, StateSpace const& states,
                                           ParitySpec const& spec);
//! By state: 1 where it belongs to "residents" or to a stage. Throws std::invalid_argument for a
//! name that is neither, nor a preset of the crosswalk.
std::vector<std::uint8_t> members(Pack const& pack, StateSpace const& states,
                                  std::string const& name);
//! By region: 1 where its name is in the list, or the list is empty.
std::vector<std::uint8_t> regions_in(Pack const& pack, std::vector<std::string> const& names);
//! By age band: 1 where it lies within the definition's ages.
std::vector<std::uint8_t> bands_in(Pack const& pack, std::vector<std::int32_t> const& band_from,
                                   ParitySpec const& spec);

//! `band_from`: first ages of the age bands; `is_stem`: by state, where years of STEM work count.
//! Throws std::invalid_argument beyond most_watched sets.
Watched watched_sets(Pack const& pack, StateSpace const& states,
                     std::vector<std::int32_t> const& band_from,
                     std::vector<std::uint8_t> const& is_stem, RunSettings const& settings);

} // namespace stempath::models
