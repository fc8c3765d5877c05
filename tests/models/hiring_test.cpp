#include "tests/catch.hpp"
#include "tests/models/people.hpp"
#include "tests/models/support.hpp"

#include <cmath>

// Who is hired (F7): exactly as many as there are posts or applicants, by lot or by score.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

struct Market {
    std::string groups = "[\"w\", \"m\"]";
    std::string seekers = "{ w = 30, m = 70 }";
    std::string slots = "20";
    std::string score = "score = \"lottery\"";
    std::string from = "[\"seeking\"]";
    std::string more = "";
};

Pack market(Market const& m) {
    return pack_from("years = [0, 5]\ngroups = " + m.groups + R"(
[stage.seeking]
phase = "separate"
start = )" + m.seekers +
                     R"(
[stage.post]
phase = "separate"
slots = )" + m.slots +
                     "\n" + m.more + R"(
[market.jobs]
to = "post"
from = )" + m.from + R"(
demand = { slots = true }
)" + m.score + R"(
laid_off_to = "seeking"
)" + women_in("post"));
}

double normal_tail(double x) { return 0.5 * std::erfc(x / std::sqrt(2.0)); }
double normal_density(double x) { return std::exp(-0.5 * x * x) / std::sqrt(2.0 * M_PI); }

struct TopK {
    double mean, variance;
};

//! Of `k` posts, those of the first group, when the scores are normal with means `gap` and 0: the
//! cut solves n1 Q(c - gap) + n2 Q(c) = k; the variance follows from the delta method.
TopK top_k(double n1, double n2, double k, double gap) {
    double low = -10.0, high = 10.0;
    for (int i = 0; i < 200; ++i) {
        double const c = 0.5 * (low + high);
        (n1 * normal_tail(c - gap) + n2 * normal_tail(c) > k ? low : high) = c;
    }
    double const p1 = normal_tail(low - gap), p2 = normal_tail(low);
    double const f1 = n1 * normal_density(low - gap), f2 = n2 * normal_density(low);
    double const part = f1 / (f1 + f2);
    return {n1 * p1,
            n1 * p1 * (1 - p1) * (1 - part) * (1 - part) + n2 * p2 * (1 - p2) * part * part};
}

} // namespace

TEST_CASE("open posts are filled, or found nobody", "[models][market][vacancies]") {
    auto const fate = [](Market const& m, char const* what) {
        Trial const trial(market(m), 1);
        return trial.count(trial.run(), Measures::vacancies, {"1", "jobs", what});
    };
    Market few; // 100 seek work
    few.slots = "130";
    CHECK(fate(few, "filled") == 100);
    CHECK(fate(few, "unfilled") == 30);
    CHECK(fate({}, "filled") == 20);
    CHECK(fate({}, "unfilled") == 0);
}

TEST_CASE("a lottery is hypergeometric between groups", "[models][market]") {
    Trial const trial(market({}), 1);
    constexpr int n = 5000;
    double sum = 0.0, squares = 0.0;
    for (std::uint32_t replicate = 0; replicate < n; ++replicate) {
        auto const r = trial.run(replicate);
        auto const w = static_cast<double>(trial.hires(r, 1, "jobs", "w"));
        CHECK(trial.hires(r, 1, "jobs") == 20);
        CHECK(trial.stock(r, 1, "post") == 20);
        sum += w;
        squares += w * w;
    }
    double const mean = sum / n, variance = squares / n - mean * mean,
                 law = 20 * 0.21 * 80.0 / 99.0;
    CHECK(std::abs(sigmas(mean, 6.0, law / n)) < sigma_bound);
    CHECK(std::abs(sigmas(variance, law, 2 * law * law / n)) < sigma_bound);
    // Twins: a small preference; each post by itself (binomial).
    CHECK(std::abs(sigmas(mean, 6.2, law / n)) > sigma_bound);
    CHECK(std::abs(sigmas(variance, 4.2, 2 * 4.2 * 4.2 / n)) > sigma_bound);
}

