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

bool ProvenanceRules::settle(Provenance& of, std::string_view key, Diagnostics& problems) const {
    Location const where{of.file, of.line};
    if (of.source == "judgement")
        of.grade = "judgement";
    bool good = true;
    auto const fail = [&](ProblemKind kind, std::string const& why) {
        problems.add(kind, where, key, why);
        good = false;
    };
    if (!of.source.empty() && of.source != "judgement" && of.source != "fit" &&
        std::find(sources.begin(), sources.end(), of.source) == sources.end())
        fail(ProblemKind::unknown_source,
             fmt::format("the source \"{}\" has no row in sources.csv.{}", of.source,
                         suggestion(of.source, sources)));
    if (!of.grade.empty() && !is_grade(of.grade))
        fail(ProblemKind::unknown_name, fmt::format("found the grade \"{}\"; allowed: {}.",
                                                    of.grade, fmt::join(figure_grades, ", ")));
    if (!required)
        return good;
    std::string missing;
    for (auto const& [name, text] :
         {std::pair{"unit", &of.unit}, {"source", &of.source}, {"grade", &of.grade}})
        if (text->empty())
            missing += fmt::format("{}{}", missing.empty() ? "" : ", ", name);
    if (!missing.empty())
        fail(ProblemKind::no_provenance, fmt::format("has no {}. State it here, in the section, in "
                                                     "[provenance], or in the table's columns.",
                                                     missing));
    return good;
}

} // namespace stempath::models
