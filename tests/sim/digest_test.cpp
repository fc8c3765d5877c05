#include "sim/digest.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

using stempath::sim::Digest128;
using stempath::sim::digest_in_order;

struct Cell {
    std::string name;
    std::int32_t year;
    std::int64_t value;
};

std::vector<Cell> some_cells() {
    std::vector<Cell> cells;
    for (std::int32_t year = 2022; year <= 2050; ++year) {
        for (int stage = 0; stage < 20; ++stage) {
            cells.push_back({"stock.stage_" + std::to_string(stage), year, year * stage - 5000});
        }
    }
    return cells;
}

Digest128 digest_of(std::vector<Cell> const& cells) {
    Digest128 digest;
    for (Cell const& cell : cells) {
        digest.add(cell.name, cell.year, cell.value);
    }
    return digest;
}

} // namespace

TEST_CASE("a digest does not depend on the order or the grouping of its cells", "[digest]") {
    std::vector<Cell> cells = some_cells();
    Digest128 const whole = digest_of(cells);

    std::shuffle(cells.begin(), cells.end(), std::mt19937(3));
    CHECK(digest_of(cells) == whole);

    auto const middle = cells.begin() + 123;
    Digest128 halves = digest_of({cells.begin(), middle});
    halves.merge(digest_of({middle, cells.end()}));
    CHECK(halves == whole);
}

TEST_CASE("a cell of zero is absent", "[digest]") {
    Digest128 digest;
    digest.add("stock", 2022, 0);
    CHECK(digest == Digest128{});
    CHECK(digest.hex() == "00000000000000000000000000000000");
}

TEST_CASE("a digest notices each name, year and value, and who holds which", "[digest]") {
    std::vector<Cell> const cells = some_cells();
    std::set<std::string> seen{digest_of(cells).hex()};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::vector<Cell> other = cells;
        other[i].value += 1;
        CHECK(seen.insert(digest_of(other).hex()).second);
        other = cells;
        other[i].year = -other[i].year;
        CHECK(seen.insert(digest_of(other).hex()).second);
        other = cells;
        other[i].name += "x";
        CHECK(seen.insert(digest_of(other).hex()).second);
        other = cells;
        std::swap(other[i].value, other[(i + 1) % cells.size()].value);
        CHECK(seen.insert(digest_of(other).hex()).second);
    }
    // What a plain sum of values would miss: the same values elsewhere, and signs.
    Digest128 plus;
    plus.add("a", 1, 5);
    plus.add("b", 1, -5);
    Digest128 minus;
    minus.add("a", 1, -5);
    minus.add("b", 1, 5);
    CHECK_FALSE(plus == minus);
    CHECK_FALSE(plus == Digest128{});
}

TEST_CASE("the bits of a digest are even over cells that differ little", "[digest]") {
    // Each of 128 bits over 4096 cells: 7 sigma, 128 * 3e-12 in all.
    std::array<int, 128> ones{};
    int const n = 4096;
    for (int value = 1; value <= n; ++value) {
        Digest128 digest;
        digest.add("stock", 2022, value);
        for (std::size_t bit = 0; bit < 64; ++bit) {
            ones[bit] += static_cast<int>((digest.low() >> bit) & 1U);
            ones[64 + bit] += static_cast<int>((digest.high() >> bit) & 1U);
        }
    }
    for (int const count : ones) {
        CHECK(std::abs(count - n / 2) < 7 * 32); // sigma = sqrt(4096) / 2 = 32
    }
}

TEST_CASE("addition carries from the low half into the high one", "[digest]") {
    // Were the halves added each for itself, the sum of the high halves would be the high half.
    std::uint64_t carried = 0;
    for (std::int32_t year = 0; year < 100; ++year) {
        Digest128 a;
        a.add("a", year, 1);
        Digest128 b;
        b.add("b", year, 1);
        Digest128 sum = a;
        sum.merge(b);
        bool const overflow = a.low() > std::numeric_limits<std::uint64_t>::max() - b.low();
        CHECK(sum.high() == a.high() + b.high() + (overflow ? 1U : 0U));
        carried += overflow ? 1 : 0;
    }
    CHECK(carried > 0);
}

TEST_CASE("the digest of a study depends on the order and number of its replicates", "[digest]") {
    Digest128 a;
    a.add("stock", 2022, 1);
    Digest128 b;
    b.add("stock", 2022, 2);
    Digest128 const ab = digest_in_order(std::array{a, b});
    CHECK(ab == digest_in_order(std::array{a, b}));
    CHECK_FALSE(ab == digest_in_order(std::array{b, a}));
    CHECK_FALSE(digest_in_order(std::array{a}) == digest_in_order(std::array{a, Digest128{}}));
    CHECK_FALSE(digest_in_order(std::array{a}) == a);
}
