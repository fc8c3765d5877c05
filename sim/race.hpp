#pragma once

/*! \file The exponential race: competing exits, each with its own keyed draw.
 *
 * Exit j would happen at time T_j = -ln(u_j) / exp(eta_j); the least time wins, so j wins with
 * probability exp(eta_j) / sum exp(eta). In logs the winner has the greatest
 * eta_j + g_j, g_j = -ln(-ln u_j) (Gumbel), which is compared in integers of 2^-20: the same bits
 * on every machine. Raising one eta can move people only into that exit.
 */

#include "sim/draws.hpp"
#include "sim/elementary.hpp"
#include "sim/quantities.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace stempath::sim {

/*! round(2^20 * -ln(-ln u)) at u = odd24 * 2^-24, odd24 in 1 .. 2^24 - 1.
 *
 * Never falls as odd24 grows; within 0.5001 of the exact value (tested at every odd24). Lies
 * in [-2948114, 17443620]. A plain loop over an array becomes vector code.
 */
[[gnu::always_inline]] constexpr std::int32_t gumbel_q20(std::uint32_t odd24) {
    double const u = static_cast<double>(static_cast<std::int32_t>(odd24)) * 0x1p-24;
    double const gumbel = -coarse_log_of(-coarse_log_of(u));
    // Shifted to positive numbers, truncation is rounding half up.
    constexpr std::int32_t shift = 3 << 20;
    return static_cast<std::int32_t>(gumbel * 0x1p20 + (shift + 0.5)) - shift;
}

/*! An upper bound of -ln u, the time at which an exit with log-odds 0 happens, without a logarithm.
 *
 * The bits of a float are, as an integer, its log2 with the mantissa's log2(m) replaced by m - 1,
 * which is never more than log2(m) on [1, 2]; so -log2 u is at most what the bits say. At most
 * 0.0597 above -ln u.
 */
[[gnu::always_inline]] constexpr float stay_time_bound(std::uint32_t odd24) {
    auto const bits = bits_as<std::int32_t>(static_cast<float>(static_cast<std::int32_t>(odd24)));
    constexpr std::int32_t bits_of_one = (127 + 24) << 23; // of 2^24, where u = 1
    // ln 2 * 2^-23, raised by 2^-20 to cover the two roundings to float.
    constexpr float scale = 0x1.62e446p-24F;
    return static_cast<float>(bits_of_one - bits) * scale;
}

/*! The winner of a race between named contenders, each with its log-odds.
 *
 * Of equal totals the first wins: put staying (named `stay`, log-odds 0) first where it takes part,
 * then the exits in order of name. One whose log-odds are LogOdds::never() cannot win.
 *
 * \return the index of the winner, or eta.size() if nobody could win.
 */
constexpr std::size_t race(std::span<LogOdds const> eta, std::span<std::uint32_t const> name_hashes,
                           Call call) {
    std::size_t winner = eta.size();
    std::int32_t best = 0;
    for (std::size_t j = 0; j < eta.size(); ++j) {
        if (eta[j] == LogOdds::never()) {
            continue;
        }
        std::int32_t const total = eta[j].raw() + gumbel_q20(odd24(derive(call, name_hashes[j])));
        if (winner == eta.size() || total > best) {
            winner = j;
            best = total;
        }
    }
    return winner;
}

} // namespace stempath::sim
