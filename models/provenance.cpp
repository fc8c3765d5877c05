#include "models/provenance.hpp"

#include "models/pack.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

std::size_t weakness(std::string_view grade) {
    return static_cast<std::size_t>(std::find(figure_grades.begin(), figure_grades.end(), grade) -
                                    figure_grades.begin());
}

} // namespace

bool is_grade(std::string_view grade) { return weakness(grade) < figure_grades.size(); }

std::string_view grade_meaning(std::string_view grade) {
    if (grade == "A")
        return "read in the source";
    if (grade == "B")
        return "computed from the source";
    if (grade == "C")
        return "recalled, not looked up again";
    return "chosen where the evidence is silent";
}

Provenance stated_provenance(Section& section, Provenance const& inherited) {
    Provenance from = inherited;
    from.file = section.where().file;
    from.line = section.where().line;
    auto const unit = section.text("unit"), source = section.text("source"),
               grade = section.text("grade"), note = section.text("note");
    from.unit = unit.value_or(inherited.unit);
    from.source = source.value_or(inherited.source);
    from.grade = grade.value_or(inherited.grade);
    from.note = note.value_or(inherited.note);
    if (source)
        from.source_at = section.node().find("source")->where;
    if (grade)
        from.grade_at = section.node().find("grade")->where;
    return from;
}

double judged_share(Provenance const& of) {
    if (of.rows == 0)
        return of.grade == "judgement" ? 1.0 : 0.0;
    return static_cast<double>(of.judged) / static_cast<double>(of.rows);
}

double judged_share(Pack const& pack) {
    double sum = 0.0;
    for (auto const& figure : pack.figures)
        sum += judged_share(figure.cube.from);
    return pack.figures.empty() ? 0.0 : sum / static_cast<double>(pack.figures.size());
}

std::vector<std::string> source_ids(std::string const& joined) {
    std::vector<std::string> ids;
    for (std::size_t at = 0; at < joined.size();) {
        auto const end = std::min(joined.find(", ", at), joined.size());
        ids.push_back(joined.substr(at, end - at));
        at = end + 2;
    }
    return ids;
}

void join_provenance(Provenance& into, Provenance const& part) {
    bool const number = part.rows == 0;
    into.rows += number ? 1 : part.rows;
    into.judged += number ? (part.grade == "judgement" ? 1 : 0) : part.judged;
    if (into.unit.empty())
        into.unit = part.unit;
    auto const known = source_ids(into.source);
    for (auto const& id : source_ids(part.source))
        if (std::find(known.begin(), known.end(), id) == known.end())
            into.source += fmt::format("{}{}", into.source.empty() ? "" : ", ", id);
    if (into.grade.empty() || (is_grade(part.grade) && weakness(part.grade) > weakness(into.grade)))
        into.grade = part.grade;
}

bool ProvenanceRules::knows(std::string_view id) const {
    return id == "judgement" || (id == "fit" && fit_named) ||
           std::find(sources.begin(), sources.end(), id) != sources.end();
}

bool ProvenanceRules::told(Location const& where, std::string const& what) {
    return !told_.insert(to_text(where) + what).second;
}

bool ProvenanceRules::check_source(Provenance const& of, std::string_view key,
                                   Diagnostics& problems) {
    auto const where = of.source_at.file.empty() ? Location{of.file, of.line} : of.source_at;
    bool good = true;
    for (auto const& id : source_ids(of.source)) {
        if (knows(id))
            continue;
        if (!table_read) {
            if (first_unread.empty())
                first_unread = fmt::format("\"{}\" in {}", id, to_text(where));
            continue;
        }
        good = false;
        if (!told(where, id))
            problems.add(ProblemKind::unknown_source, where, key, unknown_source(id));
    }
    return good;
}

std::string ProvenanceRules::unknown_source(std::string const& id) const {
    if (id == "fit")
        return "the source \"fit\" is that of figures that a fit has set, and this pack names no "
               "fit.result. Name the source of the figure, or judgement.";
    auto known = sources;
    known.insert(known.begin(), "judgement");
    return fmt::format("the source \"{}\" has no row in sources.csv.{}", id, suggestion(id, known));
}

bool ProvenanceRules::settle(Provenance& of, std::string_view key, Diagnostics& problems) {
    if (of.source == "judgement")
        of.grade = "judgement";
    bool good = check_source(of, key, problems);
    auto const stated = of.grade_at.file.empty() ? Location{of.file, of.line} : of.grade_at;
    if (!of.grade.empty() && !is_grade(of.grade)) {
        good = false;
        if (!told(stated, of.grade))
            problems.add(ProblemKind::unknown_name, stated, key,
                         fmt::format("found the grade \"{}\"; allowed: {}.", of.grade,
                                     fmt::join(figure_grades, ", ")));
        of.grade = "judgement";
    }
    if (!required)
        return good;
    std::string missing;
    for (auto const& [name, text] :
         {std::pair{"unit", &of.unit}, {"source", &of.source}, {"grade", &of.grade}})
        if (text->empty())
            missing += fmt::format("{}{}", missing.empty() ? "" : ", ", name);
    if (missing.empty())
        return good;
    problems.add(ProblemKind::no_provenance, {of.file, of.line}, key,
                 fmt::format("has no {}. State it here, in the section, in [provenance], or in the "
                             "table's columns.",
                             missing));
    if (of.grade.empty())
        of.grade = "judgement";
    return false;
}

} // namespace stempath::models
