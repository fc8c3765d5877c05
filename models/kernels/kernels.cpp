#include "models/kernels/kernels.hpp"

#include "sim/near_gumbel.hpp"
#include "sim/race.hpp"

// Everything here has internal linkage or lies in the namespace of the level: the linker must never
// hand the code of one level to a machine of another. Loops are plain so that the compiler turns
// them into vector code (checked by tests/lint).

// Stores never alias the gathered tables; __restrict alone does not tell the compiler so for
// gathers.
#if defined(__clang__)
#define STEMPATH_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define STEMPATH_INDEPENDENT _Pragma("GCC ivdep")
#endif

namespace stempath::models::STEMPATH_LEVEL {

using std::int16_t;
using std::int32_t;
using std::size_t;
using std::uint32_t;
using std::uint8_t;

namespace {

void calls(size_t n, uint32_t const* __restrict cell, uint32_t const* __restrict ordinal,
           sim::DrawKey key, uint32_t* __restrict a, uint32_t* __restrict c) {
    n = filled_up(n);
    // vectorised: calls
    for (size_t i = 0; i < n; ++i) {
        sim::Call const call = sim::draw(key, {cell[i], ordinal[i]});
        a[i] = call.a;
        c[i] = call.c;
    }
}

void name(size_t n, uint32_t high, uint32_t low, uint32_t* __restrict cell,
          uint32_t* __restrict ordinal) {
    // vectorised: name
    for (size_t i = 0; i < n; ++i) {
        cell[i] = high;
        ordinal[i] = low + static_cast<uint32_t>(i);
    }
}

void leave(size_t n, uint32_t const* __restrict a, uint32_t const* __restrict c, uint32_t hash,
           uint32_t threshold, uint8_t* __restrict leaves) {
    // vectorised: leave
    for (size_t i = 0; i < n; ++i)
        leaves[i] = sim::derive({a[i], c[i]}, hash) >= threshold ? 1 : 0;
}

void leave_by_group(LeaveArgs const& l) {
    uint32_t const* __restrict a = l.a;
    uint32_t const* __restrict c = l.c;
    uint8_t const* __restrict group = l.group;
    uint32_t const* __restrict threshold = l.threshold;
    uint8_t* __restrict leaves = l.leaves;
    uint32_t const hash = l.hash;
    size_t const n = filled_up(l.n);
    // vectorised: leave by group
    STEMPATH_INDEPENDENT
    for (size_t i = 0; i < n; ++i) {
        uint32_t const stays = threshold[group[i]];
        uint32_t const drawn = sim::derive({a[i], c[i]}, hash);
        leaves[i] = (drawn >= stays ? 1 : 0) & (stays != 0xffffffffu ? 1 : 0);
    }
}

void find(size_t n, uint8_t const* __restrict stage, uint8_t wanted, uint8_t* __restrict found) {
    // vectorised: find
    for (size_t i = 0; i < n; ++i)
        found[i] |= stage[i] == wanted ? 1 : 0;
}

void count(CountArgs const& c) {
    int64_t const* __restrict people = c.people;
    int64_t const* __restrict first = c.first;
    int64_t const* __restrict second = c.second;
    int64_t of_first = 0, of_second = 0;
    size_t const n = c.n;
    // vectorised: count
    for (size_t i = 0; i < n; ++i) {
        of_first += people[i] & first[i];
        of_second += people[i] & second[i];
    }
    c.out[0] = of_first;
    c.out[1] = of_second;
}

void round(RoundArgs const& r) {
    uint32_t const* __restrict cell = r.cell;
    uint32_t const* __restrict ordinal = r.ordinal;
    uint32_t const* __restrict k0 = r.k0;
    uint32_t const* __restrict k1 = r.k1;
    uint32_t const* __restrict limit_high = r.limit_high;
    uint32_t const* __restrict limit_low = r.limit_low;
    uint32_t* __restrict up = r.up;
    size_t const n = filled_up(r.n);
    // vectorised: round
    for (size_t i = 0; i < n; ++i) {
        sim::Call const call = sim::draw({k0[i], k1[i]}, {cell[i], ordinal[i]});
        uint32_t const above = call.a > limit_high[i] ? 1u : 0u;
        uint32_t const level = call.a == limit_high[i] ? 1u : 0u;
        uint32_t const beyond = call.c > limit_low[i] ? 1u : 0u;
        up[i] = above | (level & beyond);
    }
}

void place(PlaceArgs const& p) {
    uint32_t const* __restrict cell = p.cell;
    uint32_t const* __restrict ordinal = p.ordinal;
    int16_t* __restrict since = p.since;
    sim::DrawKey const key = p.key;
    float const scale = p.scale;
    int32_t const year = p.year, most = p.most;
    // vectorised: place
    for (size_t i = 0; i < p.n; ++i) {
        uint32_t const odd = sim::odd24(sim::draw(key, {cell[i], ordinal[i]}).a);
        float const u = static_cast<float>(static_cast<int32_t>(odd)) * 0x1p-24F;
        int32_t const years = static_cast<int32_t>(-sim::near_log(u) * scale);
        since[i] = static_cast<int16_t>(year - (years < most ? years : most));
    }
}

//! Below the total of anything that can happen.
constexpr int32_t eta_floor = -(1 << 29);

//! Standard normal in 2^-12 units from 21 bits: three 7-bit numbers summed (mean 190.5, variance
//! 4095.75), within +-3 SD.
[[gnu::always_inline]] inline int32_t small_normal(uint32_t bits) {
    uint32_t const sum = (bits & 127u) + ((bits >> 7) & 127u) + ((bits >> 14) & 127u);
    return (static_cast<int32_t>(sum * 2) - 381) * 32;
}

[[gnu::always_inline]] inline int32_t held(int32_t x) {
    int32_t const low = x < -trait_bound ? -trait_bound : x;
    return low > trait_bound ? trait_bound : low;
}

void drift(DriftArgs const& d) {
    uint32_t const* __restrict cell = d.cell;
    uint32_t const* __restrict ordinal = d.ordinal;
    int16_t* __restrict x0 = d.trait[0];
    int16_t* __restrict x1 = d.trait[1];
    int16_t* __restrict x2 = d.trait[2];
    sim::DrawKey const lifetime = d.lifetime, yearly = d.yearly;
    int32_t const keep = d.keep, pull = d.pull, noise = d.noise;
    size_t const n = d.n;
    // vectorised: drift
    for (size_t i = 0; i < n; ++i) {
        // The 64 bits of a call hold 21 for each trait: a's low end, c's low end, and the high ends
        // of both.
        sim::Call const z = sim::draw(lifetime, {cell[i], ordinal[i]});
        sim::Call const e = sim::draw(yearly, {cell[i], ordinal[i]});
        int32_t const z2 = small_normal((z.a >> 21) | ((z.c >> 21) << 11));
        int32_t const e2 = small_normal((e.a >> 21) | ((e.c >> 21) << 11));
        int32_t const to0 = keep * x0[i] + pull * small_normal(z.a) + noise * small_normal(e.a);
        int32_t const to1 = keep * x1[i] + pull * small_normal(z.c) + noise * small_normal(e.c);
        int32_t const to2 = keep * x2[i] + pull * z2 + noise * e2;
        x0[i] = static_cast<int16_t>(held((to0 + 2048) >> 12));
        x1[i] = static_cast<int16_t>(held((to1 + 2048) >> 12));
        x2[i] = static_cast<int16_t>(held((to2 + 2048) >> 12));
    }
}

void sieve(SieveArgs const& s) {
    uint32_t const* __restrict a = s.a;
    uint32_t const* __restrict c = s.c;
    uint32_t* __restrict may_win = s.may_win;
    size_t const n = filled_up(s.n);
    alignas(64) float stay_time[chunk_rows];
    uint32_t const stay_hash = s.stay_hash;
    // vectorised: sieve staying
    for (size_t i = 0; i < n; ++i) {
        stay_time[i] = sim::stay_time_bound(sim::odd24(sim::derive({a[i], c[i]}, stay_hash)));
        may_win[i] = 0;
    }
    for (size_t j = 0; j < s.exits; ++j) {
        uint32_t const hash = s.hash[j], bit = 1u << j;
        float const bound = s.bound[j];
        if (bound == 0.0f)
            continue;
        // vectorised: sieve exits
        for (size_t i = 0; i < n; ++i) {
            // -ln u >= 1 - u: an exit that beats staying has 1 - u below its odds times the time of
            // staying.
            uint32_t const rest = (1u << 24) - sim::odd24(sim::derive({a[i], c[i]}, hash));
            may_win[i] |=
                static_cast<float>(static_cast<int32_t>(rest)) <= bound * stay_time[i] ? bit : 0u;
        }
    }
}

[[gnu::always_inline]] inline int32_t exact_term(sim::Call call, uint32_t hash) {
    return sim::gumbel_q20(sim::odd24(sim::derive(call, hash)));
}

int32_t exact_lead(DuelArgs const& d, size_t i) {
    sim::Call const call{d.a[i], d.c[i]};
    int32_t total = d.eta[d.offset[i]];
    for (size_t t = 0; t < 3; ++t)
        total += d.beta[t] != 0 ? (d.beta[t] * d.trait[t][i]) >> 8 : 0;
    return total + exact_term(call, d.hash) - exact_term(call, d.stay_hash);
}

/*! One exit against staying, whose log-odds are 0.
 *
 * lead[i] > 0 where the exit wins: differences of exact totals wherever quick ones are too close.
 */
void duel(DuelArgs const& d) {
    uint32_t const* __restrict a = d.a;
    uint32_t const* __restrict c = d.c;
    uint32_t const* __restrict offset = d.offset;
    int32_t const* __restrict x0 = d.trait[0];
    int32_t const* __restrict x1 = d.trait[1];
    int32_t const* __restrict x2 = d.trait[2];
    int32_t const* __restrict eta = d.eta;
    int32_t* __restrict lead = d.lead;
    uint32_t const hash = d.hash, stay_hash = d.stay_hash;
    int32_t const b0 = d.beta[0], b1 = d.beta[1], b2 = d.beta[2];
    size_t const n = filled_up(d.n);
    if ((b0 | b1 | b2) != 0) {
        // vectorised: duel shifts
        for (size_t i = 0; i < n; ++i)
            lead[i] = ((b0 * x0[i]) >> 8) + ((b1 * x1[i]) >> 8) + ((b2 * x2[i]) >> 8);
    } else
        __builtin_memset(lead, 0, n * sizeof *lead);
    // vectorised: duel
    STEMPATH_INDEPENDENT
    for (size_t i = 0; i < n; ++i) {
        sim::Call const call{a[i], c[i]};
        lead[i] += eta[offset[i]] + sim::near_gumbel_q20(sim::odd24(sim::derive(call, hash))) -
                   sim::near_gumbel_q20(sim::odd24(sim::derive(call, stay_hash)));
    }
    for (size_t i = 0; i < d.n; ++i)
        if (lead[i] <= 2 * sim::near_gumbel_error && lead[i] >= -2 * sim::near_gumbel_error)
            lead[i] = exact_lead(d, i);
}

void leads(LeadArgs const& l) {
    uint32_t const* __restrict a = l.a;
    uint32_t const* __restrict c = l.c;
    uint32_t const* __restrict hash = l.hash;
    int32_t const* __restrict odds = l.odds;
    int32_t* __restrict lead = l.lead;
    uint32_t const stay_hash = l.stay_hash;
    size_t const n = filled_up(l.n);
    // vectorised: leads
    for (size_t i = 0; i < n; ++i) {
        sim::Call const call{a[i], c[i]};
        lead[i] = odds[i] + sim::near_gumbel_q20(sim::odd24(sim::derive(call, hash[i]))) -
                  sim::near_gumbel_q20(sim::odd24(sim::derive(call, stay_hash)));
    }
}

//! One exit more of the race: keeps the best total, the runner-up and the winner.
struct Standing {
    int32_t best, second;
    uint32_t winner;
};
[[gnu::always_inline]] inline Standing after(Standing s, int32_t total, uint32_t exit) {
    bool const wins = total > s.best;
    int32_t const loser = wins ? s.best : total;
    return {wins ? total : s.best, loser > s.second ? loser : s.second, wins ? exit : s.winner};
}

[[gnu::always_inline]] inline int32_t trait_shift(RaceArgs const& r, uint32_t exit, size_t i) {
    return ((r.beta[0][exit] * r.trait[0][i]) >> 8) + ((r.beta[1][exit] * r.trait[1][i]) >> 8) +
           ((r.beta[2][exit] * r.trait[2][i]) >> 8);
}

//! The race of row i on exact terms. Staying is declared last and wins ties; among exits the first
//! by name does.
uint32_t exact_winner(RaceArgs const& r, size_t i) {
    sim::Call const call{r.a[i], r.c[i]};
    auto const exits = static_cast<uint32_t>(r.exits);
    int32_t const* eta = r.eta + r.offset[i];
    Standing s{eta[exits] + exact_term(call, r.stay_hash), 0, exits};
    for (uint32_t j = 0; j < exits; ++j)
        s = after(s, eta[j] + trait_shift(r, j, i) + exact_term(call, r.hash[j]), j);
    return s.winner;
}

void race(RaceArgs const& r) {
    uint32_t const* __restrict a = r.a;
    uint32_t const* __restrict c = r.c;
    uint32_t const* __restrict offset = r.offset;
    int32_t const* __restrict x0 = r.trait[0];
    int32_t const* __restrict x1 = r.trait[1];
    int32_t const* __restrict x2 = r.trait[2];
    int32_t const* __restrict eta = r.eta;
    uint32_t* __restrict winner = r.winner;
    alignas(64) int32_t best[chunk_rows];
    alignas(64) int32_t second[chunk_rows];
    alignas(64) int32_t shift[chunk_rows];
    bool shifted = true; // the buffer is not zero yet
    size_t const n = filled_up(r.n);
    uint32_t const exits = static_cast<uint32_t>(r.exits);
    uint32_t const stay_hash = r.stay_hash;
    // vectorised: race staying
    STEMPATH_INDEPENDENT
    for (size_t i = 0; i < n; ++i) {
        best[i] = eta[offset[i] + exits] +
                  sim::near_gumbel_q20(sim::odd24(sim::derive({a[i], c[i]}, stay_hash)));
        second[i] = 2 * eta_floor;
        winner[i] = exits;
    }
    for (uint32_t j = 0; j < exits; ++j) {
        uint32_t const hash = r.hash[j];
        int32_t const b0 = r.beta[0][j], b1 = r.beta[1][j], b2 = r.beta[2][j];
        if ((b0 | b1 | b2) != 0) {
            // vectorised: race shifts
            for (size_t i = 0; i < n; ++i)
                shift[i] = ((b0 * x0[i]) >> 8) + ((b1 * x1[i]) >> 8) + ((b2 * x2[i]) >> 8);
            shifted = true;
        } else if (shifted) {
            __builtin_memset(shift, 0, n * sizeof *shift);
            shifted = false;
        }
        // vectorised: race exits
        STEMPATH_INDEPENDENT
        for (size_t i = 0; i < n; ++i) {
            int32_t const total = eta[offset[i] + j] + shift[i] +
                                  sim::near_gumbel_q20(sim::odd24(sim::derive({a[i], c[i]}, hash)));
            Standing const s = after({best[i], second[i], winner[i]}, total, j);
            best[i] = s.best;
            second[i] = s.second;
            winner[i] = s.winner;
        }
    }
    for (size_t i = 0; i < r.n; ++i)
        if (second[i] >= best[i] - 2 * sim::near_gumbel_error) // too close for near terms
            winner[i] = exact_winner(r, i);
}

#define STEMPATH_TEXT_(x) #x
#define STEMPATH_TEXT(x) STEMPATH_TEXT_(x)

} // namespace

extern Kernels const kernels;
constinit Kernels const kernels{STEMPATH_TEXT(STEMPATH_LEVEL),
                                calls,
                                name,
                                leave,
                                leave_by_group,
                                find,
                                count,
                                round,
                                place,
                                drift,
                                sieve,
                                duel,
                                leads,
                                race};

} // namespace stempath::models::STEMPATH_LEVEL
