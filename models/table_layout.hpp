//! What the columns of a table file stand for.
#pragma once

#include "models/figure_reader.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace stempath::models {

//! A column whose texts place a row along a dimension.
struct RowDimension {
    std::size_t column = 0;
    DimensionName means;
};

struct TableLayout {
    std::vector<RowDimension> rows;
    std::vector<std::size_t> values;     //!< the column of figures, or those spread by a dimension
    std::optional<DimensionName> spread; //!< the dimension in the names of columns, "age=17"
    std::array<std::optional<std::size_t>, 4> descriptions; //!< unit, source, grade, note
    std::optional<std::size_t> low, high;
    std::uint32_t tenure_classes = 1; //!< as many as the table names; the last is open

    DimSet varying() const;
};

//! "17" of a column "age=17".
std::string_view spread_text(std::string_view column_name);

//! Recognises the columns and marks them as read; none after a problem.
std::optional<TableLayout> read_layout(FigureContext& context, Table& table,
                                       TableRequest const& request, FigureRules const& rules);

//! Gives a cube the provenance of its rows: one unit, all sources, the weakest grade; `grades` are
//! those of the rows, judgement after the first problem.
void describe_rows(FigureContext& context, Csv const& csv, TableLayout const& layout,
                   TableRequest const& request, Cube& cube, std::vector<std::string>& grades);

} // namespace stempath::models
