#include "sim/threefry.hpp"

#include <array>
#include <bit>

namespace stempath::sim {

namespace {

using Schedule = std::array<std::uint32_t, 5>;

void mix_pair(std::uint32_t& left, std::uint32_t& right, int rotation) {
    left += right;
    right = std::rotl(right, rotation) ^ left;
}

//! Two rounds: neighbours (0,1) (2,3), then crossed (0,3) (2,1).
void two_rounds(Words4& x, int r01, int r23, int r03, int r21) {
    mix_pair(x.x0, x.x1, r01);
    mix_pair(x.x2, x.x3, r23);
    mix_pair(x.x0, x.x3, r03);
    mix_pair(x.x2, x.x1, r21);
}

void inject(Words4& x, Schedule const& key, std::uint32_t times) {
    x.x0 += key[times % 5];
    x.x1 += key[(times + 1) % 5];
    x.x2 += key[(times + 2) % 5];
    x.x3 += key[(times + 3) % 5] + times;
}

} // namespace

Words4 threefry4x32_20(Words4 key, Words4 counter) {
    Schedule const schedule{key.x0, key.x1, key.x2, key.x3,
                            threefry_parity ^ key.x0 ^ key.x1 ^ key.x2 ^ key.x3};
    Words4 x = counter;
    inject(x, schedule, 0);
    for (std::uint32_t times = 1; times <= 5; ++times) { // four rounds each
        if (times % 2 == 1) {
            two_rounds(x, 10, 26, 11, 21);
            two_rounds(x, 13, 27, 23, 5);
        } else {
            two_rounds(x, 6, 20, 17, 11);
            two_rounds(x, 25, 10, 18, 20);
        }
        inject(x, schedule, times);
    }
    return x;
}

} // namespace stempath::sim
