//! The processes of a year: what each does and what it writes.
#pragma once

#include "sim/phase.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace stempath::models {

//! One process of the year. Within a phase a column or board has at most one writing process.
struct ProcessInfo {
    sim::Phase phase;
    std::string_view label;
    std::string_view description;
    std::string_view writes; //!< columns and boards, separated by spaces
};

//! In the order in which they run.
inline constexpr std::array<ProcessInfo, 9> schedule{{
    {sim::Phase::demography, "stay", "die or emigrate, be born, arrive, or enter by number",
     "stage field credential since living vital"},
    {sim::Phase::demography, "traits-start", "draw the traits of those who enter", "trait"},
    {sim::Phase::develop, "traits-drift", "move traits towards their lifetime level, with noise",
     "trait"},
    {sim::Phase::progress, "education-exits",
     "exact quotas, then one race a person among the exits of an education stage",
     "stage field credential since experience living flow"},
    {sim::Phase::separate, "work-exits", "one race a person among the exits of a work stage",
     "stage field credential since experience living flow"},
    {sim::Phase::separate, "apply", "list those who seek a post", "applicants"},
    {sim::Phase::hire, "fill-posts", "clear markets in declared order, then fill slots",
     "stage field credential since experience living hires laid_off"},
    {sim::Phase::observe, "count", "count the year end and add it to the digest", "tables digest"},
    {sim::Phase::observe, "publish", "make the counts the boards of the next year", "boards"},
}};

//! Empty when no column or board has two writers in one phase; otherwise says which.
std::string two_writers(std::span<ProcessInfo const> processes);

} // namespace stempath::models
