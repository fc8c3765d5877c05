// The draws that one call yields for many names: singles uniform, pairs and triples independent,
// whatever the structure of persons, years and names.
//
// Every check is two-sided at 7 sigma, 2.6e-12 each. There are under 20,000 of them, so that a
// right generator fails here with a chance below 1e-7. Broken mixers must fail.

#include "sim/draws.hpp"
#include "tests/catch.hpp"
#include "tests/sim/chi_square.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace stempath::sim;
using namespace stempath::tests;

using Deriver = std::uint32_t (*)(Call, std::uint32_t);
using Draws = std::vector<std::uint32_t>;

constexpr std::size_t n_calls = 1U << 17;
constexpr double limit = 7.0;

std::uint32_t derived(Call call, std::uint32_t name) { return derive(call, name); }

// Singles are even, but two names differ by a constant.
std::uint32_t without_mixer(Call call, std::uint32_t name) { return call.a ^ name ^ call.c; }

// A multiplication alone: low bits never reach up from the name's high bits.
std::uint32_t with_half_a_mixer(Call call, std::uint32_t name) {
    return ((call.a ^ name) * 0x21f0aaadU) ^ call.c;
}

// Pairs are independent, but of three names one is the sum of the others.
std::uint32_t by_lanes(Call call, std::uint32_t name) {
    std::array<std::uint32_t, 3> const lanes{call.a, call.c, call.a ^ call.c};
    return lanes[name % 3];
}

// Uniform in the middle, never in the last part of 1/512.
std::uint32_t short_of_the_end(Call call, std::uint32_t name) {
    std::uint32_t const bits = derive(call, name);
    return bits >= 0xff800000U ? bits - 0x01000000U : bits;
}

//! Calls of persons, or years, that differ as little as real ones do.
std::vector<std::vector<Call>> walks() {
    std::vector<std::vector<Call>> all(5);
    DrawSource const source(2026, 3);
    DrawKey const key = source.key(2030, Purpose("progress"));
    for (std::uint32_t i = 0; i < n_calls; ++i) {
        all[0].push_back(draw(key, {0x5eed0001U, i}));
        all[1].push_back(draw(key, {i, 12}));
        all[2].push_back(draw(key, {i << 14, i}));
        all[3].push_back(
            draw(source.key(static_cast<std::int32_t>(i) - 1000, Purpose("progress")), {1, 1}));
        all[4].push_back(draw(DrawSource(2026, i).key(2030, Purpose("progress")), {1, 1}));
    }
    return all;
}

//! Hashes of names as packs use them, and hashes as alike as hashes can be.
std::vector<std::uint32_t> names() {
    std::vector<std::uint32_t> hashes;
    for (char const* name : {"stay", "leave", "to_two_year_stem", "to_four_year_stem",
                             "to_four_year_other", "retire"}) {
        hashes.push_back(name_hash(name));
    }
    hashes.insert(hashes.end(), {0U, 1U, 2U, 0x80000000U, 0xffffffffU});
    return hashes;
}

std::vector<Draws> draws_of(std::vector<Call> const& calls, Deriver deriver) {
    std::vector<Draws> all;
    for (std::uint32_t const name : names()) {
        Draws& draws = all.emplace_back();
        for (Call const call : calls) {
            draws.push_back(deriver(call, name));
        }
    }
    return all;
}

struct Worst {
    double sigmas = 0.0;
    void take(double found) { sigmas = std::max(sigmas, std::abs(found)); }
};

//! Each byte of a draw by itself, and neighbouring persons or years.
double worst_single(std::vector<Draws> const& all) {
    Worst worst;
    for (Draws const& draws : all) {
        for (int shift = 0; shift < 32; shift += 8) {
            std::array<std::uint64_t, 256> counts{};
            std::array<std::uint64_t, 256> neighbours{};
            for (std::size_t i = 0; i < draws.size(); ++i) {
                std::uint32_t const next = draws[(i + 1) % draws.size()];
                ++counts[(draws[i] >> shift) & 0xffU];
                ++neighbours[((draws[i] >> shift) & 0xfU) | (((next >> shift) & 0xfU) << 4)];
            }
            worst.take(sigmas_from_uniform(counts));
            worst.take(sigmas_from_uniform(neighbours));
        }
    }
    return worst.sigmas;
}

//! Two names: the first four bits, and the last four of the 24 that a uniform uses.
double worst_pair(std::vector<Draws> const& all) {
    Worst worst;
    for (std::size_t j = 0; j < all.size(); ++j) {
        for (std::size_t k = 0; k < j; ++k) {
            std::array<std::uint64_t, 256> high{};
            std::array<std::uint64_t, 256> low{};
            for (std::size_t i = 0; i < n_calls; ++i) {
                std::uint32_t const u = all[j][i];
                std::uint32_t const v = all[k][i];
                ++high[(u >> 28) | ((v >> 28) << 4)];
                ++low[((u >> 8) & 0xfU) | (((v >> 8) & 0xfU) << 4)];
            }
            worst.take(sigmas_from_uniform(high));
            worst.take(sigmas_from_uniform(low));
        }
    }
    return worst.sigmas;
}

