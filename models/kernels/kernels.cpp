#include "models/kernels/kernels.hpp"

#include "sim/race.hpp"

// Everything here has internal linkage or lies in the namespace of the level: the linker must never hand the code of one level
// to a machine of another. Loops are plain so that the compiler turns them into vector code (checked by tests/lint).

// Stores never alias the gathered tables; __restrict alone does not tell the compiler so for gathers.
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

void leave(size_t n, uint32_t const* __restrict cell, uint32_t const* __restrict ordinal, sim::DrawKey key,
           uint32_t threshold, uint8_t* __restrict leaves) {
    // vectorised: leave
    for (size_t i = 0; i < n; ++i)
        leaves[i] = sim::draw(key, {cell[i], ordinal[i]}).a >= threshold ? 1 : 0;
}

//! Standard normal in 2^-12 units from 21 bits: three 7-bit numbers summed (mean 190.5, variance 4095.75), within +-3 SD.
[[gnu::always_inline]] inline int32_t small_normal(uint32_t bits) {
    uint32_t const sum = (bits & 127u) + ((bits >> 7) & 127u) + ((bits >> 14) & 127u);
    return (static_cast<int32_t>(sum * 2) - 381) * 32;
}

[[gnu::always_inline]] inline int32_t held(int32_t x) {
    int32_t const low = x < -trait_bound ? -trait_bound : x;
    return low > trait_bound ? trait_bound : low;
}

//! One trait: its 21 bits lie at a's low end, a and c's seam, or c's high end.
template <int which> [[gnu::always_inline]] inline uint32_t bits_of(sim::Call call) {
    if constexpr (which == 0)
        return call.a;
    else if constexpr (which == 1)
        return call.c;
    else
        return (call.a >> 21) | ((call.c >> 21) << 11);
}

template <int which> void drift_one(DriftArgs const& d) {
    uint32_t const* __restrict cell = d.cell;
    uint32_t const* __restrict ordinal = d.ordinal;
    int16_t* __restrict x = d.trait[which];
    sim::DrawKey const lifetime = d.lifetime, yearly = d.yearly;
    int32_t const keep = d.keep, pull = d.pull, noise = d.noise;
    size_t const n = d.n;
    // vectorised: drift
    for (size_t i = 0; i < n; ++i) {
        int32_t const z = small_normal(bits_of<which>(sim::draw(lifetime, {cell[i], ordinal[i]})));
        int32_t const eps = small_normal(bits_of<which>(sim::draw(yearly, {cell[i], ordinal[i]})));
        x[i] = static_cast<int16_t>(held((keep * x[i] + pull * z + noise * eps + 2048) >> 12));
    }
}

void drift(DriftArgs const& d) {
    drift_one<0>(d);
    drift_one<1>(d);
    drift_one<2>(d);
}

void sieve(SieveArgs const& s) {
    uint32_t const* __restrict cell = s.cell;
    uint32_t const* __restrict ordinal = s.ordinal;
    uint32_t* __restrict a = s.a;
    uint32_t* __restrict c = s.c;
    uint32_t* __restrict candidate = s.candidate;
    sim::DrawKey const key = s.key;
    size_t const n = s.n;
    alignas(64) float stay_time[chunk_rows];
    uint32_t const stay_hash = s.stay_hash;
    // vectorised: sieve calls
    for (size_t i = 0; i < n; ++i) {
        sim::Call const call = sim::draw(key, {cell[i], ordinal[i]});
        a[i] = call.a;
        c[i] = call.c;
        stay_time[i] = sim::stay_time_bound(sim::odd24(sim::derive(call, stay_hash)));
        candidate[i] = 0;
    }
    for (size_t j = 0; j < s.exits; ++j) {
        uint32_t const hash = s.hash[j];
        float const bound = s.bound[j];
        if (bound == 0.0f)
            continue;
        // vectorised: sieve exits
        for (size_t i = 0; i < n; ++i) {
            // -ln u >= 1 - u: an exit that beats staying has 1 - u below its odds times the time of staying.
            uint32_t const rest = (1u << 24) - sim::odd24(sim::derive({a[i], c[i]}, hash));
            candidate[i] |= static_cast<float>(static_cast<int32_t>(rest)) <= bound * stay_time[i] ? 1u : 0u;
        }
    }
}

void race(RaceArgs const& r) {
    uint32_t const* __restrict a = r.a;
    uint32_t const* __restrict c = r.c;
    uint32_t const* __restrict offset = r.offset;
    int32_t const* __restrict x0 = r.trait[0];
    int32_t const* __restrict x1 = r.trait[1];
    int32_t const* __restrict x2 = r.trait[2];
    int32_t const* __restrict eta = r.eta;
    int32_t* __restrict best = r.best;
    uint32_t* __restrict winner = r.winner;
    size_t const n = r.n;
    uint32_t const exits = static_cast<uint32_t>(r.exits);
    uint32_t const stay_hash = r.stay_hash;
    // vectorised: race staying
    STEMPATH_INDEPENDENT
    for (size_t i = 0; i < n; ++i) {
        best[i] = eta[offset[i] + exits] + sim::gumbel_q20(sim::odd24(sim::derive({a[i], c[i]}, stay_hash)));
        winner[i] = exits;
    }
    for (uint32_t j = 0; j < exits; ++j) {
        uint32_t const hash = r.hash[j];
        int32_t const b0 = r.beta[0][j], b1 = r.beta[1][j], b2 = r.beta[2][j];
        // vectorised: race exits
        STEMPATH_INDEPENDENT
        for (size_t i = 0; i < n; ++i) {
            int32_t const shift = ((b0 * x0[i]) >> 8) + ((b1 * x1[i]) >> 8) + ((b2 * x2[i]) >> 8);
            int32_t const total =
                eta[offset[i] + j] + shift + sim::gumbel_q20(sim::odd24(sim::derive({a[i], c[i]}, hash)));
            // Staying is declared last, so exits are tried against it with >=; among exits the first by name wins a tie.
            bool const wins = total > best[i];
            best[i] = wins ? total : best[i];
            winner[i] = wins ? j : winner[i];
        }
    }
}

#define STEMPATH_TEXT_(x) #x
#define STEMPATH_TEXT(x) STEMPATH_TEXT_(x)

} // namespace

extern Kernels const kernels;
constinit Kernels const kernels{STEMPATH_TEXT(STEMPATH_LEVEL), leave, drift, sieve, race};

} // namespace stempath::models::STEMPATH_LEVEL
