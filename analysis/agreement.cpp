//! Whether two fits of one pack have ended at the same place.
#include "analysis/calibrate.hpp"

#include "models/normal.hpp"

#include <algorithm>
#include <cmath>

namespace stempath::analysis {

namespace {

//! Quantile of Student's law by the expansion of Fisher and Cornish (1960) to the third order in
//! 1/freedom: within 1 % at 14 degrees of freedom and 4 standard deviations.
double student_quantile(double u, double freedom) {
    double const z = models::normal_quantile(u), z2 = z * z;
    double const first = z * (z2 + 1.0) / 4.0,
                 second = z * (5.0 * z2 * z2 + 16.0 * z2 + 3.0) / 96.0,
                 third = z * (3.0 * z2 * z2 * z2 + 19.0 * z2 * z2 + 17.0 * z2 - 15.0) / 384.0;
    return z + first / freedom + second / (freedom * freedom) +
           third / (freedom * freedom * freedom);
}

} // namespace

Agreement agreement(Calibration const& a, Calibration const& b) {
    Agreement of;
    for (std::size_t k = 0; k < a.numbers.size(); ++k) {
        double const error = std::hypot(a.numbers[k].error, b.numbers[k].error);
        double const difference = a.numbers[k].value - b.numbers[k].value;
        of.z.push_back(error > 0.0 ? difference / error : 0.0);
        of.greatest = std::max(of.greatest, std::abs(of.z.back()));
    }
    double const freedom = a.steps + b.steps > 4 ? a.steps + b.steps - 2.0 : 2.0;
    of.bound = student_quantile(1.0 - 0.005 / static_cast<double>(of.z.size()), freedom);
    return of;
}

} // namespace stempath::analysis
