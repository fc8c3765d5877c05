#pragma once

/*! \file The Threefry generators that the draw contract names.
 *
 * Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC11 (2011). Written
 * out in additions, rotations and exclusive ors of 32-bit words, without arrays, so that a loop
 * over counters becomes vector code. Tested against the published vectors and Random123 itself.
 */

#include <cstdint>

namespace stempath::sim {

struct Words2 {
    std::uint32_t x0{};
    std::uint32_t x1{};

    friend constexpr bool operator==(Words2, Words2) = default;
};

struct Words4 {
    std::uint32_t x0{};
    std::uint32_t x1{};
    std::uint32_t x2{};
    std::uint32_t x3{};

    friend constexpr bool operator==(Words4, Words4) = default;
};

//! Parity word of the key schedule (SKEIN_KS_PARITY32).
inline constexpr std::uint32_t threefry_parity = 0x1BD11BDAU;

template <int Rotation>
[[gnu::always_inline]] constexpr void threefry_round(Words2& x) {
    x.x0 += x.x1;
    x.x1 = ((x.x1 << Rotation) | (x.x1 >> (32 - Rotation))) ^ x.x0;
}

/*! Threefry2x32 with 13 or 20 rounds: 64 bits that are a bijection of the counter for each key.
 *
 * 13 is the fewest rounds that passed BigCrush (Salmon et al., table 2); we use it where a call is
 * made for each person and year.
 */
template <int Rounds>
[[gnu::always_inline]] constexpr Words2 threefry2x32(Words2 key, Words2 counter) {
    static_assert(Rounds == 13 || Rounds == 20);
    std::uint32_t const k0 = key.x0;
    std::uint32_t const k1 = key.x1;
    std::uint32_t const k2 = threefry_parity ^ k0 ^ k1;
    Words2 x{counter.x0 + k0, counter.x1 + k1};

    threefry_round<13>(x);
    threefry_round<15>(x);
    threefry_round<26>(x);
    threefry_round<6>(x);
    x.x0 += k1;
    x.x1 += k2 + 1U;
    threefry_round<17>(x);
    threefry_round<29>(x);
    threefry_round<16>(x);
    threefry_round<24>(x);
    x.x0 += k2;
    x.x1 += k0 + 2U;
    threefry_round<13>(x);
    threefry_round<15>(x);
    threefry_round<26>(x);
    threefry_round<6>(x);
    x.x0 += k0;
    x.x1 += k1 + 3U;
    threefry_round<17>(x);
    if constexpr (Rounds == 20) {
        threefry_round<29>(x);
        threefry_round<16>(x);
        threefry_round<24>(x);
        x.x0 += k1;
        x.x1 += k2 + 4U;
        threefry_round<13>(x);
        threefry_round<15>(x);
        threefry_round<26>(x);
        threefry_round<6>(x);
        x.x0 += k2;
        x.x1 += k0 + 5U;
    }
    return x;
}

//! Threefry4x32 with 20 rounds: used for keys only, so it is not in any hot loop.
Words4 threefry4x32_20(Words4 key, Words4 counter);

} // namespace stempath::sim
