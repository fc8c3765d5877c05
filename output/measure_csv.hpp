//! Measures of the engine as tidy tables of people.
#pragma once

#include "output/results_directory.hpp"
#include "output/table_info.hpp"
#include "sim/results.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace stempath::output {

//! Over replicates, in people (synthetic people divided by scale).
struct CellMoments {
    double mean = 0.0;
    double sd = 0.0; //!< sample standard deviation; 0 with one replicate, where it says nothing
};

//! Moments of one cell. The sums are exact integers: equal counts give a deviation of exactly 0.
CellMoments cell_moments(std::int64_t sum, __int128 sum_squares, std::uint32_t replicates,
                         double scale);

//! Throws std::logic_error when the table has not as many cells as its strata span.
void check_shape(sim::MeasureTable const& table);

//! What is told of each cell of a measure, behind its strata.
struct MomentColumn {
    std::string_view name, unit, meaning;
};
std::span<MomentColumn const> moment_columns();

//! How the table of a measure is described; its columns are the strata, `mean`, `sd`, `replicates`.
TableInfo measure_info(sim::MeasureTable const& table);

/*! Writes a measure to its table in `directory`.
 *
 * Cells that are zero in every replicate have no row; `sd` is empty when there is one replicate.
 * Throws std::logic_error when the table has not as many cells as its strata span.
 */
void write_measure(ResultsDirectory& directory, sim::MeasureTable const& table,
                   std::uint32_t replicates, double scale);

} // namespace stempath::output
