#include "tests/catch.hpp"
#include "tests/closed_forms/faculty_law.hpp"
#include "tests/closed_forms/finding.hpp"
#include "tests/closed_forms/runs.hpp"

#include <fmt/format.h>
#include <functional>
#include <numeric>

// The pack `faculty`: mean, variance and ages against the recursion of faculty_law.hpp.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::vector<std::string> const women_men{"w", "m"};

//! One way to set the pack, and what the law reads of it.
struct Variant {
    std::string name;
    std::vector<std::string> replaced;
    std::function<double(std::int32_t year)> slots;
    //! Chance of w for an empty post; `share` is the expected share of w in the posts before.
    std::function<double(std::int32_t year, double share)> entering;
};

double fixed(std::int32_t) { return 1000.0; }
double constant(std::int32_t, double) { return 0.4; }
double ramp(std::int32_t year, double) { return 0.3 + 0.2 * std::min(year, 40) / 40.0; }
double feedback(std::int32_t, double share) { return 0.1 + 0.7 * share; }
auto growing(double growth) {
    return [=](std::int32_t year) { return std::round(1000.0 * std::pow(1.0 + growth, year)); };
}

std::vector<Variant> variants() {
    return {
        {"fixed posts", {}, fixed, constant},
        {"posts growing by 2 %",
         {"stage.post.slots={ start = 1000, growth = 0.02 }"},
         growing(0.02),
         constant},
        {"posts shrinking by 1 %",
         {"stage.post.slots={ start = 1000, growth = -0.01 }"},
         growing(-0.01),
         constant},
        {"entrants ramping", {"entry.hire.share.w={ knots = [[0, 0.3], [40, 0.5]] }"}, fixed, ramp},
        {"entrants feeding back",
         {"entry.hire.share.w={ a = 0.1, b = 0.7, board = \"post.w\" }"},
         fixed,
         feedback}};
}

Trial trial_of(std::vector<std::string> const& replaced, std::int32_t end) {
    auto pack = pack_named("models/packs/faculty", replaced);
    auto settings = settings_for(pack, end);
    settings.count_years_in_stage = true;
    return {std::move(pack), settings};
}

//! People of the base year by [class][w, m]: composition and ages are exact, so without chance.
std::vector<double> base_of(Trial const& trial) {
    auto cells = years_in_stage_of(trial, trial.run(0), "post", women_men);
    cells.resize(FacultyLaw::classes * 2);
    return cells;
}

//! Persons in post by [year][w, m], over replicates.
Moments posts_of(Trial const& trial, std::uint32_t replicates) {
    Moments moments;
    for (std::uint32_t r = 0; r < replicates; ++r)
        moments.add(stocks_of(trial, trial.run(r), "post", women_men));
    return moments;
}

//! Calls f(cell of w in the year's stocks, law) for every year after the base.
template <class F>
void along(Variant const& variant, FacultyLaw law, std::int32_t end, F f) {
    for (std::int32_t year = 1; year <= end; ++year) {
        law.step(variant.slots(year), variant.entering(year, law.mean_w() / law.mean_all()));
        f(static_cast<std::size_t>(year) * 2, law);
    }
}

} // namespace

