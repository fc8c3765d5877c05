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
[parity.main]
of = "post"
group = "w"
index = "share"
at_least = 0.5
k = 1
)");
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
