#include "tests/catch.hpp"
#include "tests/closed_forms/finding.hpp"
#include "tests/closed_forms/runs.hpp"

#include "models/expected.hpp"

#include <fmt/format.h>

// The pack `pipeline`: means against the expected path, which an independent recursion confirms
// (recursion.py); spread against the multinomial law.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

std::string const pipeline = "models/packs/pipeline";
std::vector<std::string> const women_men{"w", "m"};

//! Expected persons by year, stage and group (w, m), stage by stage in the order of the pack.
std::vector<double> expected(Pack const& pack, std::int32_t end) {
    std::vector<double> persons;
    ExpectedPath path(pack);
    for (std::int32_t year = pack.base_year; year <= end; ++year) {
        if (year > pack.base_year)
            path.step();
        for (std::size_t s = 0; s < pack.stages.size(); ++s)
            for (std::uint32_t const g : {1u, 0u}) // groups stand in order of name
                persons.push_back(path.stocks().total(s, g));
    }
    return persons;
}

//! The same of a replicate.
std::vector<double> counted(Trial const& trial, Recording const& recording) {
    std::vector<std::vector<double>> stages;
    for (auto const& stage : trial.pack().stages)
        stages.push_back(stocks_of(trial, recording, stage.name, women_men));
    std::vector<double> persons;
    for (std::size_t at = 0; at < stages.front().size(); at += 2)
        for (auto const& stage : stages)
            persons.insert(persons.end(), {stage[at], stage[at + 1]});
    return persons;
}

struct Law {
    double mean = 0.0, variance = 0.0;
};

/*! In college at a year end are, of 40 pupils a year: they decided in this year or in one of the
 *  three before it, with the summer school in the years 10 to 25, and have not dropped out since.
 *  `late` moves the summer school.
 */
Law in_college(std::size_t group, std::int32_t year, std::int32_t late) {
    constexpr double study[]{0.1, 0.3}, school[]{0.35, 0.1}, work = 0.4, dropping = 0.04;
    Law law;
    for (std::int32_t since = 0; since < 4; ++since) {
        std::int32_t const decided = year - since - late;
        double const shift = decided >= 10 && decided <= 25 ? school[group] : 0.0;
        double const p =
            std::pow(1.0 - dropping, since) / (1.0 + std::exp(work - study[group] - shift));
        law.mean += 40.0 * p;
        law.variance += 40.0 * p * (1.0 - p);
    }
    return law;
}

//! Years in which an exact quota was not met to the person, and those in which the quota of 12.5
//! gave
//! 13. The fellowships wait for the decision in the second year.
struct Quotas {
    int unmet = 0, rounded_up = 0;
    void count(Trial const& trial, Recording const& recording, std::int32_t end);
};

void Quotas::count(Trial const& trial, Recording const& recording, std::int32_t end) {
    for (std::int32_t year = 1; year <= end; ++year) {
        unmet += trial.flow(recording, year, "post.promote") != 40;
        auto const w = trial.flow(recording, year, "training.fellowship", "w"),
                   m = trial.flow(recording, year, "training.fellowship", "m");
        unmet += year == 1 ? w + m != 0 : w != 10 || (m != 12 && m != 13);
        rounded_up += m == 13;
    }
}

} // namespace

namespace stempath::tests {

std::vector<Finding> pipeline_paths() {
    constexpr std::int32_t end = 40;
    constexpr std::uint32_t replicates = 60;
    Trial const trial(pack_named(pipeline), end);
    Moments seen;
    Quotas quotas;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const recording = trial.run(r);
        seen.add(counted(trial, recording));
        quotas.count(trial, recording, end);
    }
    CHECK(quotas.unmet == 0);
    auto const law = expected(trial.pack(), end),
               wrong = expected(pack_named(pipeline, {"stage.school.exit.study.log_odds={ w = "
                                                      "0.16, m = 0.3 }"}),
                                end);
    Finding f{"pipeline, mean path of six stages",
              fmt::format("{} replicates, seed 1", replicates),
              {},
              {}};
    for (std::size_t i = trial.pack().stages.size() * 2; i < law.size(); ++i) {
        double const variance = seen.variance(i) / replicates;
        if (variance <= 0.0) { // only pupils of whole numbers have no chance in them
            CHECK(seen.mean(i) == Approx(law[i]).epsilon(1e-12));
            continue;
        }
        f.seen.add_estimated(seen.mean(i), law[i], variance, replicates - 1);
        f.twin.add_estimated(seen.mean(i), wrong[i], variance, replicates - 1);
    }
    Finding halves{"pipeline, a quota of 12.5 gives 13 in half of the years", f.evidence, {}, {}};
    double const years = replicates * (end - 1.0);
    halves.seen.add(quotas.rounded_up, 0.5 * years, 0.25 * years);
    halves.twin.add(quotas.rounded_up, 0.6 * years, 0.24 * years);
    return {f, halves};
}

/*! In college after the first years stand the pupils of four years: of each year a binomial number,
 *  who decided for it and have not dropped out since.
 */
std::vector<Finding> pipeline_variances() {
    constexpr std::int32_t end = 32, settled = 8;
    constexpr std::uint32_t replicates = 1000;
    auto const small = [](char const* stage) {
        return fmt::format("stage.{}.start={{ w = 5, m = 5 }}", stage);
    };
    Trial const trial(pack_named(pipeline, {"entry.pupils.number={ w = 40, m = 40 }",
                                            small("school"), small("college"), small("training"),
                                            small("post"), small("senior"), small("elsewhere")}),
                      end);
    Moments seen;
    for (std::uint32_t r = 0; r < replicates; ++r)
        seen.add(stocks_of(trial, trial.run(r), "college", women_men));
    auto const evidence = fmt::format("40 pupils a year, {} replicates, seed 1", replicates);
    Finding mean{"pipeline, mean after a decision that a programme shifts, and yearly exits",
                 evidence,
                 {},
                 {}},
        spread{"pipeline, variance after a decision that a programme shifts, and yearly exits",
               evidence,
               {},
               {}};
    for (std::size_t g = 0; g < 2; ++g)
        for (std::int32_t year = settled; year <= end; ++year) {
            auto const cell = static_cast<std::size_t>(year) * 2 + g;
            auto const law = in_college(g, year, 0), late = in_college(g, year, 1);
            mean.seen.add(seen.mean(cell), law.mean, law.variance / replicates);
            mean.twin.add(seen.mean(cell), late.mean, late.variance / replicates);
            auto const compare = [&](Deviations& into, double of) {
                into.add(seen.variance(cell), of, 2.0 * of * of / (replicates - 1));
            };
            compare(spread.seen, law.variance);
            compare(spread.twin, law.mean); // as if the pupils of a year were a Poisson number
        }
    return {mean, spread};
}

} // namespace stempath::tests

TEST_CASE(
    "pipeline: the mean of every stage and group is on the expected path, quotas to the person",
    "[closed][pipeline]") {
    judge(pipeline_paths());
}

TEST_CASE("pipeline: who is in college is binomial, year of school by year of school",
          "[closed][pipeline]") {
    judge(pipeline_variances());
}
