#pragma once

/*! \file exp and log from + - * / and bit operations alone, so that every libm gives our bits.
 *
 * Build with -ffp-contract=off: a fused multiply-add rounds otherwise (a test of known bits fails
 * then). Both are free of branches and tables; a plain loop over an array becomes vector code.
 * The coefficients are minimax (Remez), computed with 60 digits.
 */

#include <cstdint>

namespace stempath::sim {

//! std::bit_cast, but never a function of its own: sources that are compiled at several instruction
//! levels may not emit functions that other objects could share.
template <class To, class From>
[[gnu::always_inline]] constexpr To bits_as(From from) {
    static_assert(sizeof(To) == sizeof(From));
    return __builtin_bit_cast(To, from);
}

//! ln 2 as a sum: the first part has 21 zero bits at its end, so whole multiples of it are exact.
inline constexpr double ln2_high = 0x1.62e42fee00000p-1;
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

//! x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), so that f is exact and k = 0 next to 1.
struct Split {
    double k;
    double f;
};

//! Splits a positive, normal, finite number.
[[gnu::always_inline]] constexpr Split split_of(double x) {
    constexpr std::uint64_t bits_of_one = 0x3ff0000000000000U;
    constexpr std::uint64_t bits_of_root_half = 0x3fe6a09e00000000U;
    constexpr std::uint64_t mantissa = 0x000fffffffffffffU;
    // As an integer in the mantissa of 2^52 the exponent becomes a double without a conversion of
    // 64-bit integers, which AVX2 lacks.
    constexpr std::uint64_t bits_of_2_52 = 0x4330000000000000U;

    std::uint64_t const shifted = bits_as<std::uint64_t>(x) + (bits_of_one - bits_of_root_half);
    return {bits_as<double>((shifted >> 52) | bits_of_2_52) - (0x1p52 + 1023.0),
            bits_as<double>((shifted & mantissa) + bits_of_root_half) - 1.0};
}

/*! Natural logarithm of a positive, normal, finite number.
 *
 * Any other argument gives a number without meaning. Relative error at most 0.9 units in the last
 * place (measured on 10 million arguments). log_of(1) is exactly 0.
 *
 * With x = 2^k (1 + f) and s = f / (2 + f):
 * ln(1 + f) = 2 atanh s = f - f^2/2 + s (f^2/2 + s^2 P(s^2)).
 */
[[gnu::always_inline]] constexpr double log_of(double x) {
    auto const [k, f] = split_of(x);
    double const s = f / (2.0 + f);
    double const z = s * s;
    double const w = z * z;
    double const odd =
        w * (0x1.999999999522ep-2 + w * (0x1.c71c62d1bf499p-3 + w * 0x1.39fdc795ddf75p-3));
    double const even =
        z * (0x1.5555555555558p-1 +
             w * (0x1.2492492e02b74p-2 + w * (0x1.7462b9ba0de98p-3 + w * 0x1.2b5f0dc61c339p-3)));
    double const half_square = 0.5 * f * f;
    return k * ln2_high - ((half_square - (s * (half_square + (odd + even)) + k * ln2_low)) - f);
}

/*! The same to a relative error of 2e-11, at two thirds of the cost: for the race, which compares
 * in steps of 2^-20.
 */
[[gnu::always_inline]] constexpr double coarse_log_of(double x) {
    auto const [k, f] = split_of(x);
    double const s = f / (2.0 + f);
    double const z = s * s;
    double const low = 2.0 + z * 0x1.5555554b933a4p-1;
    double const high =
        0x1.9999ebf429a54p-2 + z * (0x1.245c0e24711dep-2 + z * 0x1.ddd84a4303266p-3);
    return k * (ln2_high + ln2_low) + s * (low + (z * z) * high);
}

/*! e to the power of x, x being held within -708 .. 709 first, so the result is finite and normal.
 *
 * Relative error at most 1.1 units in the last place (measured on 10 million arguments). exp_of(0)
 * is exactly 1.
 *
 * x = n ln 2 + r with |r| <= ln 2 / 2; e^r = 1 + r + r^2 Q(r).
 */
[[gnu::always_inline]] constexpr double exp_of(double x) {
    constexpr double round_to_integer = 0x1.8p52; // its last mantissa bits then hold n
    // Held by masks: of two selections the compiler makes branches, and the loop stays scalar.
    std::uint64_t const low = 0U - static_cast<std::uint64_t>(x < -708.0);
    std::uint64_t const high = 0U - static_cast<std::uint64_t>(x > 709.0);
    double const held = bits_as<double>((bits_as<std::uint64_t>(x) & ~(low | high)) |
                                        (bits_as<std::uint64_t>(-708.0) & low) |
                                        (bits_as<std::uint64_t>(709.0) & high));
    double const shifted = held * 0x1.71547652b82fep+0 + round_to_integer;
    double const n = shifted - round_to_integer;
    double const r = (held - n * ln2_high) - n * ln2_low;
    double const r2 = r * r;
    double const r4 = r2 * r2;
    double const q01 = 0x1.0000000000001p-1 + r * 0x1.5555555555558p-3;
    double const q23 = 0x1.5555555553d62p-5 + r * 0x1.111111110f803p-7;
    double const q45 = 0x1.6c16c1788c095p-10 + r * 0x1.a01a01b00c5b8p-13;
    double const q67 = 0x1.a019b90c8b822p-16 + r * 0x1.71ddf6b37f67dp-19;
    double const q89 = 0x1.289186067fbb6p-22 + r * 0x1.af632b908f96ap-26;
    double const q = (q01 + r2 * q23) + r4 * ((q45 + r2 * q67) + r4 * q89);
    double const power = 1.0 + (r + r2 * q);
    double const scale = bits_as<double>((bits_as<std::uint64_t>(shifted) + 1023U) << 52);
    return power * scale;
}

} // namespace stempath::sim
