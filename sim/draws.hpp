#pragma once

/*! \file Keyed draws: a draw is a pure function of (seed, replicate, year, purpose, person).
 *
 * No generator is advanced and none belongs to a thread, so the order of asking is irrelevant.
 * The mapping is the draw contract of docs/draws.md; changing a bit of it changes its version.
 */

#include "sim/ids.hpp"
#include "sim/name_hash.hpp"
#include "sim/threefry.hpp"

#include <cstdint>
#include <string_view>

namespace stempath::sim {

//! Version of the draw contract; it is part of every key.
inline constexpr std::uint32_t draw_contract_version = 1;

//! The 64 bits of one call.
struct Call {
    std::uint32_t a{};
    std::uint32_t c{};

    friend constexpr bool operator==(Call, Call) = default;
};

//! What a draw is for: a declared name (a race, a programme, a market), never a number.
class Purpose {
  public:
    explicit constexpr Purpose(std::string_view name) : hash_(name_hash64(name)) {}

    constexpr std::uint64_t hash() const { return hash_; }

  private:
    std::uint64_t hash_;
};

//! Key of all the draws of one (seed, replicate, year, purpose).
struct DrawKey {
    std::uint32_t k0{};
    std::uint32_t k1{};

    friend constexpr bool operator==(DrawKey, DrawKey) = default;
};

//! The keys of one replicate.
class DrawSource {
  public:
    DrawSource(std::uint64_t seed, std::uint32_t replicate) : seed_(seed), replicate_(replicate) {}

    /*! Words 0 and 1 of Threefry4x32-20 with
     * key (seed low, seed high, replicate, contract version) and
     * counter (year as two's complement, purpose hash low, purpose hash high, 0).
     */
    DrawKey key(std::int32_t year, Purpose purpose) const;

  private:
    std::uint64_t seed_;
    std::uint32_t replicate_;
};

//! The call of one person (or of a named thing: cell = name_hash(its name), ordinal = its number).
[[gnu::always_inline]] constexpr Call draw(DrawKey key, PersonKey person) {
    Words2 const out = threefry2x32<13>({key.k0, key.k1}, {person.cell, person.ordinal});
    return {out.x0, out.x1};
}

/*! Finaliser of 32 bits, a bijection; every input bit turns every output bit with a chance near
 * 1/2.
 *
 * C. Wellons's `lowbias32` as improved by T. Ettinger (Hash Prospector, "16 21f0aaad 15 d35a2d97
 * 15"): measured bias 0.107.
 */
[[gnu::always_inline]] constexpr std::uint32_t mix32(std::uint32_t x) {
    x = (x ^ (x >> 16)) * 0x21f0aaadU;
    x = (x ^ (x >> 15)) * 0xd35a2d97U;
    return x ^ (x >> 15);
}

/*! The 32 bits that a call holds for one name, as many names as one likes, by no order of theirs.
 *
 * For one name uniform and independent of the call's `a`; for two or three names the joint law is
 * tested (tests/sim/derive_test.cpp).
 */
[[gnu::always_inline]] constexpr std::uint32_t derive(Call call, std::uint32_t hash) {
    return mix32(call.a ^ hash) ^ call.c;
}

/*! One of the 2^23 odd numbers below 2^24: u = odd24 * 2^-24 lies within (0, 1), as often at u as
 * at 1 - u, and is exact in a float.
 */
[[gnu::always_inline]] constexpr std::uint32_t odd24(std::uint32_t bits) {
    return (bits >> 8) | 1U;
}

//! u = odd24(bits) * 2^-24, uniform on the odd multiples of 2^-24 in (0, 1).
[[gnu::always_inline]] constexpr double uniform(std::uint32_t bits) {
    return static_cast<double>(static_cast<std::int32_t>(odd24(bits))) * 0x1p-24;
}

//! All 64 bits of a call, `a` being the high half.
constexpr std::uint64_t bits64(Call call) { return (std::uint64_t{call.a} << 32) | call.c; }

/*! Rounds a real count to an integer whose mean is the count: floor(x + u), u = the first 53 bits
 * of the call over 2^53, as in exact arithmetic. An integer stays as it is; with one call, more
 * expected is never less given.
 *
 * \throws std::domain_error unless |expected| <= 2^52.
 */
std::int64_t round_by_key(double expected, Call call);

} // namespace stempath::sim
