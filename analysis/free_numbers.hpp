//! The free numbers of a fit, and the pack that has them.
#pragma once

#include "models/pack.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace stempath::analysis {

//! One number of one parameter, in log-odds.
struct FreeNumber {
    std::size_t parameter = 0; //!< in FitSpec::parameters
    std::string value;         //!< along `by`; empty for one common to all
    double prior_sd = 0.0;

    bool operator==(FreeNumber const&) const = default;
};

//! Those of a pack, in the order of its parameters and of their values.
std::vector<FreeNumber> free_numbers(models::FitSpec const& fit);
//! "completion.hispanic"
std::string label_of(models::FitSpec const& fit, FreeNumber const& number);

//! The pack with the numbers added to the offsets of its exits. Figures as they were read are left
//! out.
models::Pack with_numbers(models::Pack const& pack, std::vector<FreeNumber> const& numbers,
                          std::vector<double> const& values);

} // namespace stempath::analysis