TEST_CASE("a lottery does not know the order in which groups are declared", "[models][market]") {
    Market other;
    other.groups = "[\"m\", \"w\"]";
    Trial const trial(market({}), 3), reversed(market(other), 3);
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate)
        CHECK(trial.run(replicate).digest == reversed.run(replicate).digest);
}

TEST_CASE("exactly as many are hired as there are posts or applicants", "[models][market]") {
    for (int posts : {0, 1, 99, 100, 101, 500}) {
        Market m;
        m.slots = std::to_string(posts);
        Trial const trial(market(m), 2);
        auto const r = trial.run();
        CHECK(trial.hires(r, 1, "jobs") == std::min(posts, 100));
        CHECK(trial.stock(r, 1, "post") == std::min(posts, 100));
        CHECK(trial.hires(r, 2, "jobs") == 0);
    }
}

TEST_CASE("a group score shifts shares as the normal law says", "[models][market]") {
    auto const pack = [](double gap) {
        Market m;
        m.seekers = "{ w = 8000, m = 12000 }";
        m.slots = "5000";
        m.score = "score = { group = { w = " + std::to_string(gap) + ", m = 0 }, noise = 1.0 }";
        return market(m);
    };
    constexpr int n = 100;
    for (double const gap : {0.0, -0.3, 0.8}) {
        Trial const trial(pack(gap), 1);
        double sum = 0.0;
        for (std::uint32_t replicate = 0; replicate < n; ++replicate)
            sum += static_cast<double>(trial.hires(trial.run(replicate), 1, "jobs", "w"));
        auto const law = top_k(8000, 12000, 5000, gap), twin = top_k(8000, 12000, 5000, gap + 0.02);
        CHECK(std::abs(sigmas(sum / n, law.mean, law.variance / n)) < sigma_bound);
        CHECK(std::abs(sigmas(sum / n, twin.mean, law.variance / n)) > sigma_bound);
    }
}

TEST_CASE("referral favours the groups that hold the posts, by its coefficient",
          "[models][market]") {
    Market m;
    m.seekers = "{ w = 8000, m = 12000 }";
    m.slots = "15000";
    m.more = "start = { w = 1000, m = 9000 }";
    m.score = "score = { referral = 1.5, noise = 1.0 }";
    Trial const trial(market(m), 1);
    constexpr int n = 100;
    double sum = 0.0;
    for (std::uint32_t replicate = 0; replicate < n; ++replicate)
        sum += static_cast<double>(trial.hires(trial.run(replicate), 1, "jobs", "w"));
    // Women: 1.5 (0.1 - 0.4) = -0.45; men: 1.5 (0.9 - 0.6) = +0.45.
    auto const law = top_k(8000, 12000, 5000, -0.9), twin = top_k(8000, 12000, 5000, -0.45);
    CHECK(std::abs(sigmas(sum / n, law.mean, law.variance / n)) < sigma_bound);
    CHECK(std::abs(sigmas(sum / n, twin.mean, law.variance / n)) > sigma_bound);
}

TEST_CASE("a pool from outside enters: those hired become residents, and compete on equal terms",
          "[models][market][pool]") {
    Market m;
    m.from = "[\"seeking\", \"pool:commuters\"]";
    m.more = "[pool.commuters]\nsize = 50\nshare = { w = 0.4, m = 0.6 }";
    Trial const trial(market(m), 2);
    constexpr int n = 3000;
    double outside = 0.0;
    for (std::uint32_t replicate = 0; replicate < n; ++replicate) {
        auto const r = trial.run(replicate);
        CHECK(trial.hires(r, 1, "jobs") == 20);
        CHECK(trial.stock(r, 1, "post") == 20);
        outside += static_cast<double>(trial.stock(r, 1, "*") - 100);
    }
    double const law = 20.0 * 50 / 150 * 100 / 150 * 130 /
                       149; // hypergeometric: 20 of 150, of whom 50 are from outside
    CHECK(std::abs(sigmas(outside / n, 20.0 * 50 / 150, law / n)) < sigma_bound);
    CHECK(std::abs(sigmas(outside / n, 20.0 * 54 / 154, law / n)) > sigma_bound);
    m.slots = "120"; // more posts than people
    Trial const all(market(m), 1);
    CHECK(all.stock(all.run(), 1, "post") == 120);
    m.slots = "1000";
    Trial const more(market(m), 1);
    CHECK(more.stock(more.run(), 1, "post") == 150);
}

