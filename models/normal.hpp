//! The standard normal distribution, by our own arithmetic.
#pragma once

namespace stempath::models {

/*!
 * Quantile of the standard normal at u in (0, 1): Wichura (1988), algorithm AS 241 (PPND16),
 * relative error about 1e-16, on our own logarithm, so that every machine gives the same bits.
 */
double normal_quantile(double u);

} // namespace stempath::models
