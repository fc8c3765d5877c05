//! What a study finds beside parity by its main definition, as tables.
#pragma once

#include "models/study.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace stempath::apps {

//! A double that is not a number stands for one that does not exist.
using Cell = std::variant<std::string, std::int64_t, double>;

struct FindingTable {
    std::string name; //!< as result_tables() describes it, with its columns
    std::vector<std::vector<Cell>> rows;
};

//! The value at a position, or not a number beyond the end.
double value_at(std::vector<double> const& values, std::size_t at);

//! "main", "beside", "preset", "class", "crossed": every result of a study with what it is.
struct NamedResult {
    char const* kind;
    models::ParityResult const* result;
};
std::vector<NamedResult> all_results(models::StudyResult const& result);

//! Those that the study has rows for.
std::vector<FindingTable> finding_tables(models::StudyResult const& result);

} // namespace stempath::apps
