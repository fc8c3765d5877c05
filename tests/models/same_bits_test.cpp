#include "tests/catch.hpp"
#include "tests/models/support.hpp"

#include "models/model.hpp"
#include "models/study.hpp"

#include <map>

// Law 5: threads, blocks, instruction levels, company of other replicates and order of declaration
// decide no bit.

namespace {

using namespace stempath;
using namespace stempath::models;
using namespace stempath::tests;

struct Subject {
    char const* name;
    std::int32_t end_year;
};
Subject const subjects[]{
    {"toy", 12}, {"place", 2008}, {"two_axes", 6}, {"answers", 19}, {"city", 2012}};

RunSettings three_replicates(Pack const& pack, std::int32_t end_year) {
    auto s = settings_for(pack, end_year);
    s.replicates = 3;
    return s;
}

} // namespace

TEST_CASE("same bits on any number of threads, over blocks and over replicates", "[models][law5]") {
    for (auto const& subject : subjects) {
        auto const pack = pack_named(subject.name);
        auto settings = three_replicates(pack, subject.end_year);
        settings.block_rows =
            500; // several blocks a cohort, so that threads have something to share
        auto const reference = digests_of(pack, settings);
        CHECK(reference[0] != reference[1]);
        CHECK(reference[1] != reference[2]);
        for (unsigned const threads : {2u, 3u, 7u})
            for (bool const side_by_side : {false, true}) {
                INFO(subject.name << ", " << threads
                                  << " threads, replicates side by side: " << side_by_side);
                settings.threads = threads;
                settings.replicates_in_parallel = side_by_side;
                CHECK(digests_of(pack, settings) == reference);
            }
    }
}

TEST_CASE("same bits at any block size", "[models][law5]") {
    for (auto const& subject : subjects) {
        auto const pack = pack_named(subject.name);
        auto settings = three_replicates(pack, subject.end_year);
        auto const reference = digests_of(pack, settings);
        for (std::uint32_t const rows : {7u, 100u, 4096u, 65535u}) {
            INFO(subject.name << ", blocks of " << rows);
            settings.block_rows = rows;
            CHECK(digests_of(pack, settings) == reference);
        }
    }
}

TEST_CASE("same bits at every instruction level, with and without the sieve", "[models][law5]") {
    for (auto const& subject : subjects) {
        auto const pack = pack_named(subject.name);
        auto settings = three_replicates(pack, subject.end_year);
        auto const reference = digests_of(pack, settings);
        for (Level const level : {Level::baseline, Level::v3, Level::v4}) {
            if (!machine_has(level))
                continue;
            for (bool const lazy : {true, false}) {
                INFO(subject.name << ", level " << static_cast<int>(level) << ", sieve " << lazy);
                settings.level = level;
                settings.lazy_bound = lazy;
                CHECK(digests_of(pack, settings) == reference);
            }
        }
    }
}

TEST_CASE("a replicate has one digest, alone or in an ensemble", "[models][law5]") {
    for (auto const& subject : subjects) {
        auto const pack = pack_named(subject.name);
        auto settings = three_replicates(pack, subject.end_year);
        auto const together = digests_of(pack, settings);
        settings.replicates = 1;
        for (std::uint32_t r = 0; r < 3; ++r) {
            settings.first_replicate = r;
            CHECK(digests_of(pack, settings) == std::vector{together[r]});
        }
    }
}

TEST_CASE("same bits whatever the order in which groups, axes and their values are declared",
          "[models][law5]") {
    for (auto const& subject : subjects) {
        auto const pack = pack_named(subject.name), reversed = pack_reversed(subject.name);
        INFO(subject.name);
        CHECK(pack.axes.front().values != reversed.axes.front().values);
        CHECK(digests_of(pack, three_replicates(pack, subject.end_year)) ==
              digests_of(reversed, three_replicates(reversed, subject.end_year)));
    }
}

TEST_CASE("another seed, replicate or figure is another digest", "[models][law5]") {
    for (auto const& subject : subjects) {
        auto const pack = pack_named(subject.name);
        auto settings = settings_for(pack, subject.end_year);
        std::map<std::string, int> seen;
        for (std::uint64_t const seed : {1ull, 2ull, 1ull << 32})
            for (std::uint32_t const replicate : {0u, 1u, 1u << 20}) {
                settings.seed = seed;
                settings.first_replicate = replicate;
                ++seen[digests_of(pack, settings).front()];
            }
        CHECK(seen.size() == 9);
    }
    auto const toy = pack_named("toy");
    auto const other = pack_named("toy", {"stage.elsewhere.exit.return.p={ w = 0.02, m = 0.06 }"});
    CHECK(digests_of(toy, settings_for(toy, 12)) != digests_of(other, settings_for(other, 12)));
}

TEST_CASE("replicates side by side are never more than threads, blocks in parallel one at a time",
          "[models]") {
    auto const pack = pack_named("place");
    auto settings = settings_for(pack, 2003);
    settings.threads = 2;
    settings.replicates = 7;
    settings.replicates_in_parallel = true;
    auto const peak = run_study(pack, settings).peak_concurrent_runs;
    CHECK(peak <= 2);
    CHECK(peak >= 1);
    settings.replicates_in_parallel = false;
    CHECK(run_study(pack, settings).peak_concurrent_runs == 1);
}
