//! Whether the people that a pack asks for can be counted.
#pragma once

#include "models/study.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stempath::models {

//! Tallies hold people of one kind in 32 bits.
inline constexpr double most_people = 2147483647.0;

//! What is wrong with a figure of a pack, named by its key.
struct FigureProblem {
    std::string key; //!< dotted; keys below "run" are those of the scenario
    std::string message;
};

/*!
 * Figures that ask, at the scale of the run, for more than `most_people` in one year, and a scale
 * that leaves nobody of the people of the base year.
 */
std::vector<FigureProblem> size_problems(Pack const& pack, RunSettings const& settings);

//! People that one replicate lays out from the base year to `settings.end_year`, about.
double people_laid_out(Pack const& pack, RunSettings const& settings);

/*!
 * `count` as an integer of 32 bits. Throws std::invalid_argument when it does not fit:
 * size_problems refuses such figures before, so that the key of the figure can be named.
 */
std::uint32_t people_count(std::int64_t count);

} // namespace stempath::models
