//! Luck of single lives and doubt about figures, told apart by twins.
#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/doubt.hpp"
#include "models/noise_split.hpp"
#include "models/normal.hpp"
#include "models/study.hpp"

#include <cmath>

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

constexpr double people = 1000.0;
constexpr std::uint32_t runs = 2000;

//! A thousand of w, each of whom leaves in one year with p = 0.2, about which there is doubt.
Pack leavers(double spread) {
    return pack_from("years = [0, 5]\ngroups = [\"w\", \"m\"]\n[doubt]\n[stage.post]\n"
                     "start = { w = 1000, m = 10 }\nexit.leave = { to = \"out\", p = { w = 0.2, m "
                     "= 0, spread = " +
                     std::to_string(spread) +
                     " } }\n[parity.main]\nof = \"post\"\ngroup = \"w\"\nindex = \"count\"\n"
                     "at_least = 790\nk = 1\n");
}

NoiseSplit index_of_w(StudyResult const& result) {
    for (auto const& split : result.noise)
        if (split.quantity == "index" && split.group == "w" && split.year == 1)
            return split;
    throw std::logic_error("no such row");
}

//! Mean of f(p) over the draws of p: the normal cut into equal parts.
template <class F>
double over_doubt(double spread, F f) {
    constexpr int parts = 20'000;
    double sum = 0.0;
    for (int i = 0; i < parts; ++i) {
        double const z = normal_quantile((i + 0.5) / parts);
        double const odds = 0.25 * std::exp(z / sd_to_95 * std::log(spread));
        sum += f(odds / (1.0 + odds));
    }
    return sum / parts;
}

struct Variances {
    double process, doubt;
};

//! Those who stay are binomial with p: n E p (1 - p), and n^2 Var p.
Variances expected(double spread) {
    double const mean = over_doubt(spread, [](double p) { return p; });
    return {people * over_doubt(spread, [](double p) { return p * (1.0 - p); }),
            people * people *
                over_doubt(spread, [&](double p) { return (p - mean) * (p - mean); })};
}

} // namespace

// A mean square of 2,000 normals has a relative standard error of sqrt(2 / 2000) = 0.032, and so
// has the variance over replicates (logit-normal: 0.034 with its kurtosis of 3.2); the variance of
// doubt, their difference, has that of both in quadrature. Three checks of 5 standard errors: a
// right program fails with 2e-6. The twins: a luck that
// is a fifth off, and a spread of 1.4.
TEST_CASE("twins tell the luck of single lives from doubt", "[models][doubt]") {
    auto const pack = leavers(1.3);
    auto settings = settings_for(pack, 1);
    settings.doubt = true;
    settings.replicates = settings.twins = runs;
    auto const result = run_study(pack, settings);
    auto const split = index_of_w(result);
    auto const law = expected(1.3);
    double const process = split.sd_process * split.sd_process;
    double const all = split.sd * split.sd, doubt = split.sd_doubt * split.sd_doubt;
    double const se_process = 0.032 * law.process, se_all = 0.034 * (law.process + law.doubt);
    double const se_doubt = std::hypot(se_process, se_all);
    CHECK(law.process == Approx(160.0).epsilon(0.01));
    CHECK(law.doubt == Approx(650.0).epsilon(0.05));
    CHECK(std::abs(process - law.process) < 5.0 * se_process);
    CHECK(std::abs(all - law.process - law.doubt) < 5.0 * se_all);
    CHECK(std::abs(doubt - law.doubt) < 5.0 * se_doubt);
    CHECK(std::abs(process - 1.2 * law.process) > 5.0 * se_process);
    CHECK(std::abs(doubt - expected(1.4).doubt) > 5.0 * se_doubt);
    // Twins enter nothing else.
    CHECK(result.replicates.size() == runs);
    CHECK(result.parity.first_year.size() == runs);
    settings.twins = 0;
    auto const without = run_study(pack, settings);
    CHECK(without.digest == result.digest);
    CHECK(without.noise.empty());
}

// Without width all variance is luck: the estimate of doubt is cut at 0, and stays below what five
// standard errors of the two variances can make of nothing.
TEST_CASE("where nothing is in doubt all is luck", "[models][doubt]") {
    auto const pack = leavers(1.0);
    auto settings = settings_for(pack, 1);
    settings.doubt = true;
    settings.replicates = settings.twins = runs;
    auto const split = index_of_w(run_study(pack, settings));
    CHECK(std::abs(split.sd_process * split.sd_process - 160.0) < 5.0 * 0.032 * 160.0);
    CHECK((split.not_told_apart() || split.sd_doubt * split.sd_doubt < 5.0 * 0.045 * 160.0));
}

TEST_CASE("a split leaves out what does not exist", "[models][doubt]") {
    double const none = std::nan("");
    std::vector<double> const values{1.0, 3.0, none}, twins{2.0};
    auto const split = split_of(values, twins);
    CHECK(split.mean == 2.0);
    CHECK(split.sd == Approx(std::sqrt(2.0)));
    CHECK(split.sd_process == Approx(std::sqrt(0.5)));
    CHECK(split.sd_doubt == Approx(std::sqrt(1.5)));
    CHECK(std::isnan(split_of(values, {}).sd_process));
    CHECK_FALSE(split_of(values, {}).not_told_apart()); // nothing to tell them by
}

TEST_CASE("where luck is no less than the whole spread, doubt is not called 0", "[models][doubt]") {
    // Pairs differ by 4 each, a variance of luck of 8; replicates have one of 1/3.
    std::vector<double> const values{1.0, 2.0, 1.0}, twins{5.0, 6.0, 5.0};
    auto const split = split_of(values, twins);
    CHECK(split.sd_process == Approx(std::sqrt(8.0)));
    CHECK(std::isnan(split.sd_doubt));
    CHECK(split.not_told_apart());
    // The twin: with pairs that agree all of the spread is doubt.
    auto const told = split_of(values, values);
    CHECK_FALSE(told.not_told_apart());
    CHECK(told.sd_doubt == Approx(std::sqrt(1.0 / 3)));
}

TEST_CASE("no number of replicates makes a chance of 0 or 1", "[models][doubt]") {
    auto const never = goal_result(2030, 0, 200), always = goal_result(2030, 200, 200);
    CHECK(never.low == 0.0);
    CHECK(never.high == Approx(0.01885).epsilon(1e-3)); // Wilson: z^2 / (n + z^2)
    CHECK(never.resolved);
    CHECK(never.se > 0.0);
    CHECK(always.low == Approx(1.0 - never.high));
    CHECK(always.high == 1.0);
    auto const even = goal_result(2030, 100, 200);
    CHECK(even.low == Approx(0.4313).epsilon(1e-3));
    CHECK_FALSE(even.resolved);
    CHECK(goal_result(2030, 120, 200).resolved);
    CHECK_FALSE(goal_result(2030, 3, 3).resolved);
}

TEST_CASE("twins split the years of the run, not goals beyond it", "[models][doubt]") {
    auto const pack = leavers(1.3);
    auto settings = settings_for(pack, 2);
    settings.parity.goals = {1, 5};
    settings.doubt = true;
    settings.replicates = settings.twins = 2;
    auto const result = run_study(pack, settings);
    std::vector<std::int32_t> years;
    for (auto const& split : result.noise)
        if (split.quantity == "persons")
            years.push_back(split.year);
    CHECK(years == std::vector<std::int32_t>{1, 2});
}
