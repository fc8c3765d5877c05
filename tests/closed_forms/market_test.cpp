#include "tests/catch.hpp"
#include "tests/closed_forms/finding.hpp"
#include "tests/closed_forms/runs.hpp"

#include <fmt/format.h>

// The pack `market`: who is hired, by lottery and by normal scores.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

constexpr double pi = 3.14159265358979323846;

double above(double x) { return 0.5 * std::erfc(x / std::sqrt(2.0)); }
double density(double x) { return std::exp(-0.5 * x * x) / std::sqrt(2.0 * pi); }

//! Scores of one group: normal.
struct Scores {
    double mean = 0.0, sd = 1.0;
    double above_of(double x) const { return above((x - mean) / sd); }
    double density_at(double x) const { return density((x - mean) / sd) / sd; }
};

//! People seek, nobody leaves and nobody comes, and the posts of one market are given out.
struct Round {
    std::int64_t w = 0, m = 0, posts = 0;
    std::vector<std::string> market; //!< what is replaced of the market
    std::string name = "into_junior";
    std::int32_t years = 1;

    Trial trial() const {
        bool const ladder = name == "into_junior"; // else the fellowships alone are open
        std::vector<std::string> replaced{
            fmt::format("stage.seeking.start={{ w = {}, m = {} }}", w, m),
            "stage.seeking.exit.give_up.p=0",
            "entry.graduates.number={ w = 0, m = 0 }",
            "stage.junior.start={ w = 1, m = 1 }",
            fmt::format("stage.junior.slots={}", ladder ? posts + 2 : 2),
            "stage.junior.exit.leave.p=0",
            "stage.middle.exit.leave.p=0",
            "stage.senior.exit.retire.p=0",
            "market.fellowships.demand={ flow = 0 }"};
        replaced.insert(replaced.end(), market.begin(), market.end());
        return {pack_named("models/packs/market", replaced), years};
    }

    //! How often each number of w was hired in all years together.
    std::vector<std::uint64_t> hires(std::uint32_t replicates) const {
        auto const of = trial();
        std::vector<std::uint64_t> counts(static_cast<std::size_t>(posts) + 1);
        std::int64_t short_of = 0;
        for (std::uint32_t r = 0; r < replicates; ++r) {
            auto const recording = of.run(r);
            std::int64_t all = 0, women = 0;
            for (std::int32_t year = 1; year <= years; ++year) {
                all += of.hires(recording, year, name);
                women += of.hires(recording, year, name, "w");
            }
            short_of += std::abs(posts - all);
            ++counts[static_cast<std::size_t>(std::min(women, posts))];
        }
        CHECK(short_of == 0);
        return counts;
    }

    //! Chances of each number of w among the best `posts`, exactly: over the score of the least who
    //! is hired, and whether that is a w or an m (trapezes; the ends do not matter).
    std::vector<double> law(Scores const& of_w, Scores const& of_m) const {
        std::vector<double> chances(static_cast<std::size_t>(posts) + 1);
        constexpr double step = 0.01;
        for (double x = -9.0; x <= 9.0; x += step) {
            double const pw = of_w.above_of(x), pm = of_m.above_of(x);
            double const least_w = static_cast<double>(w) * of_w.density_at(x) * step,
                         least_m = static_cast<double>(m) * of_m.density_at(x) * step;
            for (std::int64_t h = 0; h <= posts; ++h)
                chances[static_cast<std::size_t>(h)] +=
                    least_w * binomial(w - 1, pw, h - 1) * binomial(m, pm, posts - h) +
                    least_m * binomial(w, pw, h) * binomial(m - 1, pm, posts - h - 1);
        }
        return chances;
    }
};

//! The score that so many of so many reach: by bisection.
double threshold(double w, double m, double posts, Scores const& of_w, Scores const& of_m) {
    double low = -20.0, high = 20.0;
    for (int i = 0; i < 200; ++i) {
        double const x = 0.5 * (low + high);
        (w * of_w.above_of(x) + m * of_m.above_of(x) > posts ? low : high) = x;
    }
    return low;
}

std::string normal_scores(Scores const& of_w, Scores const& of_m) {
    return fmt::format(
        "market.into_junior.score={{ group = {{ w = {}, m = {} }}, noise = {{ w = {}, "
        "m = {} }} }}",
        of_w.mean, of_m.mean, of_w.sd, of_m.sd);
}

} // namespace

