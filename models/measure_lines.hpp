//! The measures of a pack's own, [measure.NAME], line by line: how each is evaluated at a year end.
#pragma once

#include "models/parity_members.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stempath::models {

//! One number by group and year.
struct MeasureLine {
    enum class Of : std::uint8_t { sum, mean, stock, newcomers, leavers, movers } of = Of::sum;
    std::string measure, name, label, unit;
    bool flow = false;                //!< counts a year's events: nothing in the base year
    std::vector<double> weight;       //!< [year, or one][group][state]
    bool by_year = false;             //!< of the weight
    std::vector<std::uint8_t> states; //!< of stock, newcomers and leavers: 1 where counted
    std::size_t watched_set = 0;      //!< of newcomers and leavers
    std::vector<std::uint32_t> exits; //!< of movers: positions among all exits
};

//! Its values in one replicate, in synthetic people (or weights times these).
struct LineCounts {
    std::vector<double> value; //!< [year][group]
    std::vector<double> per;   //!< [year][group]: people of a mean, stock of leavers; else empty
};

std::vector<MeasureLine> measure_lines(Model const& model);

//! Evaluates a line at a year end; `main` is the workforce of a mean. Sums run in a fixed order.
void evaluate(MeasureLine const& line, ParityMembers const& main, RunState const& run,
              std::size_t year, LineCounts& into);

} // namespace stempath::models