//! Rare together: both within the last 1/128 (of all pairs at once, for each pair has few).
double worst_tail(std::vector<Draws> const& all) {
    std::uint64_t top = 0;
    std::uint64_t bottom = 0;
    std::uint64_t trials = 0;
    for (std::size_t j = 0; j < all.size(); ++j) {
        for (std::size_t k = 0; k < j; ++k) {
            for (std::size_t i = 0; i < n_calls; ++i) {
                std::uint32_t const u = all[j][i] >> 25;
                std::uint32_t const v = all[k][i] >> 25;
                top += u == 127 && v == 127 ? 1 : 0;
                bottom += u == 0 && v == 0 ? 1 : 0;
            }
            trials += n_calls;
        }
    }
    Worst worst;
    worst.take(sigmas_of_count(top, trials, 1.0 / (128 * 128)));
    worst.take(sigmas_of_count(bottom, trials, 1.0 / (128 * 128)));
    return worst.sigmas;
}

double worst_triple(std::vector<Draws> const& all) {
    Worst worst;
    for (std::size_t j = 0; j < all.size(); ++j) {
        for (std::size_t k = 0; k < j; ++k) {
            for (std::size_t l = 0; l < k; ++l) {
                std::array<std::uint64_t, 512> counts{};
                for (std::size_t i = 0; i < n_calls; ++i) {
                    ++counts[(all[j][i] >> 29) | ((all[k][i] >> 29) << 3) |
                             ((all[l][i] >> 29) << 6)];
                }
                worst.take(sigmas_from_uniform(counts));
            }
        }
    }
    return worst.sigmas;
}

using Statistic = double (*)(std::vector<Draws> const&);

double worst_over_walks(Statistic statistic, Deriver deriver) {
    double worst = 0.0;
    for (auto const& calls : walks()) {
        worst = std::max(worst, statistic(draws_of(calls, deriver)));
    }
    return worst;
}

using Caller = Call (*)(DrawKey, PersonKey);

Call keyed(DrawKey key, PersonKey person) { return draw(key, person); }

Call half_keyed(DrawKey key, PersonKey person) {
    return {mix32(key.k0 ^ person.cell), mix32(key.k1 ^ person.ordinal)};
}

//! Turns each bit of person and key in turn; how far from 1/2 any derived bit's chance to turn is.
double worst_avalanche(Caller caller) {
    constexpr std::uint32_t n = 1U << 13;
    std::uint32_t const name = name_hash("leave");
    Worst worst;
    for (int bit = 0; bit < 128; ++bit) {
        std::array<std::uint64_t, 32> turned{};
        std::uint32_t const flip = 1U << (bit % 32);
        for (std::uint32_t i = 0; i < n; ++i) {
            DrawKey key{0x01234567U, i};
            PersonKey person{i * 3, i};
            std::uint32_t const before = derive(caller(key, person), name);
            (bit < 32   ? key.k0
             : bit < 64 ? key.k1
             : bit < 96 ? person.cell
                        : person.ordinal) ^= flip;
            std::uint32_t const change = before ^ derive(caller(key, person), name);
            for (std::size_t out = 0; out < 32; ++out) {
                turned[out] += (change >> out) & 1U;
            }
        }
        for (std::uint64_t const count : turned) {
            worst.take(sigmas_of_count(count, n, 0.5));
        }
    }
    return worst.sigmas;
}

} // namespace

TEST_CASE("a derived draw is uniform, and neighbours are independent", "[draws][statistics]") {
    CHECK(worst_over_walks(worst_single, derived) < limit);
    CHECK(worst_over_walks(worst_single, short_of_the_end) > limit);
}

TEST_CASE("two names of one call are independent", "[draws][statistics]") {
    CHECK(worst_over_walks(worst_pair, derived) < limit);
    CHECK(worst_over_walks(worst_pair, without_mixer) > limit);
    CHECK(worst_over_walks(worst_pair, with_half_a_mixer) > limit);
}

TEST_CASE("two names of one call are rare together as often as chance has it",
          "[draws][statistics]") {
    CHECK(worst_over_walks(worst_tail, derived) < limit);
    CHECK(worst_over_walks(worst_tail, without_mixer) > limit);
}

TEST_CASE("three names of one call are independent", "[draws][statistics]") {
    CHECK(worst_over_walks(worst_triple, derived) < limit);
    CHECK(worst_over_walks(worst_triple, by_lanes) > limit);
}

TEST_CASE("each bit of person and key turns each derived bit half of the time",
          "[draws][statistics]") {
    CHECK(worst_avalanche(keyed) < limit);
    CHECK(worst_avalanche(half_keyed) > limit);
}
