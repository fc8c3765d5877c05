//! The doubt that a fit leaves about its numbers, drawn for all of them together.
#pragma once

#include "models/doubt.hpp"
#include "models/fit_spec.hpp"

#include <string_view>
#include <vector>

namespace stempath::models {

//! The draw of what targets leave open, and the `doubt` of offsets that are drawn so.
inline constexpr std::string_view fit_draw = "fit";

//! Whether an offset moves with the numbers of the fit.
bool is_drawn_with_fit(Cube const& offset);

/*!
 * What one replicate adds to each of `n_numbers` numbers, in log-odds: the sum over `posterior` of
 * log_odds x normal. Normals of figures that are not in doubt, because a scenario has set them, are
 * left out.
 */
std::vector<double> drawn_numbers(std::vector<FitDraw> const& posterior, std::size_t n_numbers,
                                  DoubtfulFigures const& figures, Normals const& normals);

} // namespace stempath::models