TEST_CASE("a small pool wins no more lots than its share", "[models][market][pool]") {
    // 0.3 persons a year: whoever comes must have the same luck as the one resident seeker of 1
    // post.
    Market m;
    m.groups = "[\"w\"]";
    m.seekers = "{ w = 1 }";
    m.slots = "1";
    m.from = "[\"seeking\", \"pool:commuters\"]";
    m.more = "[pool.commuters]\nsize = 0.3";
    Trial const trial(market(m), 1);
    constexpr int n = 5000;
    double outside = 0.0;
    for (std::uint32_t replicate = 0; replicate < n; ++replicate)
        outside += static_cast<double>(trial.stock(trial.run(replicate), 1, "*") - 1);
    CHECK(std::abs(sigmas(outside, n * 0.15, n * 0.15 * 0.85)) < sigma_bound);
    CHECK(std::abs(sigmas(outside, n * 0.18, n * 0.15 * 0.85)) > sigma_bound);
}

TEST_CASE("in a referral, people from outside count among the applicants",
          "[models][market][pool]") {
    // Outsiders are as many as seekers and of the same groups: half of those hired are from
    // outside.
    Market m;
    m.seekers = "{ w = 4000, m = 6000 }";
    m.slots = "15000";
    m.from = "[\"seeking\", \"pool:commuters\"]";
    m.more = "start = { w = 1000, m = 9000 }\n[pool.commuters]\nsize = { w = 4000, m = 6000 }";
    m.score = "score = { referral = 1.5, noise = 1.0 }";
    Trial const trial(market(m), 1);
    auto const r = trial.run();
    double const outside = static_cast<double>(trial.stock(r, 1, "*") - 20000);
    CHECK(trial.hires(r, 1, "jobs") == 5000);
    CHECK(std::abs(sigmas(outside, 2500, 5000 * 0.25)) < sigma_bound);
    CHECK(std::abs(sigmas(outside, 2800, 5000 * 0.25)) > sigma_bound);
}

TEST_CASE("vacancies come as a flow, whoever leaves", "[models][market]") {
    auto const flow = [](std::string const& demand) {
        return pack_from(R"(
years = [0, 8]
groups = ["w", "m"]
[stage.seeking]
phase = "separate"
start = { w = 3000, m = 7000 }
[stage.post]
phase = "separate"
start = { w = 500, m = 500 }
exit.leave = { to = "out", p = 0.2 }
[market.jobs]
to = "post"
from = ["seeking"]
score = "lottery"
demand = { flow = )" + demand +
                         R"( }
)" + women_in("post"));
    };
    Trial const paths(flow("{ knots = [[1, 10], [5, 50]] }"), 8);
    auto const r = paths.run();
    for (std::int32_t year = 1; year <= 8; ++year)
        CHECK(paths.hires(r, year, "jobs") == std::min(10 * year, 50));
    // A half is rounded by key: up in half of the years.
    Trial const halves(flow("10.5"), 8);
    constexpr int n = 250;
    double up = 0.0;
    for (std::uint32_t replicate = 0; replicate < n; ++replicate) {
        auto const s = halves.run(replicate);
        for (std::int32_t year = 1; year <= 8; ++year)
            up += static_cast<double>(halves.hires(s, year, "jobs") - 10);
    }
    CHECK(std::abs(sigmas(up, n * 8 * 0.5, n * 8 * 0.25)) < sigma_bound);
    CHECK(std::abs(sigmas(up, n * 8 * 0.6, n * 8 * 0.25)) > sigma_bound);
}

