#include "sim/quantities.hpp"

#include "sim/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stempath::sim {

LogOdds LogOdds::nearest(double value) {
    double const steps = value * one;
    if (!(steps >= -greatest && steps <= greatest)) {
        throw std::domain_error("log-odds must lie within +-1023");
    }
    return LogOdds(static_cast<std::int32_t>(std::round(steps)));
}

LogOdds log_odds_of(Probability exit, Probability rest) {
    if (exit.value() == 0.0) {
        return LogOdds::never();
    }
    if (rest.value() == 0.0) {
        throw std::domain_error("log-odds against a rest of chance 0 do not exist");
    }
    using Limits = std::numeric_limits<double>;
    double const odds = exit.value() / rest.value();
    return LogOdds::nearest(log_of(std::clamp(odds, Limits::min(), Limits::max())));
}

} // namespace stempath::sim
