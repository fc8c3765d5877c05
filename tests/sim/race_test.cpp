#include "sim/race.hpp"
#include "tests/catch.hpp"
#include "tests/sim/chi_square.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace stempath::sim;
using namespace stempath::tests;

constexpr std::size_t n_exits = 5;
using Etas = std::array<LogOdds, n_exits>;
using Names = std::array<std::uint32_t, n_exits>;

Names const names{name_hash("go_back"), name_hash("leave"), name_hash("move_on"),
                  name_hash("retire"), name_hash("stay")};
Etas const etas{LogOdds::nearest(-2.0), LogOdds::nearest(-0.7), LogOdds::nearest(-1.1),
                LogOdds::nearest(-3.5), LogOdds{}};

using Chooser = std::size_t (*)(std::span<LogOdds const>, std::span<std::uint32_t const>, Call);

std::size_t by_race(std::span<LogOdds const> eta, std::span<std::uint32_t const> hashes,
                    Call call) {
    return race(eta, hashes, call);
}

std::vector<double> chances(std::span<LogOdds const> eta) {
    std::vector<double> weights;
    for (LogOdds const value : eta) {
        weights.push_back(std::exp(value.value()));
    }
    double const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) {
        weight /= sum;
    }
    return weights;
}

// The usual way, and the same frequencies: one uniform against cumulated chances.
std::size_t by_cumulated_sums(std::span<LogOdds const> eta, std::span<std::uint32_t const>,
                              Call call) {
    std::vector<double> const chance = chances(eta);
    double left = uniform(call.a);
    for (std::size_t j = 0; j < chance.size(); ++j) {
        left -= chance[j];
        if (left < 0.0) {
            return j;
        }
    }
    return chance.size() - 1;
}

struct Moves {
    std::uint64_t into_raised = 0;
    std::uint64_t between_others = 0;
};

Moves moves_when_raised(std::size_t raised, Chooser choose) {
    Etas higher = etas;
    higher[raised] = higher[raised] + LogOdds::nearest(0.5);
    DrawKey const key = DrawSource(11, 0).key(2030, Purpose("progress"));
    Moves moves;
    for (std::uint32_t i = 0; i < 200'000; ++i) {
        Call const call = draw(key, {42, i});
        std::size_t const before = choose(etas, names, call);
        std::size_t const after = choose(higher, names, call);
        if (before != after) {
            ++(after == raised ? moves.into_raised : moves.between_others);
        }
    }
    return moves;
}

std::array<std::uint64_t, n_exits> wins(Chooser choose, std::uint32_t n) {
    std::array<std::uint64_t, n_exits> counts{};
    DrawKey const key = DrawSource(12, 0).key(2031, Purpose("progress"));
    for (std::uint32_t i = 0; i < n; ++i) {
        ++counts[choose(etas, names, draw(key, {42, i}))];
    }
    return counts;
}

} // namespace

TEST_CASE("raising one exit's log-odds moves people only into that exit", "[race][law]") {
    for (std::size_t raised = 0; raised < n_exits; ++raised) {
        Moves const moves = moves_when_raised(raised, by_race);
        CHECK(moves.into_raised > 1000);
        CHECK(moves.between_others == 0);
    }
    // Cumulated sums push the others along.
    CHECK(moves_when_raised(0, by_cumulated_sums).between_others > 1000);
}

TEST_CASE("exits win as often as the multinomial logit says", "[race][statistics]") {
    // 7 sigma, 3e-12. The twin: one exit's log-odds wrong by 0.01.
    auto const counts = wins(by_race, 4'000'000);
    CHECK(std::abs(sigmas_from(counts, chances(etas))) < 7.0);
    Etas wrong = etas;
    wrong[1] = wrong[1] + LogOdds::nearest(0.01);
    CHECK(std::abs(sigmas_from(counts, chances(wrong))) > 7.0);
}

TEST_CASE("rare exits and many exits win as often as they should", "[race][statistics]") {
    // 40 exits of chance 1/10000 to 1/100 beside staying; 7 sigma, 3e-12. The twin: half of them
    // likelier by a tenth.
    std::vector<std::uint32_t> hashes;
    std::vector<LogOdds> eta;
    for (int j = 0; j < 40; ++j) {
        hashes.push_back(name_hash("exit_" + std::to_string(j)));
        eta.push_back(LogOdds::nearest(-9.2 + 0.115 * j));
    }
    hashes.push_back(name_hash("stay"));
    eta.push_back(LogOdds{});

    std::vector<std::uint64_t> counts(eta.size());
    DrawKey const key = DrawSource(13, 0).key(2031, Purpose("progress"));
    for (std::uint32_t i = 0; i < 2'000'000; ++i) {
        ++counts[race(eta, hashes, draw(key, {43, i}))];
    }
    CHECK(std::abs(sigmas_from(counts, chances(eta))) < 7.0);
    for (std::size_t j = 0; j < 20; ++j) {
        eta[2 * j] = eta[2 * j] + LogOdds::nearest(0.1);
    }
    CHECK(std::abs(sigmas_from(counts, chances(eta))) > 7.0);
}

TEST_CASE("another exit in the race shifts nobody but those whom it wins", "[race][law]") {
    std::vector<LogOdds> more_etas(etas.begin(), etas.end());
    std::vector<std::uint32_t> more_names(names.begin(), names.end());
    more_etas.insert(more_etas.begin() + 2, LogOdds::nearest(-1.0));
    more_names.insert(more_names.begin() + 2, name_hash("a_new_exit"));
    DrawKey const key = DrawSource(14, 0).key(2030, Purpose("progress"));
    std::uint64_t wrong = 0;
    std::uint64_t won = 0;
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        Call const call = draw(key, {42, i});
        std::uint32_t const before = names[race(etas, names, call)];
        std::uint32_t const after = more_names[race(more_etas, more_names, call)];
        won += after == name_hash("a_new_exit") ? 1 : 0;
        wrong += after != before && after != name_hash("a_new_exit") ? 1 : 0;
    }
    CHECK(wrong == 0);
    CHECK(won > 1000);
}

TEST_CASE("the ends of a race: nobody, never, and equal totals", "[race]") {
    Call const call{1, 2};
    CHECK(race({}, {}, call) == 0);

    std::array<LogOdds, 2> const never{LogOdds::never(), LogOdds::never()};
    std::array<std::uint32_t, 2> const two{7, 8};
    CHECK(race(never, two, call) == 2);

    std::array<LogOdds, 2> const second_only{LogOdds::never(), LogOdds(-LogOdds::greatest)};
    CHECK(race(second_only, two, call) == 1);

    std::array<LogOdds, 2> const even{};
    std::array<std::uint32_t, 2> const twins{7, 7};
    CHECK(race(even, twins, call) == 0);

    std::array<LogOdds, 2> const extreme{LogOdds(-LogOdds::greatest), LogOdds(LogOdds::greatest)};
    CHECK(race(extreme, two, call) == 1);
}