namespace {

//! Like top_k, with standard deviations: Q((c - mean) / sd) of each group is above the cut.
double top_share(double n1, double mean1, double sd1, double n2, double mean2, double sd2,
                 double k) {
    double low = -20.0, high = 20.0;
    for (int i = 0; i < 200; ++i) {
        double const c = 0.5 * (low + high);
        (n1 * normal_tail((c - mean1) / sd1) + n2 * normal_tail((c - mean2) / sd2) > k ? low
                                                                                       : high) = c;
    }
    return n1 * normal_tail((low - mean1) / sd1) / k;
}

Market talented(std::string const& noise) {
    Market m;
    m.seekers = "{ w = 8000, m = 12000 }";
    m.slots = "2000";
    m.more = "[fixed_trait.talent]\nmean = { w = 0.2, m = 0 }\nsd = { w = 0.8, m = 1.0 }\n";
    m.score = "score = { talent = 1.5, noise = " + noise + " }";
    return m;
}

double women_hired(Market const& m, std::int32_t year, int replicates) {
    Trial const trial(market(m), year);
    double sum = 0.0;
    for (std::uint32_t replicate = 0; replicate < static_cast<std::uint32_t>(replicates);
         ++replicate)
        sum += static_cast<double>(trial.hires(trial.run(replicate), year, "jobs", "w"));
    return sum / replicates;
}

} // namespace

TEST_CASE("fixed traits and noise have each group's mean and spread", "[models][market]") {
    constexpr int n = 100;
    auto const law = [](double noise_w, double noise_m) {
        return 2000 * top_share(8000, 1.5 * 0.2, std::hypot(1.5 * 0.8, noise_w), 12000, 0.0,
                                std::hypot(1.5, noise_m), 2000);
    };
    double const variance = 2000 * 0.25 / n; // at most; the hypergeometric law has less
    double const alone = women_hired(talented("0"), 1, n);
    CHECK(std::abs(sigmas(alone, law(0, 0), variance)) < sigma_bound);
    double const noisy = women_hired(talented("{ w = 2.0, m = 0.5 }"), 1, n);
    CHECK(std::abs(sigmas(noisy, law(2.0, 0.5), variance)) < sigma_bound);
    CHECK(std::abs(sigmas(noisy, law(0.5, 2.0), variance)) > sigma_bound);
    CHECK(std::abs(sigmas(alone, law(2.0, 0.5), variance)) > sigma_bound);
}

TEST_CASE("a fixed trait is for life: the best go first, and a second year skims the next best",
          "[models][market]") {
    // Women have the greater spread: they are many at the very top and fewer in the layer below.
    auto m = talented("0");
    m.more = "[fixed_trait.talent]\nmean = 0\nsd = { w = 2, m = 1 }\n";
    m.slots = "{ knots = [[1, 1000], [2, 5000]] }";
    constexpr int n = 60;
    double const first = 1000 * top_share(8000, 0, 3, 12000, 0, 1.5, 1000);
    double const both = 5000 * top_share(8000, 0, 3, 12000, 0, 1.5, 5000);
    double const second = women_hired(m, 2, n), variance = 4000 * 0.25 / n;
    CHECK(std::abs(sigmas(second, both - first, variance)) < sigma_bound);
    // The twin draws the trait anew: those who are left would be spread as at the beginning.
    double const anew = 4000 * top_share(8000 - first, 0, 3, 12000 - (1000 - first), 0, 1.5, 4000);
    CHECK(std::abs(sigmas(second, anew, variance)) > sigma_bound);
    // With the whole score drawn anew each year, that is what happens.
    m.more = "";
    m.score = "score = { noise = { w = 3, m = 1.5 } }";
    CHECK(std::abs(sigmas(women_hired(m, 2, n), anew, variance)) < sigma_bound);
}
