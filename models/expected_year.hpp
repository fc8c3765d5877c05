//! One year of the expected path, step by step as docs/packs.md orders them.
#pragma once

#include "models/expected_stocks.hpp"

#include <vector>

namespace stempath::models {

//! Expected stocks on their way from one year end to the next.
struct ExpectedYear {
    Pack const& pack;
    std::int32_t index;        //!< years since the base year
    ExpectedStocks now;        //!< of the last year end, less those who have moved
    ExpectedStocks next;       //!< of this year end, as far as it is known
    std::vector<double>& flow; //!< [stage's first exit + exit][group]: persons who took it

    ExpectedYear(Pack const& p, std::int32_t i, ExpectedStocks const& last,
                 std::vector<double>& flows)
        : pack(p), index(i), now(last), next(last.shape()), flow(flows) {}

    //! People of one cell of `now`, at `c`, take an exit. `exit` counts over the stage's exits.
    void move(std::size_t stage, std::size_t exit, Coords const& c, double persons);
};

//! The stocks of the base year.
ExpectedStocks expected_start(Pack const& pack, ExpectedShape const& shape);

//! Entrants by number.
void expect_numbers(ExpectedYear& year);
//! Quotas take from those at risk, cell by cell of their tables, before the race.
void expect_quotas(ExpectedYear& year);
//! Everybody left takes an exit, or stays and is a year older in the stage.
void expect_races(ExpectedYear& year);
//! Empty posts are filled. `last` is the last year end, for boards with lag 1.
void expect_fills(ExpectedYear& year, ExpectedStocks const& last);

//! Weights of a race, of any sum: of the exits of a stage in their order (0: not open), and of
//! staying.
struct ExpectedRace {
    std::vector<double> exit;
    double stay = 0.0;
    double total() const;
};
ExpectedRace expected_race(Pack const& pack, std::size_t stage, Coords const& c);

} // namespace stempath::models
