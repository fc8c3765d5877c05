#pragma once

/*! \file A quick Gumbel term for races that are not close.
 *
 * The winner of a race is decided on exact integers (sim/race.hpp). Most races are not close: when
 * the best total leads by more than twice the error of a cheap term, the exact terms would name the
 * same winner, and only the few others need them. So the answer never depends on this file.
 */

#include "sim/elementary.hpp"

#include <cstdint>

namespace stempath::sim {

//! Natural logarithm of a positive normal float, relative error below 3e-6 near 1 as elsewhere.
//! ln(1 + f) / f by a polynomial of degree 6 (Chebyshev interpolation on [sqrt(1/2) - 1, sqrt(2) -
//! 1]).
[[gnu::always_inline]] constexpr float near_log(float x) {
    constexpr std::int32_t bits_of_root_half = 0x3f3504f3;
    constexpr float ln2 = 0x1.62e430p-1F;
    auto const bits = bits_as<std::int32_t>(x);
    std::int32_t const k = (bits - bits_of_root_half) >> 23;
    float const f = bits_as<float>(bits - (k << 23)) - 1.0F;
    float const low =
        0x1.000012p+0F + f * (-0x1.000126p-1F + f * (0x1.552182p-2F + f * -0x1.fe5e56p-3F));
    float const high = 0x1.a45c70p-3F + f * (-0x1.7c6464p-3F + f * 0x1.dd80f6p-4F);
    float const f2 = f * f;
    return static_cast<float>(k) * ln2 + f * (low + f2 * f2 * high);
}

//! gumbel_q20 at the same argument differs from near_gumbel_q20 by at most this (tested at every
//! odd24).
inline constexpr std::int32_t near_gumbel_error = 8;

//! 2^20 * -ln(-ln u) at u = odd24 * 2^-24, in float.
[[gnu::always_inline]] constexpr std::int32_t near_gumbel_q20(std::uint32_t odd24) {
    float const u = static_cast<float>(static_cast<std::int32_t>(odd24)) * 0x1p-24F;
    return static_cast<std::int32_t>(-near_log(-near_log(u)) * 0x1p20F);
}

} // namespace stempath::sim
