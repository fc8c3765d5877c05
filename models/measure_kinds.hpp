//! Every measure that the engine can count: what its tables are called, of what, and along what.
#pragma once

#include <span>
#include <string_view>

namespace stempath::models {

//! A dimension of a measure.
struct StratumKind {
    std::string_view name;
    std::string_view meaning;   //!< a phrase
    bool whole_numbers = false; //!< the values are (years)
};

struct MeasureKind {
    std::string_view name;
    std::string_view meaning; //!< a phrase; counts are of synthetic people
    std::span<StratumKind const> strata;
};

//! In the order of Measures::Table.
std::span<MeasureKind const> measure_kinds();

} // namespace stempath::models
