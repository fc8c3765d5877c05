#include "output/measure_csv.hpp"
#include "tests/catch.hpp"
#include "tests/output/scratch_directory.hpp"

#include <cmath>
#include <string>

using namespace stempath;

namespace {

std::string provenance() { return std::string(output::provenance_head) + "\n}\n"; }

//! Two years, two groups, two replicates with counts (10, 0, 4, 7) and (14, 0, 4, 9).
sim::MeasureTable two_replicates() {
    sim::MeasureTable table{"stock", "synthetic persons", "People in post.", {}, {}, {}};
    table.strata = {{"year", {"2022", "2023"}}, {"group", {"w", "m"}}};
    table.sum = {24, 0, 8, 16};
    table.sum_squares = {100 + 196, 0, 16 + 16, 49 + 81};
    return table;
}

} // namespace

TEST_CASE("moments of a cell in people", "[measure]") {
    // 10 and 14 synthetic people at 1 in 2: mean 12, sample sd 2 sqrt 2; in people twice that.
    auto const moments = output::cell_moments(24, 296, 2, 0.5);
    CHECK(moments.mean == 24.0);
    CHECK(moments.sd == Approx(4.0 * std::sqrt(2.0)));
    // Equal counts have no spread, however large: here their squares pass 2^64.
    std::int64_t const count = 9'000'000'000;
    __int128 const squares = static_cast<__int128>(count) * count * 3;
    CHECK(output::cell_moments(3 * count, squares, 3, 1.0).sd == 0.0);
}

TEST_CASE("a measure is a row a cell, people, without the cells that are always zero",
          "[measure]") {
    tests::ScratchDirectory const scratch;
    output::ResultsDirectory directory(scratch.path() / "r");
    auto const table = two_replicates();
    directory.describe(provenance(), {output::measure_info(table)});
    output::write_measure(directory, table, 2, 0.5);
    directory.commit();
    CHECK(tests::text_of(scratch.path() / "r" / "stock.csv") == "year,group,mean,sd,replicates\n"
                                                                "2022,w,24,5.65685424949,2\n"
                                                                "2023,w,8,0,2\n"
                                                                "2023,m,16,2.82842712475,2\n");
    CHECK(tests::text_of(scratch.path() / "r" / "tables.csv") ==
          "name,unit,meaning,columns\n"
          "stock,people,People in post.,year group mean sd replicates\n");
}

TEST_CASE("one replicate has no deviation to state", "[measure]") {
    tests::ScratchDirectory const scratch;
    output::ResultsDirectory directory(scratch.path() / "r");
    auto table = two_replicates();
    table.sum = {1, 2, 3, 4};
    table.sum_squares = {1, 4, 9, 16};
    directory.describe(provenance(), {output::measure_info(table)});
    output::write_measure(directory, table, 1, 1.0);
    directory.commit();
    CHECK(tests::text_of(scratch.path() / "r" / "stock.csv").find("2022,m,2,,1\n") !=
          std::string::npos);
}

TEST_CASE("a measure whose cells do not fit its strata is our mistake", "[measure]") {
    tests::ScratchDirectory const scratch;
    output::ResultsDirectory directory(scratch.path() / "r");
    auto table = two_replicates();
    table.sum.pop_back();
    CHECK_THROWS_AS(output::write_measure(directory, table, 1, 1.0), std::logic_error);
}
