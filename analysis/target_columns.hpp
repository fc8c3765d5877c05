//! The columns of one row of a table of targets.
#pragma once

#include "analysis/targets.hpp"
#include "models/csv.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::analysis {

//! What a row says, and problems with its place.
class TargetColumns {
  public:
    TargetColumns(models::Csv const& csv, std::size_t row, models::Diagnostics& problems)
        : where{csv.file, csv.lines[row]}, csv_(csv), row_(row), problems_(problems) {}

    //! Empty where there is no such column.
    std::string text(std::string_view column) const {
        auto const at = csv_.column(column);
        return at ? std::string(csv_.field(row_, *at)) : std::string();
    }
    //! Empty and missing mean all.
    std::string selection(std::string_view column) const {
        auto const written = text(column);
        return written.empty() ? std::string("*") : written;
    }
    void problem(models::ProblemKind kind, std::string_view column, std::string const& why) {
        problems_.add(kind, where, column, why);
    }
    void unknown(std::string_view column, std::string const& found,
                 std::vector<std::string> const& allowed);

    //! Position of `found` among the words; 0 after a problem.
    template <std::size_t N>
    std::size_t choice(std::string_view column, std::string const& found,
                       std::string_view const (&words)[N]) {
        auto const* const at = std::find(std::begin(words), std::end(words), found);
        if (at != std::end(words))
            return static_cast<std::size_t>(at - std::begin(words));
        unknown(column, found, {std::begin(words), std::end(words)});
        return 0;
    }

    models::Location const where;

  private:
    models::Csv const& csv_;
    std::size_t row_;
    models::Diagnostics& problems_;
};

//! Reads value, range, unit and use.
void read_target_figure(TargetColumns& columns, Target& target);
//! Reads source, grade and note.
void read_target_provenance(models::Pack const& pack, TargetColumns& columns, Target& target);

} // namespace stempath::analysis
