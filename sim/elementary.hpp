#pragma once

/*! \file exp and log from + - * / and bit operations alone, so that every libm gives our bits.
 *
 * Build with -ffp-contract=off: a fused multiply-add rounds otherwise (a test of known bits fails
 * then). Both are free of branches and tables; a plain loop over an array becomes vector code.
 * The coefficients are minimax (Remez), computed with 60 digits.
 */

#include <bit>
#include <cstdint>
#include <limits>

namespace stempath::sim {

//! ln 2 as a sum: the first part has 21 zero bits at its end, so whole multiples of it are exact.
inline constexpr double ln2_high = 0x1.62e42fee00000p-1;
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/*! Natural logarithm of a positive, normal, finite number.
 *
 * Any other argument gives a number without meaning. Relative error at most 0.9 units in the last
 * place (measured on 10 million arguments). log_of(1) is exactly 0.
 *
 * x = 2^k m with m in [sqrt(1/2), sqrt(2)); with f = m - 1 and s = f / (2 + f),
 * ln m = 2 atanh s = f - f^2/2 + s (f^2/2 + s^2 P(s^2)).
 */
[[gnu::always_inline]] constexpr double log_of(double x) {
    constexpr std::uint64_t bits_of_one = 0x3ff0000000000000U;
    constexpr std::uint64_t bits_of_root_half = 0x3fe6a09e00000000U;
    constexpr std::uint64_t mantissa = 0x000fffffffffffffU;
    // As an integer in the mantissa of 2^52 the exponent becomes a double without a conversion of
    // 64-bit integers, which AVX2 lacks.
    constexpr std::uint64_t bits_of_2_52 = 0x4330000000000000U;

    std::uint64_t const shifted =
        std::bit_cast<std::uint64_t>(x) + (bits_of_one - bits_of_root_half);
    double const k = std::bit_cast<double>((shifted >> 52) | bits_of_2_52) - (0x1p52 + 1023.0);
    double const f = std::bit_cast<double>((shifted & mantissa) + bits_of_root_half) - 1.0;

    double const s = f / (2.0 + f);
    double const z = s * s;
    double const w = z * z;
    double const odd =
        w * (0x1.9999999999522p-2 + w * (0x1.c71c62d1bf499p-3 + w * 0x1.39fdc795ddf75p-3));
    double const even =
        z * (0x1.5555555555558p-1 +
             w * (0x1.2492492e02b74p-2 + w * (0x1.7462b9ba0de98p-3 + w * 0x1.2b5f0dc61c339p-3)));
    double const half_square = 0.5 * f * f;
    return k * ln2_high -
           ((half_square - (s * (half_square + (odd + even)) + k * ln2_low)) - f);
}

/*! e to the power of x.
 *
 * 0 below -708 (no subnormal numbers), infinite above 709.75; elsewhere the relative error is at
 * most 1 unit in the last place (measured on 10 million arguments). exp_of(0) is exactly 1.
 *
 * x = n ln 2 + r with |r| <= ln 2 / 2; e^r = 1 + r + r^2 Q(r).
 */
[[gnu::always_inline]] constexpr double exp_of(double x) {
    constexpr double round_to_integer = 0x1.8p52; // its last mantissa bits then hold n
    double const in_range = x < -708.0 ? -708.0 : (x > 709.75 ? 709.75 : x);
    double const shifted = in_range * 0x1.71547652b82fep+0 + round_to_integer;
    double const n = shifted - round_to_integer;
    double const r = (in_range - n * ln2_high) - n * ln2_low;
    double const r2 = r * r;
    double const r4 = r2 * r2;
    double const q01 = 0x1.0000000000001p-1 + r * 0x1.5555555555558p-3;
    double const q23 = 0x1.5555555553d62p-5 + r * 0x1.111111110f803p-7;
    double const q45 = 0x1.6c16c1788c095p-10 + r * 0x1.a01a01b00c5b8p-13;
    double const q67 = 0x1.a019b90c8b822p-16 + r * 0x1.71ddf6b37f67dp-19;
    double const q89 = 0x1.289186067fbb6p-22 + r * 0x1.af632b908f96ap-26;
    double const q = (q01 + r2 * q23) + r4 * ((q45 + r2 * q67) + r4 * q89);
    double const power = 1.0 + (r + r2 * q);
    // 2^(n-1), then doubled, so that n = 1024 is within range.
    double const half_scale =
        std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + 1022U) << 52);
    double const result = power * half_scale * 2.0;
    double const above = x > 709.75 ? std::numeric_limits<double>::infinity() : result;
    return x < -708.0 ? 0.0 : above;
}

} // namespace stempath::sim
