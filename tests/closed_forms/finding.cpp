#include "tests/closed_forms/finding.hpp"

#include "models/normal.hpp"
#include "tests/catch.hpp"

#include <cstdio>
#include <fmt/format.h>

namespace stempath::tests {

double bound(std::size_t comparisons) {
    return -models::normal_quantile(error_rate / (2.0 * static_cast<double>(comparisons)));
}

void judge(std::vector<Finding> const& findings) {
    REQUIRE(!findings.empty());
    for (auto const& f : findings) {
        INFO(f.law);
        CHECK(f.seen.comparisons() > 0);
        CHECK(f.seen.worst() < bound(f.seen.comparisons()));
        CHECK(std::isfinite(f.twin.worst())); // what is no number is no proof that the twin fails
        CHECK(f.twin.worst() > bound(f.twin.comparisons()));
    }
}

} // namespace stempath::tests

// The table of docs/verification.md: test_closed_forms "[deviations]".
TEST_CASE("measured deviations of every law", "[.][deviations]") {
    using namespace stempath::tests;
    for (auto const family :
         {faculty_means, faculty_variances, stationary_ages, first_passages, moving_references,
          pipeline_paths, pipeline_variances, lotteries, normal_top_k, lasting_talents, ladders})
        for (auto const& f : family())
            fmt::print("| {} | {} | {} | {:.2f} | {:.2f} | {:.1f} |\n", f.law, f.evidence,
                       f.seen.comparisons(), f.seen.worst(), bound(f.seen.comparisons()),
                       f.twin.worst());
}
