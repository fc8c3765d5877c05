//! Reading what a pack says of the doubt about its figures: [doubt], `spread`, `plus_minus`, `by`,
//! `doubt`.
#pragma once

#include "models/doubt.hpp"
#include "models/section.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace stempath::models {

struct FigureContext;
struct FigureRules;

//! [doubt]: the factor of the 90 % range of a figure that states none, by grade.
struct DoubtRules {
    bool stated = false;                         //!< without the section no figure is in doubt
    std::array<std::optional<double>, 4> factor; //!< grades A, B, C, judgement
};
DoubtRules read_doubt_rules(Node const& node, Diagnostics& problems);

//! What a figure, or the figure that it is a part of, says of its range.
struct StatedDoubt {
    std::optional<double> spread, plus_minus;
    bool replaced = false; //!< set by a scenario: without doubt, unless it states some
};

//! The `spread` and `plus_minus` of a section, else those of the whole.
StatedDoubt stated_doubt(FigureContext& context, Section& section, FigureRules const& rules,
                         StatedDoubt const& inherited);

//! The scale on which figures of these rules are wrong.
Doubt::Scale scale_of(FigureRules const& rules);

//! What one number, or one row of a table, says of itself.
struct RowDoubt {
    double value = 0.0;
    std::optional<double> low, high;
    std::string_view grade;
    Location where;
};
//! A range with what it comes from.
struct RowRange {
    HalfWidths widths;
    Doubt::From from = Doubt::From::grade;
    bool operator==(RowRange const&) const = default;
};
//! The range of a number: its own, else what its figure states, else that of its grade; none
//! without doubt, and after a problem.
std::optional<RowRange> range_of(FigureContext& context, std::string const& key,
                                 FigureRules const& rules, StatedDoubt const& stated,
                                 RowDoubt const& row);

//! The doubt of a figure whose cells have these ranges (one for all, or one for each); nothing when
//! all are without.
std::shared_ptr<Doubt const> joined_doubt(Doubt::Scale scale,
                                          std::vector<std::optional<RowRange>> const& cells);
//! The range of one cell of a figure.
std::optional<RowRange> range_at(Cube const& figure, std::size_t cell);

//! `by` and `doubt` of a whole figure.
struct StatedDraw {
    Node const* by = nullptr;
    Node const* name = nullptr;
};
StatedDraw stated_draw(Section& section);
void name_draw(FigureContext& context, Cube& figure, StatedDraw const& draw,
               std::string const& key);

} // namespace stempath::models
