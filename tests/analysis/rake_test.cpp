#include "tests/catch.hpp"

#include "analysis/fit_writer.hpp"
#include "analysis/least_squares.hpp"
#include "analysis/linear.hpp"
#include "analysis/rake.hpp"
#include "analysis/raked_stocks.hpp"
#include "tests/models/support.hpp"
#include "tests/reader/folder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace stempath;
using analysis::Margin;

TEST_CASE("raking two by two is the root of a quadratic", "[analysis]") {
    // Raking keeps the odds ratio, 1 x 4 / (2 x 3). With rows 10 and 20 and columns 12 and 18 the
    // first cell x solves x (8 + x) / ((10 - x) (12 - x)) = 2/3, or x^2 + 68 x - 240 = 0.
    double const x = -34.0 + std::sqrt(34.0 * 34.0 + 240.0);
    std::vector<double> cells{1.0, 2.0, 3.0, 4.0};
    std::vector<Margin> const margins{
        {{0, 1}, 10.0}, {{2, 3}, 20.0}, {{0, 2}, 12.0}, {{1, 3}, 18.0}};
    auto const raked = analysis::rake(cells, margins);
    CHECK(raked.converged);
    CHECK(std::abs(cells[0] - x) < 1e-8);
    CHECK(std::abs(cells[1] - (10.0 - x)) < 1e-8);
    CHECK(std::abs(cells[2] - (12.0 - x)) < 1e-8);
    CHECK(std::abs(cells[3] - (8.0 + x)) < 1e-8);
    // The twin: the answer to other margins is another one.
    CHECK(std::abs(cells[0] - 12.0 * 10.0 / 30.0) > 0.1);
}

TEST_CASE("raking leaves what already holds, and says what cannot", "[analysis]") {
    std::vector<double> cells{1.0, 2.0, 3.0, 4.0};
    CHECK(analysis::rake(cells, {{{0, 1}, 3.0}, {{0, 2}, 4.0}}).rounds == 0);
    CHECK(cells == std::vector<double>{1.0, 2.0, 3.0, 4.0});
    CHECK_FALSE(
        analysis::rake(cells, {{{0, 1}, 3.0}, {{2, 3}, 4.0}, {{0, 1, 2, 3}, 20.0}}).converged);
    std::vector<double> empty{0.0, 0.0};
    CHECK_FALSE(analysis::rake(empty, {{{0, 1}, 1.0}}).converged);
}

TEST_CASE("a positive definite system is solved, another refused", "[analysis]") {
    analysis::Symmetric const a({4.0, 2.0, 2.0, 3.0}, 2); // its inverse is {3, -2, -2, 4} / 8
    auto const x = a.solve({8.0, 16.0});
    CHECK(std::abs(x[0] - (3.0 * 8.0 - 2.0 * 16.0) / 8.0) < 1e-12);
    CHECK(std::abs(x[1] - (-2.0 * 8.0 + 4.0 * 16.0) / 8.0) < 1e-12);
    CHECK(std::abs(a.inverse()[3] - 0.5) < 1e-12);
    CHECK_THROWS_AS(analysis::Symmetric({1.0, 2.0, 2.0, 1.0}, 2), std::domain_error);
}

namespace {

//! A margin of base stocks, all of it stated.
analysis::Target margin(models::Pack const& pack, std::vector<std::uint8_t> groups, double value,
                        double half_range) {
    analysis::Target t;
    t.id = "margin";
    t.quantity = analysis::Quantity::workers;
    t.first = t.last = pack.base_year;
    t.groups = std::move(groups);
    t.value = value;
    t.low = value - half_range;
    t.high = value + half_range;
    return t;
}

} // namespace

TEST_CASE("base stocks are raked only where a margin misses its range", "[analysis]") {
    auto const pack = tests::pack_named("place");
    REQUIRE(pack.base);
    std::vector<std::uint8_t> const all(pack.groups.size(), 1);
    std::vector<std::uint8_t> one(pack.groups.size(), 0);
    one[0] = 1;
    models::Diagnostics problems;
    analysis::Targets targets;
    // What the stocks hold: asked with a range that nothing misses.
    targets.all = {margin(pack, all, 1.0, 1e-9)};
    auto const scaled = analysis::rake_stocks(pack, targets, problems);
    REQUIRE(scaled);
    CHECK(problems.ok());
    CHECK(scaled->outside == 1);

    targets.all = {margin(pack, all, 1.0, 1e9)};
    CHECK_FALSE(analysis::rake_stocks(pack, targets, problems));

    // Twice as many in one group alone as in all of them together cannot be.
    targets.all = {margin(pack, all, 1.0, 0.1), margin(pack, one, 2.0, 0.1)};
    CHECK(analysis::rake_stocks(pack, targets, problems));
    CHECK(problems.text().find("a margin that does not sum") != std::string::npos);
}

TEST_CASE("stocks that miss a margin of the base year are told without raking them", "[analysis]") {
    auto const pack = tests::pack_named("place");
    std::vector<std::uint8_t> const all(pack.groups.size(), 1);
    analysis::Targets targets;
    targets.all = {margin(pack, all, 1.0, 0.5)};
    targets.all.front().where = {"t.csv", 2};
    models::Diagnostics problems;
    analysis::check_stocks(pack, targets, problems);
    INFO(problems.text());
    CHECK(problems.count() == 1);
    CHECK(problems.text().starts_with("t.csv:2: margin: a margin that does not sum: the base "
                                      "stocks that the crosswalk counts here come to "));
    // The twin: a range that holds them.
    targets.all = {margin(pack, all, 1.0, 1e9)};
    models::Diagnostics none;
    analysis::check_stocks(pack, targets, none);
    CHECK(none.ok());
}

TEST_CASE("raked stocks read back as they were written", "[analysis]") {
    auto const pack = tests::pack_named("place");
    std::vector<std::uint8_t> const all(pack.groups.size(), 1);
    models::Diagnostics problems;
    analysis::Targets targets;
    targets.all = {margin(pack, all, 12345.0, 1.0)};
    auto const raked = analysis::rake_stocks(pack, targets, problems);
    REQUIRE(raked);
    tests::Folder const folder;
    auto const file =
        folder.write("stocks.csv", analysis::stocks_table(pack, raked->stocks)).string();
    auto const again = tests::pack_named("place", {"base.stocks={ table = \"" + file + "\" }"});
    double all_stocks = 0.0, greatest = 0.0;
    models::for_each_cell(raked->stocks.extents(), [&](models::Coords const& c) {
        auto const wanted = raked->stocks.at(c);
        all_stocks += wanted;
        greatest = std::max(greatest, std::abs(again.base->stocks.at(c) - wanted));
    });
    CHECK(all_stocks >= 12345.0 - 1e-6);
    CHECK(greatest < 1e-5);
}

TEST_CASE("what a trial can only show with noise pulls less", "[analysis]") {
    analysis::Target fitted;
    fitted.low = 0.0;
    fitted.high = 3.29 * 3.0; // a standard deviation of 3
    auto checked = fitted;
    checked.fitted = false;
    double const none = std::numeric_limits<double>::quiet_NaN();
    auto const weights =
        analysis::weights_of({fitted, fitted, fitted, checked}, {0.0, 4.0, none, 0.0});
    CHECK(weights[0] == Approx(1.0 / 9.0));
    CHECK(weights[1] == Approx(1.0 / 25.0)); // variances add up
    CHECK(weights[2] == Approx(1.0 / 9.0));
    CHECK(weights[3] == 0.0);
}
