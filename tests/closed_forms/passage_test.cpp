#include "tests/catch.hpp"
#include "tests/closed_forms/finding.hpp"
#include "tests/closed_forms/runs.hpp"

#include "models/study.hpp"

#include <fmt/format.h>
#include <functional>

// The first year of parity, against the Markov chain over all states of a small faculty.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

//! A faculty in which the chance to leave depends on the group alone.
struct Faculty {
    std::int64_t posts = 40, w = 10;
    double leaving_w = 0.1, leaving_m = 0.06, entering = 0.45;

    std::vector<std::string> replaced() const {
        return {fmt::format("stage.post.slots={}", posts), "stage.post.max_years=1000",
                fmt::format("stage.post.start={{ w = {}, m = {} }}", w, posts - w),
                fmt::format("stage.post.exit.left.p={{ w = {}, m = {} }}", leaving_w, leaving_m),
                fmt::format("entry.hire.share.w={}", entering)};
    }

    //! Chance to have `j` w next year, with `i` this year: [i][j].
    std::vector<std::vector<double>> transitions() const {
        auto const size = static_cast<std::size_t>(posts) + 1;
        std::vector<std::vector<double>> next(size, std::vector<double>(size));
        std::vector<std::vector<double>> entrants(size); // [empty][w of them]
        for (std::int64_t empty = 0; empty <= posts; ++empty)
            for (std::int64_t k = 0; k <= empty; ++k)
                entrants[static_cast<std::size_t>(empty)].push_back(binomial(empty, entering, k));
        for (std::int64_t i = 0; i <= posts; ++i)
            for (std::int64_t a = 0; a <= i; ++a)
                for (std::int64_t b = 0; b <= posts - i; ++b) {
                    double const p =
                        binomial(i, 1.0 - leaving_w, a) * binomial(posts - i, 1.0 - leaving_m, b);
                    auto const& of = entrants[static_cast<std::size_t>(posts - a - b)];
                    for (std::size_t k = 0; k < of.size(); ++k)
                        next[static_cast<std::size_t>(i)][static_cast<std::size_t>(a) + k] +=
                            p * of[k];
                }
        return next;
    }
};

//! Whether so many w are parity in a year after the base.
using Met = std::function<bool(std::int32_t year, std::int64_t w)>;

//! Chances that the first of k years of parity in a row is the year 0, 1, ... `end`; the last: that
//! there are none.
std::vector<double> passage_law(Faculty const& faculty, std::int32_t end, std::int32_t k,
                                Met const& met) {
    auto const next = faculty.transitions();
    auto const size = next.size();
    // [years met in a row][w]
    std::vector<std::vector<double>> now(static_cast<std::size_t>(k), std::vector<double>(size));
    std::vector<double> law(static_cast<std::size_t>(end) + 2);
    auto const settle = [&](std::int32_t year, std::vector<std::vector<double>> const& arrived) {
        for (auto& row : now)
            std::fill(row.begin(), row.end(), 0.0);
        for (std::size_t run = 0; run < arrived.size(); ++run)
            for (std::size_t w = 0; w < size; ++w)
                if (!met(year, static_cast<std::int64_t>(w)))
                    now[0][w] += arrived[run][w];
                else if (run + 1 < arrived.size())
                    now[run + 1][w] += arrived[run][w];
                else
                    law[static_cast<std::size_t>(year - k + 1)] += arrived[run][w];
    };
    auto start = now;
    start[0][static_cast<std::size_t>(faculty.w)] = 1.0;
    settle(0, start);
    for (std::int32_t year = 1; year <= end + k - 1; ++year) {
        auto arrived = now;
        for (std::size_t run = 0; run < now.size(); ++run)
            for (std::size_t j = 0; j < size; ++j) {
                arrived[run][j] = 0.0;
                for (std::size_t i = 0; i < size; ++i)
                    arrived[run][j] += now[run][i] * next[i][j];
            }
        settle(year, arrived);
    }
    double reached = 0.0;
    for (double const p : law)
        reached += p;
    law.back() = 1.0 - reached;
    return law;
}

