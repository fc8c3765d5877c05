//! What the rows of a table file say of where their figures come from.
#include "models/table_layout.hpp"

#include <fmt/format.h>

namespace stempath::models {

namespace {

using Texts = std::array<std::string_view, 4>; //!< unit, source, grade, note

Texts texts_of(Csv const& csv, TableLayout const& layout, std::size_t row) {
    Texts texts;
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (layout.descriptions[i])
            texts[i] = csv.field(row, *layout.descriptions[i]);
    return texts;
}

Provenance stated(Provenance from, Texts const& texts, Location const& where) {
    std::array<std::string*, 4> const parts{&from.unit, &from.source, &from.grade, &from.note};
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!texts[i].empty())
            *parts[i] = texts[i];
    from.file = where.file;
    from.line = where.line;
    if (!texts[1].empty())
        from.source_at = where;
    if (!texts[2].empty())
        from.grade_at = where;
    return from;
}

//! A row with a source of its own and an empty grade would take the grade of another source.
bool lacks_grade(TableLayout const& layout, Texts const& texts) {
    return layout.descriptions[2] && texts[2].empty() && !texts[1].empty() &&
           texts[1] != "judgement";
}

//! Reports what is wrong with the provenance of a row; `above` is that of the rows before.
bool settle_row(FigureContext& context, TableRequest const& request, bool without_grade,
                Provenance const& above, Provenance& from) {
    Location const where{from.file, from.line};
    if (context.provenance.required && without_grade)
        context.problems.add(ProblemKind::no_provenance, where, request.key,
                             fmt::format("the row names the source \"{}\" and leaves its grade "
                                         "empty. Write {}.",
                                         from.source, fmt::join(figure_grades, ", ")));
    else if (!context.provenance.settle(from, request.key, context.problems))
        return false;
    else if (!above.unit.empty() && from.unit != above.unit)
        context.problems.add(
            ProblemKind::conflict, where, request.key,
            fmt::format("the unit \"{}\" differs from \"{}\" above.", from.unit, above.unit));
    else
        return true;
    return false;
}

} // namespace

void describe_rows(FigureContext& context, Csv const& csv, TableLayout const& layout,
                   TableRequest const& request, Cube& cube, std::vector<std::string>& grades) {
    Texts last;
    bool judged = false;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        auto const texts = texts_of(csv, layout, row);
        if (row > 0 && texts == last) {
            ++cube.from.rows;
            cube.from.judged += judged ? 1 : 0;
            grades.push_back(grades.back());
            continue;
        }
        last = texts;
        Location const where{csv.file, csv.lines[row]};
        auto from = stated(request.inherited, texts, where);
        if (!settle_row(context, request, lacks_grade(layout, texts), cube.from, from)) {
            grades.assign(csv.rows(), "judgement"); // one message a table is enough
            break;
        }
        judged = from.grade == "judgement";
        grades.push_back(from.grade);
        join_provenance(cube.from, from);
    }
    cube.from.note = request.inherited.note;
    cube.from.file = csv.file;
    cube.from.line = 1;
    if (cube.is_constant())
        cube.low = cube.high = cube.values()[0];
}

} // namespace stempath::models
