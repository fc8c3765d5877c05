#include "tests/catch.hpp"
#include "tests/closed_forms/finding.hpp"
#include "tests/closed_forms/runs.hpp"

#include <array>
#include <fmt/format.h>
#include <map>

// The ladder of the pack `market`: vacancy chains from the top down within a year.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

//! People of one level, and how likely one leaves in a year.
struct Rung {
    std::int64_t w = 0, m = 0;
    double leaving_w = 0.0, leaving_m = 0.0;
    std::int64_t posts() const { return w + m; }
};

//! A short ladder, small enough to follow every way that a year may take.
constexpr std::array<Rung, 3> ladder{
    Rung{2, 6, 0.2, 0.2}, {5, 8, 0.15, 0.1}, {8, 8, 0.2, 0.15}}; // from the top down
constexpr std::int64_t seeking_w = 30, seeking_m = 30;

//! Chances of (empty posts above, w left) of the level above once its own posts are filled.
using Chances = std::map<std::pair<std::int64_t, std::int64_t>, double>;

/*! One level: people leave, some of the others rise to the `empty` posts above (a lottery), and
 * what is empty then is told to the level below. Gives {empty posts here, w here} before they are
 * filled.
 */
Chances after_promotion(Rung const& level, std::map<std::int64_t, double> const& empty) {
    Chances chances;
    for (std::int64_t w = 0; w <= level.w; ++w)
        for (std::int64_t m = 0; m <= level.m; ++m) {
            double const left = binomial(level.w, 1.0 - level.leaving_w, w) *
                                binomial(level.m, 1.0 - level.leaving_m, m);
            for (auto const& [above, p] : empty)
                for (std::int64_t k = 0; k <= std::min(above, w); ++k)
                    chances[{level.posts() - (w + m - above), w - k}] +=
                        left * p * hypergeometric(w + m, w, above, k);
        }
    return chances;
}

/*! Distribution of w in a level at the year end, from {empty, w} here and below: the empty posts go
 *  to people from below by lottery. For the lowest level those below are the seekers.
 */
std::vector<double> filled(Rung const& here, Chances const& before, Rung const& below,
                           bool below_leave) {
    std::vector<double> law(static_cast<std::size_t>(here.posts()) + 1);
    for (std::int64_t w = 0; w <= below.w; ++w)
        for (std::int64_t m = 0; m <= below.m; ++m) {
            double const left = below_leave ? binomial(below.w, 1.0 - below.leaving_w, w) *
                                                  binomial(below.m, 1.0 - below.leaving_m, m)
                                            : (w == below.w && m == below.m ? 1.0 : 0.0);
            if (left <= 0.0)
                continue;
            for (auto const& [at, p] : before)
                for (std::int64_t k = 0; k <= std::min(at.first, w); ++k)
                    law[static_cast<std::size_t>(at.second + k)] +=
                        left * p * hypergeometric(w + m, w, at.first, k);
        }
    return law;
}

std::map<std::int64_t, double> empty_of(Chances const& chances) {
    std::map<std::int64_t, double> empty;
    for (auto const& [at, p] : chances)
        empty[at.first] += p;
    return empty;
}

//! Distributions of w at the end of the first year, from the top down.
std::vector<std::vector<double>> ladder_law() {
    std::vector<std::vector<double>> laws;
    std::map<std::int64_t, double> empty{{0, 1.0}};
    for (std::size_t i = 0; i < ladder.size(); ++i) {
        auto const before = after_promotion(ladder[i], empty);
        bool const lowest = i + 1 == ladder.size();
        laws.push_back(filled(ladder[i], before,
                              lowest ? Rung{seeking_w, seeking_m, 0.0, 0.0} : ladder[i + 1],
                              !lowest));
        empty = empty_of(before);
    }
    return laws;
}

std::string const levels[]{"senior", "middle", "junior"};

Trial short_ladder() {
    std::vector<std::string> replaced{
        fmt::format("stage.seeking.start={{ w = {}, m = {} }}", seeking_w, seeking_m),
        "stage.seeking.exit.give_up.p=0", "entry.graduates.number={ w = 0, m = 0 }",
        "market.into_junior.score=\"lottery\"", "market.fellowships.demand={ flow = 0 }"};
    std::string const exits[]{"retire", "leave", "leave"};
    for (std::size_t i = 0; i < ladder.size(); ++i) {
        auto const& l = ladder[i];
        auto const key = "stage." + levels[i];
        replaced.push_back(fmt::format("{}.slots={}", key, l.posts()));
        replaced.push_back(fmt::format("{}.start={{ w = {}, m = {} }}", key, l.w, l.m));
        replaced.push_back(fmt::format("{}.exit.{}.p={{ w = {}, m = {} }}", key, exits[i],
                                       l.leaving_w, l.leaving_m));
    }
    return {pack_named("models/packs/market", replaced), 1};
}

} // namespace

namespace stempath::tests {

std::vector<Finding> ladders() {
    constexpr std::uint32_t replicates = 4000;
    auto const trial = short_ladder();
    auto const laws = ladder_law();
    std::array<std::vector<std::uint64_t>, 3> counts;
    for (std::size_t i = 0; i < 3; ++i)
        counts[i].resize(laws[i].size());
    std::int64_t empty_posts = 0;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const recording = trial.run(r);
        for (std::size_t i = 0; i < 3; ++i) {
            empty_posts += ladder[i].posts() - trial.stock(recording, 1, levels[i]);
            ++counts[i][static_cast<std::size_t>(trial.stock(recording, 1, levels[i], "w"))];
        }
    }
    CHECK(empty_posts == 0);
    Finding f{"market, a vacancy chain through three levels: w in each, every number of them",
              fmt::format("{} replicates, seed 1", replicates),
              {},
              {}};
    for (std::size_t i = 0; i < 3; ++i) {
        f.seen.add(sigmas_from_law(counts[i], laws[i]));
        // Twin: each level is filled from below, but nobody rises out of it.
        auto const still = after_promotion(ladder[i], {{0, 1.0}});
        bool const lowest = i == 2;
        f.twin.add(sigmas_from_law(
            counts[i],
            filled(ladder[i], still, lowest ? Rung{seeking_w, seeking_m, 0.0, 0.0} : ladder[i + 1],
                   !lowest)));
    }
    return {f};
}

} // namespace stempath::tests

TEST_CASE("market: a chain of vacancies through three levels, followed exactly",
          "[closed][market][ladder]") {
    judge(ladders());
}
