#include "sim/threefry.hpp"
#include "tests/catch.hpp"

#include <Random123/threefry.h>

#include <cstdint>
#include <random>

namespace {

using stempath::sim::threefry2x32;
using stempath::sim::threefry4x32_20;
using stempath::sim::Words2;
using stempath::sim::Words4;

constexpr std::uint32_t all_ones = 0xffffffffU;

template <int Rounds>
Words2 random123_2x32(Words2 key, Words2 counter) {
    threefry2x32_ctr_t const in{{counter.x0, counter.x1}};
    threefry2x32_key_t const k{{key.x0, key.x1}};
    threefry2x32_ctr_t const out = threefry2x32_R(Rounds, in, k);
    return {out.v[0], out.v[1]};
}

Words4 random123_4x32_20(Words4 key, Words4 counter) {
    threefry4x32_ctr_t const in{{counter.x0, counter.x1, counter.x2, counter.x3}};
    threefry4x32_key_t const k{{key.x0, key.x1, key.x2, key.x3}};
    threefry4x32_ctr_t const out = threefry4x32_R(20, in, k);
    return {out.v[0], out.v[1], out.v[2], out.v[3]};
}

} // namespace

// The published vectors: counter and key all zeros, all ones, and the first digits of pi
// (file kat_vectors of Random123).

TEST_CASE("Threefry2x32 with 13 rounds gives the published vectors", "[draws][known-answer]") {
    CHECK(threefry2x32<13>({0, 0}, {0, 0}) == Words2{0x9d1c5ec6U, 0x8bd50731U});
    CHECK(threefry2x32<13>({all_ones, all_ones}, {all_ones, all_ones}) ==
          Words2{0xfd36d048U, 0x2d17272cU});
    CHECK(threefry2x32<13>({0x13198a2eU, 0x03707344U}, {0x243f6a88U, 0x85a308d3U}) ==
          Words2{0xba3e4725U, 0xf27d669eU});
}

TEST_CASE("Threefry2x32 with 20 rounds gives the published vectors", "[draws][known-answer]") {
    CHECK(threefry2x32<20>({0, 0}, {0, 0}) == Words2{0x6b200159U, 0x99ba4efeU});
    CHECK(threefry2x32<20>({all_ones, all_ones}, {all_ones, all_ones}) ==
          Words2{0x1cb996fcU, 0xbb002be7U});
    CHECK(threefry2x32<20>({0x13198a2eU, 0x03707344U}, {0x243f6a88U, 0x85a308d3U}) ==
          Words2{0xc4923a9cU, 0x483df7a0U});
}

TEST_CASE("Threefry4x32 with 20 rounds gives the published vectors", "[draws][known-answer]") {
    CHECK(threefry4x32_20({0, 0, 0, 0}, {0, 0, 0, 0}) ==
          Words4{0x9c6ca96aU, 0xe17eae66U, 0xfc10ecd4U, 0x5256a7d8U});
    CHECK(threefry4x32_20({all_ones, all_ones, all_ones, all_ones},
                          {all_ones, all_ones, all_ones, all_ones}) ==
          Words4{0x2a881696U, 0x57012287U, 0xf6c7446eU, 0xa16a6732U});
    CHECK(threefry4x32_20({0xa4093822U, 0x299f31d0U, 0x082efa98U, 0xec4e6c89U},
                          {0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}) ==
          Words4{0x59cd1dbbU, 0xb8879579U, 0x86b5d00cU, 0xac8b6d84U});
}

TEST_CASE("our Threefry is Random123's on any input", "[draws]") {
    std::mt19937 numbers(20260101);
    auto const word = [&numbers] { return static_cast<std::uint32_t>(numbers()); };
    std::uint64_t wrong = 0;
    for (int i = 0; i < 100'000; ++i) {
        Words2 const key2{word(), word()};
        Words2 const counter2{word(), word()};
        Words4 const key4{word(), word(), word(), word()};
        Words4 const counter4{word(), word(), word(), word()};
        bool const same = threefry2x32<13>(key2, counter2) == random123_2x32<13>(key2, counter2) &&
                          threefry2x32<20>(key2, counter2) == random123_2x32<20>(key2, counter2) &&
                          threefry4x32_20(key4, counter4) == random123_4x32_20(key4, counter4);
        wrong += same ? 0 : 1;
    }
    CHECK(wrong == 0);
}
