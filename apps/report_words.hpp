//! The chance of parity in words that never say 0 or 1: so many replicates cannot tell.
#pragma once

#include "models/study.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stempath::apps {

//! P(parity by a year) as a report tells it.
struct Chance {
    std::int32_t year = 0;
    std::int64_t hits = 0, n = 0; //!< replicates with parity by then, and all
    double low = 0.0, high = 1.0; //!< 95 % interval of P from their number (Wilson 1927)
    std::string words;            //!< "under 1.9 %", "12 % (8 to 17 %)"
    bool told = false; //!< the interval lies on one side of 1/2: likelier than not, or less likely
};

std::vector<Chance> chances_of(models::ParityResult const& parity);

//! One sentence on all of them.
std::string chances_sentence(std::vector<Chance> const& chances);

} // namespace stempath::apps
