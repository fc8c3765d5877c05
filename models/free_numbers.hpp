//! The free numbers of a fit, and the pack that has them.
#pragma once

#include "models/pack.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace stempath::models {

//! One number of one parameter, in log-odds.
struct FreeNumber {
    std::size_t parameter = 0; //!< in FitSpec::parameters
    std::string value;         //!< along `by`; empty for one common to all
    double prior_sd = 0.0;

    bool operator==(FreeNumber const&) const = default;
};

//! Those of a pack, in the order of its parameters and of their values.
std::vector<FreeNumber> free_numbers(FitSpec const& fit);
//! "completion.hispanic"
std::string label_of(FitSpec const& fit, FreeNumber const& number);

//! What the numbers add to the offset of one exit, in log-odds; none when none of them moves it.
std::optional<Cube> sum_of_numbers(Pack const& pack, ExitSpec const& exit,
                                   std::vector<FreeNumber> const& numbers,
                                   std::vector<double> const& values);

//! Adds a figure to the offset of an exit, cell by cell.
void add_to_offset(ExitSpec& exit, Cube const& more);

//! The pack with the numbers added to the offsets of its exits. Figures as they were read are left
//! out.
Pack with_numbers(Pack const& pack, std::vector<FreeNumber> const& numbers,
                  std::vector<double> const& values);

} // namespace stempath::models