namespace stempath::tests {

std::vector<Finding> faculty_means() {
    constexpr std::int32_t end = 60;
    constexpr std::uint32_t replicates = 200;
    std::vector<Finding> findings;
    for (auto const& variant : variants()) {
        auto const trial = trial_of(variant.replaced, end);
        auto const seen = posts_of(trial, replicates);
        auto const base = base_of(trial);
        Finding f{"faculty, mean path: " + variant.name,
                  fmt::format("{} replicates, seed 1", replicates),
                  {},
                  {}};
        along(variant, FacultyLaw(base), end, [&](std::size_t cell, FacultyLaw const& law) {
            f.seen.add(seen.mean(cell), law.mean_w(), law.variance_w() / replicates);
        });
        auto wrong = variant; // one in a hundred of the entrants is of the other group
        wrong.entering = [&](std::int32_t year, double share) {
            return variant.entering(year, share) + 0.01;
        };
        along(wrong, FacultyLaw(base), end, [&](std::size_t cell, FacultyLaw const& law) {
            f.twin.add(seen.mean(cell), law.mean_w(), law.variance_w() / replicates);
        });
        findings.push_back(f);
    }
    return findings;
}

std::vector<Finding> faculty_variances() {
    constexpr std::int32_t end = 60;
    constexpr std::uint32_t replicates = 1500;
    std::vector<Finding> findings;
    for (std::size_t const which : {std::size_t{0}, std::size_t{3}}) {
        auto variant = variants()[which];
        variant.replaced.emplace_back("stage.post.slots=200");
        variant.slots = [](std::int32_t) { return 200.0; };
        auto const trial = trial_of(variant.replaced, end);
        auto const seen = posts_of(trial, replicates);
        Finding f{"faculty, variance over replicates: " + variant.name,
                  fmt::format("200 posts, {} replicates, seed 1", replicates),
                  {},
                  {}};
        // A sample variance of nearly normal numbers has the variance 2 sigma^4 / (n - 1).
        auto const compare = [&](Deviations& into, std::size_t cell, double law) {
            into.add(seen.variance(cell), law, 2.0 * law * law / (replicates - 1));
        };
        along(variant, FacultyLaw(base_of(trial)), end, [&](std::size_t cell, auto const& law) {
            compare(f.seen, cell, law.variance_w());
            // Twin: as if each post were of w by itself with the mean share.
            double const share = law.mean_w() / 200.0;
            compare(f.twin, cell, 200.0 * share * (1.0 - share));
        });
        findings.push_back(f);
    }
    return findings;
}

std::vector<Finding> stationary_ages() {
    constexpr std::int32_t end = 100;
    constexpr std::uint32_t replicates = 200;
    constexpr double entering = 0.4;
    // Survival by years in post; its sum is the mean time in post.
    auto const survival = [](bool w, double more) {
        std::vector<double> s{1.0};
        while (s.size() < FacultyLaw::classes)
            s.push_back(s.back() * (1.0 - FacultyLaw::leaving(s.size() - 1, w) - more));
        return s;
    };
    auto const steady = [&](double more) {
        auto const w = survival(true, more), m = survival(false, more);
        double const lw = std::accumulate(w.begin(), w.end(), 0.0),
                     lm = std::accumulate(m.begin(), m.end(), 0.0);
        double const flow = 1000.0 / (entering * lw + (1.0 - entering) * lm);
        std::vector<double> cells;
        for (std::size_t t = 0; t < FacultyLaw::classes; ++t) {
            cells.push_back(flow * entering * w[t]);
            cells.push_back(flow * (1.0 - entering) * m[t]);
        }
        return cells;
    };
    auto const law = steady(0.0), wrong = steady(0.004);
    double w = 0.0;
    for (std::size_t i = 0; i < law.size(); i += 2)
        w += law[i] / 1000.0;
    auto const trial = trial_of(
        {fmt::format("stage.post.start={{ share = {{ w = {}, m = {} }}, ages = \"stationary\" }}",
                     w, 1.0 - w)},
        end);
    auto const base = base_of(trial);
    for (std::size_t i = 0; i < law.size(); ++i) // exact to the person
        CHECK(std::abs(base[i] - law[i]) <= 1.0);
    FacultyLaw spread(base);
    for (std::int32_t year = 1; year <= end; ++year)
        spread.step(1000.0, entering);
    Moments seen;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const cells = years_in_stage_of(trial, trial.run(r), "post", women_men);
        seen.add({cells.end() - static_cast<std::ptrdiff_t>(law.size()), cells.end()});
    }
    Finding f{"faculty, stationary ages by years in post and group after 100 years",
              fmt::format("{} replicates, seed 1", replicates),
              {},
              {}};
    for (std::size_t i = 0; i < law.size(); ++i) {
        f.seen.add(seen.mean(i), law[i], spread.variance(i) / replicates);
        f.twin.add(seen.mean(i), wrong[i], spread.variance(i) / replicates);
    }
    return {f};
}

} // namespace stempath::tests

TEST_CASE("faculty: the mean path of w is that of the recursion, for five ways to set the pack",
          "[closed][faculty]") {
    judge(faculty_means());
}

TEST_CASE("faculty: the variance over replicates is that of the recursion", "[closed][faculty]") {
    judge(faculty_variances());
}

TEST_CASE("faculty: a stock that its exits keep steady has ages in proportion to survival",
          "[closed][faculty]") {
    judge(stationary_ages());
}
