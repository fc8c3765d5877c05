#include "sim/selection.hpp"

#include "sim/draws.hpp"
#include "tests/catch.hpp"
#include "tests/sim/chi_square.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <vector>

namespace {

using namespace stempath::sim;
using namespace stempath::tests;

using Contenders = std::vector<Contender>;
using Part = std::span<Contender const>;

std::uint64_t n_chosen(Cut const& cut, Part all) {
    return static_cast<std::uint64_t>(
        std::count_if(all.begin(), all.end(), [&](Contender const& c) { return chosen(cut, c); }));
}

Cut cut_by_counting(std::uint64_t k, Part all) {
    std::array<Part, 1> const parts{all};
    return find_cut(k, parts, 0);
}

Contenders drawn(std::uint32_t cell, std::uint32_t n, std::uint32_t score, DrawKey key) {
    Contenders all;
    for (std::uint32_t i = 0; i < n; ++i) {
        PersonKey const person{cell, i};
        all.push_back({score, bits64(draw(key, person)), person});
    }
    return all;
}

Contenders joined(Contenders first, Contenders const& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

//! Contenders with many equal scores, ties and cells: each digit of the rank decides somewhere.
Contenders crowded(std::mt19937_64& numbers, std::size_t n) {
    std::array<std::uint32_t, 4> const scores{0, 1, 0x80000000U, 0xffffffffU};
    std::array<std::uint64_t, 4> const ties{0, 1, std::uint64_t{1} << 63,
                                            std::numeric_limits<std::uint64_t>::max()};
    Contenders all;
    for (std::size_t i = 0; i < n; ++i) {
        std::uint64_t const bits = numbers();
        bool const wild = (bits >> 40) % 4 == 0;
        all.push_back({wild ? static_cast<std::uint32_t>(numbers()) : scores[bits & 3U],
                       wild ? numbers() : ties[(bits >> 2) & 3U],
                       {static_cast<std::uint32_t>((bits >> 4) & 1U) * 0x80000001U,
                        static_cast<std::uint32_t>(i)}});
    }
    std::shuffle(all.begin(), all.end(), numbers);
    return all;
}

//! Chance that k of n drawn without replacement hold x of the first m.
double hypergeometric(int x, int k, int m, int n) {
    auto const ln_choose = [](int a, int b) {
        return std::lgamma(a + 1.0) - std::lgamma(b + 1.0) - std::lgamma(a - b + 1.0);
    };
    return std::exp(ln_choose(m, x) + ln_choose(n - m, k - x) - ln_choose(n, k));
}

//! How the number of the first group among the chosen departs from the hypergeometric law.
double sigmas_from_hypergeometric(bool with_ties_drawn) {
    constexpr int n_first = 30;
    constexpr int n_second = 50;
    constexpr int k = 20;
    std::array<std::uint64_t, 11> counts{}; // 2 or fewer, 3, ..., 11, 12 or more
    std::array<double, 11> weights{};
    for (int x = 0; x <= k; ++x) {
        weights[static_cast<std::size_t>(std::clamp(x, 2, 12) - 2)] +=
            hypergeometric(x, k, n_first, n_first + n_second);
    }
    for (std::int32_t year = 0; year < 20'000; ++year) {
        DrawKey const key = DrawSource(8, 0).key(year, Purpose("market"));
        Contenders const first = drawn(1, n_first, 5, key);
        Contenders all = joined(first, drawn(2, n_second, 5, key));
        if (!with_ties_drawn) {
            for (Contender& contender : all) {
                contender.tie = 0;
            }
        }
        Cut const cut = find_cut(k, all);
        auto const x = static_cast<int>(n_chosen(cut, Part(all).first(n_first)));
        ++counts[static_cast<std::size_t>(std::clamp(x, 2, 12) - 2)];
    }
    return sigmas_from(counts, weights);
}

} // namespace

TEST_CASE("nobody for k = 0, everybody for k >= n", "[selection]") {
    DrawKey const key = DrawSource(1, 0).key(2030, Purpose("seats"));
    for (std::uint32_t const n : {0U, 1U, 100U, 5000U}) {
        Contenders const all = drawn(1, n, 7, key);
        CHECK(n_chosen(find_cut(0, all), all) == 0);
        CHECK(n_chosen(find_cut(n, all), all) == n);
        CHECK(n_chosen(find_cut(n + 1, all), all) == n);
        CHECK(n_chosen(find_cut(std::numeric_limits<std::uint64_t>::max(), all), all) == n);
    }
    // The least of all ranks is chosen by k = n and not by k = 0.
    Contenders const least{Contender{}};
    CHECK_FALSE(chosen(find_cut(0, least), least[0]));
    CHECK(chosen(find_cut(1, least), least[0]));
}

TEST_CASE("the chosen are the first k of a full sort", "[selection][law]") {
    std::mt19937_64 numbers(4);
    for (int round = 0; round < 300; ++round) {
        std::size_t const n = 1 + numbers() % 3000;
        Contenders const all = crowded(numbers, n);
        Contenders sorted = all;
        std::sort(sorted.begin(), sorted.end(), std::greater<>{});
        for (std::uint64_t const k : {std::uint64_t{1}, numbers() % n + 1, std::uint64_t{n}}) {
            Cut const by_count = cut_by_counting(k, all);
            Cut const by_default = find_cut(k, all);
            CHECK(n_chosen(by_count, all) == k);
            CHECK(chosen(by_count, sorted[k - 1]));
            CHECK((k == n || !chosen(by_count, sorted[k])));
            CHECK(n_chosen(by_default, all) == k);
            CHECK(chosen(by_default, sorted[k - 1]));
        }
    }
}

TEST_CASE("parts in any number and order give the cut of the whole", "[selection][law]") {
    std::mt19937_64 numbers(5);
    for (int round = 0; round < 100; ++round) {
        Contenders const all = crowded(numbers, 4000);
        std::uint64_t const k = numbers() % 4001;
        std::size_t const middle = numbers() % 4001;
        Part const whole(all);
        std::array<Part, 1> const one{whole};
        std::array<Part, 2> const halves{whole.first(middle), whole.subspan(middle)};
        std::array<Part, 3> const turned{whole.subspan(middle), Part{}, whole.first(middle)};
        for (std::uint64_t const sorting : {std::uint64_t{0}, std::uint64_t{100}}) {
            Cut const cut = find_cut(k, one, sorting);
            CHECK(find_cut(k, halves, sorting) == cut);
            CHECK(find_cut(k, turned, sorting) == cut);
        }
    }
}

TEST_CASE("histograms of halves, merged by hand, give the cut of the whole", "[selection][law]") {
    std::mt19937_64 numbers(6);
    Contenders const all = crowded(numbers, 4000);
    SelectionPart first(Part(all).first(1500));
    SelectionPart second(Part(all).subspan(1500));
    CutFinder finder(777);
    while (!finder.done()) {
        DigitHistogram whole = finder.count(first);
        whole.merge(finder.count(second));
        finder.narrow(whole);
    }
    CHECK(finder.cut() == cut_by_counting(777, all));
}

TEST_CASE("of equal scores each group gets its hypergeometric share", "[selection][statistics]") {
    // 7 sigma, 3e-12. The twin breaks ties by key, and the group named last takes all.
    CHECK(std::abs(sigmas_from_hypergeometric(true)) < 7.0);
    CHECK(std::abs(sigmas_from_hypergeometric(false)) > 7.0);
}

TEST_CASE("which group is declared first does not matter", "[selection][law]") {
    for (std::int32_t year = 0; year < 200; ++year) {
        DrawKey const key = DrawSource(9, 0).key(year, Purpose("market"));
        Contenders const women = drawn(name_hash("women"), 700, 5, key);
        Contenders const men = drawn(name_hash("men"), 900, 5, key);
        Cut const women_first = cut_by_counting(300, joined(women, men));
        Cut const men_first = cut_by_counting(300, joined(men, women));
        CHECK(n_chosen(women_first, women) == n_chosen(men_first, women));
        bool same = true;
        for (Contender const& contender : joined(women, men)) {
            same = same && chosen(women_first, contender) == chosen(men_first, contender);
        }
        CHECK(same);
        CHECK(n_chosen(women_first, women) + n_chosen(women_first, men) == 300);
    }
}

TEST_CASE("ten million equal scores", "[selection][big]") {
    constexpr std::uint32_t n = 10'000'000;
    constexpr std::uint64_t k = 3'333'333;
    Contenders const all = drawn(1, n, 7, DrawSource(1, 0).key(2030, Purpose("seats")));
    Cut const cut = find_cut(k, all);
    CHECK(n_chosen(cut, all) == k);
    std::array<Part, 2> const halves{Part(all).first(n / 3), Part(all).subspan(n / 3)};
    CHECK(find_cut(k, halves) == cut);
}

TEST_CASE("two of one rank are an error where the cut would part them", "[selection]") {
    Contenders const twins{{5, 1, {1, 1}}, {5, 1, {1, 1}}, {4, 1, {1, 2}}};
    CHECK_THROWS_AS(find_cut(1, twins), std::logic_error);
    CHECK_THROWS_AS(cut_by_counting(1, twins), std::logic_error);
    CHECK(n_chosen(find_cut(2, twins), twins) == 2);
    CHECK(n_chosen(cut_by_counting(2, twins), twins) == 2);
}

TEST_CASE("score_bits keeps the order of signed scores", "[selection]") {
    std::array<std::int32_t, 7> const ascending{
        std::numeric_limits<std::int32_t>::min(), -1'000'000, -1, 0, 1, 1'000'000,
        std::numeric_limits<std::int32_t>::max()};
    for (std::size_t i = 1; i < ascending.size(); ++i) {
        CHECK(score_bits(ascending[i - 1]) < score_bits(ascending[i]));
    }
    CHECK(score_bits(std::numeric_limits<std::int32_t>::min()) == 0U);
}
