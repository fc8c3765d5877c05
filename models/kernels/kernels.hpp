//! The hot loops, compiled once for each instruction level; every level gives the same bits.
#pragma once

#include "sim/draws.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stempath::models {

//! Rows handled at once by the race: small enough for the first cache level. A multiple of
//! `vector_rows`.
inline constexpr std::size_t chunk_rows = 512;

//! Chunks are filled up to a multiple of this, so that no loop ends in single rows.
inline constexpr std::size_t vector_rows = 16;
constexpr std::size_t filled_up(std::size_t rows) {
    return (rows + vector_rows - 1) / vector_rows * vector_rows;
}

//! Traits are SD in units of 2^-12, held within +-4 SD; `beta` is log-odds per SD in units of
//! 2^-16.
inline constexpr std::int32_t trait_one = 1 << 12;
inline constexpr std::int32_t trait_bound = 4 * trait_one;

//! One step x' = x + kappa (sqrt(rho) z - x) + sigma eps, in 2^-12 units.
struct DriftArgs {
    std::size_t n;
    std::uint32_t const* cell;
    std::uint32_t const* ordinal;
    std::int16_t* trait[3];
    sim::DrawKey lifetime; //!< key of z, the same every year
    sim::DrawKey yearly;   //!< key of eps
    std::int32_t keep;     //!< (1 - kappa) 2^12; 0 draws the start
    std::int32_t pull;     //!< kappa sqrt(rho) 2^12
    std::int32_t noise;    //!< sigma 2^12
};

//! Years in stage of people who stand in it at the start: geometric, at most `most`.
struct PlaceArgs {
    std::size_t n;
    std::uint32_t const* cell;
    std::uint32_t const* ordinal;
    sim::DrawKey key;
    float scale; //!< 1 / ln(1 + 1/mean years)
    std::int32_t year, most;
    std::int16_t* since; //!< out
};

//! Who leaves, of all groups of a block.
struct LeaveArgs {
    std::size_t n; //!< rows up to filled_up(n) are read and written too
    std::uint32_t const* a;
    std::uint32_t const* c;
    std::uint32_t hash;
    std::uint8_t const* group;
    std::uint32_t const* threshold; //!< by group: 2^32 times the chance to stay; all ones: surely
    std::uint8_t* leaves;           //!< out: 1 or 0
};

//! People of many states, of those of them that each of two masks (all ones or zero) lets through.
struct CountArgs {
    std::size_t n;
    std::int64_t const* people;
    std::int64_t const* first;
    std::int64_t const* second;
    std::int64_t* out; //!< first, second
};

//! Counts rounded by key: 1 where the 64 bits of a cell's call lie above its limit.
struct RoundArgs {
    std::size_t n; //!< up to filled_up(n) are read and written
    std::uint32_t const* cell;
    std::uint32_t const* ordinal;
    std::uint32_t const* k0; //!< key of the cell's draw
    std::uint32_t const* k1;
    std::uint32_t const* limit_high;
    std::uint32_t const* limit_low;
    std::uint32_t* up; //!< out
};

inline constexpr std::size_t sieved_exits = 32;

//! Who may possibly move: a sieve by exact upper bounds of the odds.
struct SieveArgs {
    std::size_t n; //!< at most chunk_rows; rows up to filled_up(n) are read too
    std::uint32_t const* a;
    std::uint32_t const* c;
    std::uint32_t stay_hash;
    std::size_t exits;         //!< at most sieved_exits
    std::uint32_t const* hash; //!< by exit
    float const* bound;        //!< by exit: 2^24 times an upper bound of the odds
    std::uint32_t* may_win;    //!< out: a bit for each exit that may beat staying
};

//! One exit against staying, for those whom no other exit can move.
struct DuelArgs {
    std::size_t
        n; //!< at most chunk_rows; rows up to filled_up(n) are read too and must have valid offsets
    std::uint32_t const* a;
    std::uint32_t const* c;
    std::uint32_t const* offset; //!< into eta
    std::int32_t const* trait[3];
    std::uint32_t stay_hash;
    std::uint32_t hash;
    std::int32_t beta[3];
    std::int32_t const* eta;
    std::int32_t* lead; //!< out: above 0 where the exit is taken
};

//! Exits of any stages, each against staying: one lane for each (person, exit).
struct LeadArgs {
    std::size_t n; //!< rows up to filled_up(n) are read and written too
    std::uint32_t const* a;
    std::uint32_t const* c;
    std::uint32_t const* hash;
    std::int32_t const* odds; //!< log-odds of the exit, traits included
    std::uint32_t stay_hash;
    std::int32_t* lead; //!< out: off by at most twice sim::near_gumbel_error
};

//! The race itself.
struct RaceArgs {
    std::size_t
        n; //!< at most chunk_rows; rows up to filled_up(n) are read too and must have valid offsets
    std::uint32_t const* a;
    std::uint32_t const* c;
    std::uint32_t const* offset; //!< into eta, of the row's first exit
    std::int32_t const* trait[3];
    std::uint32_t stay_hash;
    std::size_t exits;
    std::uint32_t const* hash;
    std::int32_t const* beta[3]; //!< by exit
    std::int32_t const* eta;     //!< [cell][exits + 1], the last is staying
    std::uint32_t* winner;       //!< out: exit, or `exits` for staying
};

struct Kernels {
    std::string_view level;
    //! The calls of n people; up to filled_up(n) are read and written.
    void (*calls)(std::size_t n, std::uint32_t const* cell, std::uint32_t const* ordinal,
                  sim::DrawKey key, std::uint32_t* a, std::uint32_t* c);
    //! Keys of n consecutive people, the low word counting up without carry.
    void (*name)(std::size_t n, std::uint32_t high, std::uint32_t low, std::uint32_t* cell,
                 std::uint32_t* ordinal);
    //! leaves[i] = 1 where the draw of this name is at or above `threshold` (2^32 times the chance
    //! to stay).
    void (*leave)(std::size_t n, std::uint32_t const* a, std::uint32_t const* c, std::uint32_t hash,
                  std::uint32_t threshold, std::uint8_t* leaves);
    void (*leave_by_group)(LeaveArgs const&);
    //! found[i] becomes 1 where stage[i] is the wanted one.
    void (*find)(std::size_t n, std::uint8_t const* stage, std::uint8_t wanted,
                 std::uint8_t* found);
    void (*count)(CountArgs const&);
    void (*round)(RoundArgs const&);
    void (*place)(PlaceArgs const&);
    void (*drift)(DriftArgs const&);
    void (*sieve)(SieveArgs const&);
    void (*duel)(DuelArgs const&);
    void (*leads)(LeadArgs const&);
    void (*race)(RaceArgs const&);
};

namespace baseline {
extern Kernels const kernels;
}
namespace v3 {
extern Kernels const kernels;
}
namespace v4 {
extern Kernels const kernels;
}

} // namespace stempath::models
