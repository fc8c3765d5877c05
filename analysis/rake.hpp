//! Iterative proportional fitting: a table is scaled until its margins are those asked for.
#pragma once

#include <cstddef>
#include <vector>

namespace stempath::analysis {

//! The sum of some cells, and what it is to be.
struct Margin {
    std::vector<std::size_t> cells;
    double target = 0.0;
};

struct Raked {
    std::size_t rounds = 0;
    double worst = 0.0; //!< greatest |sum / target - 1| of any margin at the end
    bool converged = false;
};

/*!
 * Scales the cells of each margin to its target, margin after margin, until every sum is within
 * `tolerance` of its target, relative to it, or `most_rounds` are over (Deming and Stephan 1940).
 * Among all tables with these margins the result is the nearest to the first one in relative
 * entropy. Cells of 0 stay 0; a margin of which all cells are 0 never converges unless its target
 * is 0.
 */
Raked rake(std::vector<double>& cells, std::vector<Margin> const& margins, double tolerance = 1e-10,
           std::size_t most_rounds = 1000);

} // namespace stempath::analysis
