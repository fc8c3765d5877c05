//! The figure of a target, and where it comes from.
#include "analysis/target_columns.hpp"
#include "analysis/target_row.hpp"

#include "models/provenance.hpp"
#include "models/space.hpp"

#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

namespace stempath::analysis {

using models::ProblemKind;
using models::suggestion;
using Names = std::vector<std::string>;

namespace {

std::optional<double> number(TargetColumns& columns, std::string_view column) {
    auto const written = columns.text(column);
    char* end = nullptr;
    double const value = std::strtod(written.c_str(), &end);
    if (written.empty() || *end != '\0' || !std::isfinite(value)) {
        columns.problem(ProblemKind::wrong_type, column,
                        fmt::format("found \"{}\"; write a finite number.", written));
        return std::nullopt;
    }
    return value;
}

} // namespace

void TargetColumns::unknown(std::string_view column, std::string const& found,
                            Names const& allowed) {
    problem(ProblemKind::unknown_name, column,
            fmt::format("found \"{}\".{}", found, suggestion(found, allowed)));
}

void read_target_figure(TargetColumns& columns, Target& target) {
    auto const value = number(columns, "value"), low = number(columns, "low"),
               high = number(columns, "high");
    if (value && low && high) {
        target.value = *value;
        target.low = *low;
        target.high = *high;
        if (*low > *value || *high < *value || *low >= *high)
            columns.problem(
                ProblemKind::out_of_range, "low",
                fmt::format("the range {} to {} must be wider than nothing and hold the "
                            "value {}.",
                            *low, *high, *value));
    }
    target.unit = static_cast<Unit>(columns.choice("unit", columns.text("unit"), unit_words));
    auto const use = columns.text("use");
    if (use != "fit" && use != "check")
        columns.unknown("use", use, {"fit", "check"});
    target.fitted = use == "fit";
}

void read_target_provenance(models::Pack const& pack, TargetColumns& columns, Target& target) {
    target.source = columns.text("source");
    target.grade = columns.text("grade");
    target.note = columns.text("note");
    Names known{"judgement"};
    for (auto const& source : pack.sources)
        known.push_back(source.id);
    for (auto const& id : models::source_ids(target.source))
        if (!models::position_of(known, id))
            columns.problem(ProblemKind::unknown_source, "source",
                            fmt::format("the source \"{}\" has no row in sources.csv.{}", id,
                                        suggestion(id, known)));
    if (target.source.empty())
        columns.problem(ProblemKind::no_provenance, "source",
                        "is empty. Name a row of sources.csv, or judgement.");
    if (target.grade.empty())
        columns.problem(ProblemKind::no_provenance, "grade",
                        "is empty. Write A, B, C or judgement.");
    else if (!models::is_grade(target.grade))
        columns.unknown("grade", target.grade, {"A", "B", "C", "judgement"});
}

} // namespace stempath::analysis
