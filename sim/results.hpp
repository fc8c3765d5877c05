//! What a study leaves behind: integer tables, summed over replicates without loss.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace stempath::sim {

//! One dimension of a table: its name and its coordinate values.
struct Stratum {
    std::string name;
    std::vector<std::string> values;
    std::string meaning{};      //!< a phrase
    bool whole_numbers = false; //!< the values are (years)
};

/*!
 * A declared measure with its counts of synthetic people. Cells are row-major over `strata`, of
 * which the first is "year". `sum` and `sum_squares` run over replicates; integers, so that the
 * order of replicates does not matter.
 */
struct MeasureTable {
    std::string name;    //!< file name and name in results
    std::string unit;    //!< "synthetic persons"; divide by scale for people
    std::string meaning; //!< one sentence
    std::vector<Stratum> strata;
    std::vector<std::int64_t> sum;
    std::vector<__int128> sum_squares;
    std::vector<std::int32_t> by_replicate{}; //!< [replicate][cell]; empty unless recorded
};

} // namespace stempath::sim
