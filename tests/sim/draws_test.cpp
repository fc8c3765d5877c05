#include "sim/draws.hpp"
#include "tests/catch.hpp"
#include "tests/sim/chi_square.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace stempath::sim;

struct Expected {
    DrawKey key;
    Call call;
    std::uint32_t name;
    std::uint32_t derived;
};

void check_contract(DrawKey key, PersonKey person, char const* exit, Expected expected) {
    Call const call = draw(key, person);
    CHECK(key == expected.key);
    CHECK(call == expected.call);
    CHECK(name_hash(exit) == expected.name);
    CHECK(derive(call, name_hash(exit)) == expected.derived);
}

} // namespace

// Computed from docs/draws.md by a program that shares nothing with this one.
TEST_CASE("the draw contract, version 1, bit for bit", "[draws][known-answer]") {
    REQUIRE(draw_contract_version == 1);
    DrawKey const progress = DrawSource(1, 0).key(2022, Purpose("progress"));
    check_contract(
        progress, {0, 0}, "stay",
        {{0x11bed855U, 0x20883c99U}, {0xa24c81d7U, 0xf713bec4U}, 0x68da601fU, 0xa0688a3cU});

    DrawKey const separate = DrawSource(0x123456789abcdef0U, 7).key(-3, Purpose("separate"));
    check_contract(
        separate, {0xdeadbeefU, 41}, "leave_stem",
        {{0x1f1a7130U, 0x17313a89U}, {0xec1e1554U, 0x307659b9U}, 0x9f6baba6U, 0xc938024aU});

    DrawKey const hire = DrawSource(2026, 19).key(2050, Purpose("hire"));
    check_contract(
        hire, {1, 999999}, "\u00e9cole",
        {{0x300af0c1U, 0x7c564ce9U}, {0x48fe35a8U, 0x57fa9b51U}, 0x1a505c9dU, 0xd77cc780U});
}

TEST_CASE("names are hashed by FNV-1a and the finaliser of SplitMix64", "[draws][known-answer]") {
    // FNV-1a of "", "a" and "foobar" as its authors publish them; the first output of SplitMix64
    // from seed 0 is the finaliser of 0x9e3779b97f4a7c15.
    CHECK(name_hash64("") == mix64(0xcbf29ce484222325U));
    CHECK(name_hash64("a") == mix64(0xaf63dc4c8601ec8cU));
    CHECK(name_hash64("foobar") == mix64(0x85944171f73967e8U));
    CHECK(mix64(0x9e3779b97f4a7c15U) == 0xe220a8397b1dcdafU);
    CHECK(Purpose("foobar").hash() == name_hash64("foobar"));
}

TEST_CASE("every part of a key tells draws apart", "[draws]") {
    std::set<std::pair<std::uint32_t, std::uint32_t>> keys;
    auto const take = [&keys](std::uint64_t seed, std::uint32_t replicate, std::int32_t year,
                              char const* purpose) {
        DrawKey const key = DrawSource(seed, replicate).key(year, Purpose(purpose));
        return keys.insert({key.k0, key.k1}).second;
    };
    CHECK(take(1, 2, 3, "a"));
    CHECK(take(2, 1, 3, "a"));
    CHECK(take(1, 3, 2, "a"));
    CHECK(take(1, 2, 3, "b"));
    CHECK(take(1, 2, -3, "a"));
    CHECK(take(std::uint64_t{1} << 32, 2, 3, "a"));
    CHECK_FALSE(take(1, 2, 3, "a"));
}

TEST_CASE("mix32 is a bijection that turns half of the bits", "[draws]") {
    // Its inverse: each step undone, the multipliers by their inverses modulo 2^32.
    auto const inverse = [](std::uint32_t odd) {
        std::uint32_t x = odd;
        for (int i = 0; i < 5; ++i) {
            x *= 2U - odd * x;
        }
        return x;
    };
    auto const unmix = [&inverse](std::uint32_t x) {
        x ^= (x >> 15) ^ (x >> 30);
        x *= inverse(0xd35a2d97U);
        x ^= (x >> 15) ^ (x >> 30);
        x *= inverse(0x21f0aaadU);
        return x ^ (x >> 16);
    };
    std::uint64_t wrong = 0;
    for (std::uint32_t i = 0; i < (1U << 20); ++i) {
        std::uint32_t const x = i * 0x9e3779b1U;
        wrong += unmix(mix32(x)) == x ? 0 : 1;
    }
    CHECK(wrong == 0);
}

TEST_CASE("uniforms are odd multiples of 2^-24, never 0 or 1, the same from both ends", "[draws]") {
    CHECK(uniform(0) == 0x1p-24);
    CHECK(uniform(0xffffffffU) == 1.0 - 0x1p-24);
    std::uint64_t wrong = 0;
    for (std::uint32_t high = 0; high < (1U << 24); ++high) {
        std::uint32_t const bits = high << 8;
        bool const mirrored = uniform(~bits) == 1.0 - uniform(bits);
        bool const exact = static_cast<double>(static_cast<float>(odd24(bits))) == odd24(bits);
        wrong += mirrored && exact && odd24(bits) % 2 == 1 ? 0 : 1;
    }
    CHECK(wrong == 0);
}

TEST_CASE("keyed rounding leaves integers, has the right mean and is floor(x + u)", "[draws]") {
    Call const least{0, 0};
    Call const greatest{0xffffffffU, 0xffffffffU};

    for (double const whole : {0.0, 1.0, -7.0, 333e6, 0x1p52, -0x1p52}) {
        CHECK(round_by_key(whole, least) == static_cast<std::int64_t>(whole));
        CHECK(round_by_key(whole, greatest) == static_cast<std::int64_t>(whole));
    }
    CHECK(round_by_key(2.5, Call{0x80000000U, 0}) == 3);
    CHECK(round_by_key(2.5, Call{0x7fffffffU, 0xffffffffU}) == 2);
    CHECK(round_by_key(-2.25, greatest) == -2);
    CHECK(round_by_key(-2.25, least) == -3);
    CHECK(round_by_key(0x1p-53, greatest) == 1); // x + u is exactly 1
    CHECK(round_by_key(0x1p-54, greatest) == 0);
    CHECK_THROWS_AS(round_by_key(std::nan(""), least), std::domain_error);
    CHECK_THROWS_AS(round_by_key(0x1p53, least), std::domain_error);

    // Error rate: 5 sigma, 6e-7. The twin is a mean that is wrong by 0.01.
    DrawKey const key = DrawSource(5, 0).key(2030, Purpose("seats"));
    std::uint64_t const n = 1'000'000;
    std::uint64_t up = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        up += static_cast<std::uint64_t>(round_by_key(41.3, draw(key, {7, i})) - 41);
    }
    CHECK(std::abs(stempath::tests::sigmas_of_count(up, n, 0.3)) < 5.0);
    CHECK(std::abs(stempath::tests::sigmas_of_count(up, n, 0.31)) > 5.0);
}

TEST_CASE("with one call, expecting more never gives less", "[draws]") {
    DrawKey const key = DrawSource(6, 0).key(2030, Purpose("seats"));
    std::uint64_t wrong = 0;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        Call const call = draw(key, {name_hash("college"), i});
        std::int64_t before = std::numeric_limits<std::int64_t>::min();
        for (double x = -2.0; x < 2.0; x += 0x1p-7) {
            std::int64_t const now = round_by_key(x, call);
            wrong += now < before ? 1 : 0;
            before = now;
        }
    }
    CHECK(wrong == 0);
}