namespace stempath::tests {

std::vector<Finding> lotteries() {
    constexpr std::uint32_t replicates = 4000;
    Round const round{20, 40, 15, {"market.into_junior.score=\"lottery\""}};
    auto const counts = round.hires(replicates);
    std::vector<double> law, wrong;
    for (std::int64_t k = 0; k <= round.posts; ++k) {
        law.push_back(hypergeometric(60, 20, 15, k));
        wrong.push_back(binomial(15, 20.0 / 60.0, k)); // drawn with replacement
    }
    Finding f{"market, lottery: w among 15 of 60 hired are hypergeometric",
              fmt::format("{} replicates, seed 1", replicates),
              {},
              {}};
    f.seen.add(sigmas_from_law(counts, law));
    f.twin.add(sigmas_from_law(counts, wrong));
    return {f};
}

std::vector<Finding> normal_top_k() {
    constexpr std::uint32_t replicates = 4000;
    Scores const few_w{-0.4, 1.5}, few_m{0.0, 1.0};
    Round const small{20, 40, 15, {normal_scores(few_w, few_m)}};
    auto const counts = small.hires(replicates);
    Finding exact{"market, normal scores: w among the best 15 of 60, every number of them",
                  fmt::format("{} replicates, seed 1", replicates),
                  {},
                  {}};
    exact.seen.add(sigmas_from_law(counts, small.law(few_w, few_m)));
    exact.twin.add(sigmas_from_law(counts, small.law({-0.4, 1.4}, few_m)));

    constexpr std::uint32_t large_replicates = 100;
    Scores const of_w{-0.5, 1.2}, of_m{0.0, 1.0};
    Round const large{3000, 5000, 1000, {normal_scores(of_w, of_m)}};
    auto const hired = [&](Scores const& scores_w) {
        return 3000.0 * scores_w.above_of(threshold(3000, 5000, 1000, scores_w, of_m));
    };
    Moments seen;
    auto const trial = large.trial();
    for (std::uint32_t r = 0; r < large_replicates; ++r)
        seen.add({static_cast<double>(trial.hires(trial.run(r), 1, "into_junior", "w"))});
    // The threshold gives way where more of one group pass it: delta method.
    double const x = threshold(3000, 5000, 1000, of_w, of_m), pw = of_w.above_of(x),
                 pm = of_m.above_of(x), fw = 3000 * of_w.density_at(x),
                 fm = 5000 * of_m.density_at(x), part = fw / (fw + fm),
                 variance = (1 - part) * (1 - part) * 3000 * pw * (1 - pw) +
                            part * part * 5000 * pm * (1 - pm);
    Finding by_threshold{
        "market, normal scores: w above the threshold of the mixture, 1000 of 8000",
        fmt::format("{} replicates, seed 1", large_replicates),
        {},
        {}};
    by_threshold.seen.add(seen.mean(0), hired(of_w), variance / large_replicates);
    by_threshold.twin.add(seen.mean(0), hired({-0.45, 1.2}), variance / large_replicates);
    return {exact, by_threshold};
}

/*! Vacancies as a flow, and a score that people keep: over two years the best are taken as if all
 * had been taken at once.
 */
std::vector<Finding> lasting_talents() {
    constexpr std::uint32_t replicates = 4000;
    Scores const of_w{-0.8, 1.0}, of_m{0.0, 1.25};
    auto const talents = [&](std::string const& score) {
        return Round{
            20,
            40,
            27,
            {"market.fellowships.demand={ flow = { knots = [[1, 15], [2, 12]] } }",
             fmt::format("fixed_trait.talent.mean={{ w = {}, m = {} }}", of_w.mean, of_m.mean),
             fmt::format("fixed_trait.talent.sd={{ w = {}, m = {} }}", of_w.sd, of_m.sd),
             "market.fellowships.score=" + score},
            "fellowships",
            2};
    };
    auto const kept = talents("{ talent = 1.0 }");
    // Twin: the same scores, drawn anew in the second year.
    auto const anew =
        talents(fmt::format("{{ talent = 0.0, group = {{ w = {}, m = {} }}, noise = {{ w "
                            "= {}, m = {} }} }}",
                            of_w.mean, of_m.mean, of_w.sd, of_m.sd));
    auto const law = kept.law(of_w, of_m);
    Finding f{
        "market, vacancies as a flow and a talent for life: w among the best 27 of 60 after two "
        "years",
        fmt::format("{} replicates, seed 1", replicates),
        {},
        {}};
    f.seen.add(sigmas_from_law(kept.hires(replicates), law));
    f.twin.add(sigmas_from_law(anew.hires(replicates), law));
    return {f};
}

} // namespace stempath::tests

TEST_CASE("market: a lottery hires a hypergeometric number of each group", "[closed][market]") {
    judge(lotteries());
}

TEST_CASE("market: normal scores hire the best, whose composition is known exactly",
          "[closed][market]") {
    judge(normal_top_k());
}

TEST_CASE("market: a flow of vacancies goes to the best by a score that lasts",
          "[closed][market]") {
    judge(lasting_talents());
}
