#include "sim/quantities.hpp"

#include "sim/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stempath::sim {

namespace {

//! 1 - exp(-x) for x >= 0 without loss where x is small (W. Kahan's correction of exp(-x) - 1).
double one_minus_exp_of_minus(double x) {
    double const power = exp_of(-x);
    if (power == 1.0) {
        return x;
    }
    return power < 0.5 ? 1.0 - power : (1.0 - power) * x / -log_of(power);
}

//! -ln(1 - p) for 0 <= p < 1, likewise.
double minus_log_of_one_minus(double p) {
    double const rest = 1.0 - p;
    return rest == 1.0 ? p : -log_of(rest) * p / (1.0 - rest);
}

} // namespace

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

Probability probability_of(RatePerYear rate, Years time) {
    if (time.value() < 0.0) {
        throw std::domain_error("a chance needs a length of time that is not negative");
    }
    return Probability(std::min(1.0, one_minus_exp_of_minus(rate.value() * time.value())));
}

RatePerYear rate_of(Probability chance, Years time) {
    if (!(time.value() > 0.0)) {
        throw std::domain_error("a rate needs a positive length of time");
    }
    if (chance.value() == 1.0) {
        throw std::domain_error("no finite rate makes an event certain");
    }
    return RatePerYear(minus_log_of_one_minus(chance.value()) / time.value());
}

} // namespace stempath::sim