//! First years of parity of a study, counted: [year], the last: not at all.
std::vector<std::uint64_t> passages(Pack const& pack, std::int32_t end, std::uint32_t replicates) {
    auto settings = settings_for(pack, end);
    settings.replicates = replicates;
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(end) + 2);
    for (auto const& year : run_study(pack, settings).parity.first_year)
        ++counts.at(year ? static_cast<std::size_t>(*year) : counts.size() - 1);
    return counts;
}

//! The study's first years against the law, and against a twin's.
Finding compare(std::string const& law, Faculty const& faculty, Pack const& pack, std::int32_t end,
                Met const& met, Met const& wrong) {
    constexpr std::uint32_t replicates = 3000;
    auto const k = pack.parity.front().k;
    auto const counts = passages(pack, end, replicates);
    Finding f{
        law, fmt::format("{} posts, {} replicates, seed 1", faculty.posts, replicates), {}, {}};
    f.seen.add(sigmas_from_law(counts, passage_law(faculty, end, k, met)));
    f.twin.add(sigmas_from_law(counts, passage_law(faculty, end, k, wrong)));
    return f;
}

//! A faculty beside a stage whose people only grow in number, and parity as asked.
Pack beside(Faculty const& faculty, std::string const& parity) {
    return pack_from(fmt::format(R"(
years = [0, 30]
groups = ["w", "m"]
[stage.graduates]
start = {{ w = 80, m = 120 }}
[entry.come]
to = "graduates"
mode = "number"
number = {{ w = 3, m = 6 }}
[stage.post]
slots = {0}
start = {{ w = {1}, m = {2} }}
exit.left = {{ to = "out", p = {{ w = {3}, m = {4} }} }}
[entry.hire]
to = "post"
mode = "to_fill"
share = {{ w = {5}, m = "rest" }}
[parity.main]
of = "post"
index = "difference"
at_least = -0.12
k = 2
{6})",
                                 faculty.posts, faculty.w, faculty.posts - faculty.w,
                                 faculty.leaving_w, faculty.leaving_m, faculty.entering, parity));
}

} // namespace

namespace stempath::tests {

std::vector<Finding> first_passages() {
    Faculty faculty;
    faculty.leaving_w = 0.15;
    faculty.leaving_m = 0.12;
    faculty.entering = 0.6;
    auto const at_least = [](std::int64_t least) {
        return [=](std::int32_t, std::int64_t w) { return w >= least; };
    };
    std::vector<Finding> findings;
    for (std::int32_t const k : {1, 3}) {
        auto replaced = faculty.replaced();
        replaced.emplace_back("parity.main.at_least=0.5");
        replaced.push_back(fmt::format("parity.main.k={}", k));
        findings.push_back(compare(fmt::format("faculty, first year of parity, k = {}", k), faculty,
                                   pack_named("models/packs/faculty", replaced), 20, at_least(20),
                                   at_least(21)));
    }
    return findings;
}

//! Of a difference both groups are judged: w must lie in a band around a reference that changes by
//! the year, as a table has it or as another stage does.
std::vector<Finding> moving_references() {
    Faculty faculty;
    faculty.posts = 100;
    faculty.w = 20;
    faculty.entering = 0.4;
    auto const band = [](auto reference) {
        return [=](std::int32_t year, std::int64_t w) {
            return std::abs(static_cast<double>(w) / 100.0 - reference(year)) <= 0.12;
        };
    };
    auto const table = [](std::int32_t year) { return 0.4043 - 0.003 * year; };
    auto const stage = [](std::int32_t year) { return (80.0 + 3.0 * year) / (200.0 + 9.0 * year); };
    auto const at_base = [](auto reference) { return [=](std::int32_t) { return reference(0); }; };
    return {compare("first year of parity with a table that moves, k = 2", faculty,
                    beside(faculty, "reference = \"moving_reference.csv\""), 25, band(table),
                    band(at_base(table))),
            compare("first year of parity with a stage that moves, k = 2", faculty,
                    beside(faculty, "reference = \"graduates\""), 25, band(stage),
                    band(at_base(stage)))};
}

} // namespace stempath::tests

TEST_CASE("the first year of parity is distributed as the Markov chain over all states has it",
          "[closed][passage]") {
    judge(first_passages());
}

TEST_CASE("parity follows a reference that moves", "[closed][passage]") {
    judge(moving_references());
}
