//! Where figures come from: inheritance and checks.
#pragma once

#include "models/cube.hpp"
#include "models/section.hpp"

#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::models {

struct Pack;

//! Units of strength, the strongest first.
inline constexpr std::array<std::string_view, 4> figure_grades{"A", "B", "C", "judgement"};
bool is_grade(std::string_view grade);
//! "read in the source" and so on; that of judgement for what is no grade.
std::string_view grade_meaning(std::string_view grade);

/*!
 * The provenance that `section` states, the rest from `inherited`. The place is the section's own.
 * Asks for unit, source, grade and note, so that they are allowed keys.
 */
Provenance stated_provenance(Section& section, Provenance const& inherited);

//! Adds what another part of the same figure says: sources joined by ", ", the weakest grade.
void join_provenance(Provenance& into, Provenance const& part);

//! The share of the numbers behind `of` whose grade is judgement, from 0 to 1: of a table by rows.
double judged_share(Provenance const& of);
//! Their mean over the figures of a pack, each counting as one however many rows it has; 0 without
//! figures.
double judged_share(Pack const& pack);

//! The ids in a joined list of sources.
std::vector<std::string> source_ids(std::string const& joined);

//! What every figure of a pack must state.
class ProvenanceRules {
  public:
    bool required = false;            //!< kind = "place"
    bool fit_named = false;           //!< the pack names a fit: "fit" is a source
    bool table_read = true;           //!< sources.csv is there and could be read
    std::vector<std::string> sources; //!< ids in sources.csv
    std::string first_unread;         //!< who named a source first when there is no sources.csv

    /*!
     * Completes `of` (the source "judgement" implies the grade) and reports what is missing or
     * unknown: where it is stated, and there once, however many figures inherit it. True when
     * nothing is wrong; else what `of` says will do to go on reading.
     */
    bool settle(Provenance& of, std::string_view key, Diagnostics& problems);

    //! What to say of a source that nobody knows.
    std::string unknown_source(std::string const& id) const;

  private:
    bool knows(std::string_view id) const;
    bool check_source(Provenance const& of, std::string_view key, Diagnostics& problems);
    //! Whether that was said of that place before.
    bool told(Location const& where, std::string const& what);

    std::set<std::string> told_;
};

} // namespace stempath::models
