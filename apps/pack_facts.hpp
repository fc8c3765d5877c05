//! What a report tells of a pack: its names in words, its sources, and how its fit turned out.
#pragma once

#include "models/pack.hpp"
#include "models/provenance.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace stempath::apps {

inline constexpr std::size_t n_grades = models::figure_grades.size();

//! A source with how many figures of each grade name it. A figure of several sources counts in
//! each.
struct SourceUse {
    models::Source source;
    std::array<std::size_t, n_grades> figures{};
};

//! fit_table.csv of the pack, cell by cell; no header: the pack has none.
struct FitTable {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

struct PackFacts {
    std::string title;
    std::vector<std::string> stages, stage_labels; //!< in order of declaration
    std::vector<models::Axis> axes;
    std::vector<models::Group> groups;
    std::vector<SourceUse> sources;              //!< those that figures name, the most used first
    std::array<std::size_t, n_grades> figures{}; //!< by grade: the weakest of the figure's parts
    FitTable fit;
};

PackFacts facts_of(models::Pack const& pack);

} // namespace stempath::apps
