//! The base stocks of a pack against its targets of workers in the base year.
#pragma once

#include "analysis/targets.hpp"

#include <optional>

namespace stempath::analysis {

struct RakedStocks {
    models::Cube stocks;          //!< by stage, field, credential and group
    std::size_t margins = 0;      //!< that were asked for
    std::size_t outside = 0;      //!< of these, outside of their range before
    double greatest_change = 0.0; //!< of any cell, as a factor less 1
};

/*!
 * None when every margin holds within its range, or the pack has no base stocks: then nothing is
 * changed. Else the stocks with all margins at their targets; margins that cannot hold together
 * within their ranges are problems.
 */
std::optional<RakedStocks> rake_stocks(models::Pack const& pack, Targets const& targets,
                                       models::Diagnostics& problems);

//! Margins of the base year that the stocks miss by more than their range, as problems.
void check_stocks(models::Pack const& pack, Targets const& targets, models::Diagnostics& problems);

} // namespace stempath::analysis
