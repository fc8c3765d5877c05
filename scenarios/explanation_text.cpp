#include "scenarios/explanation.hpp"

#include "models/printable.hpp"

#include <fmt/format.h>

namespace stempath::scenarios {

namespace {

std::string line(std::string_view name, std::string_view text) {
    return text.empty() ? "" : fmt::format("  {:<10} {}\n", name, models::printable(text));
}

std::string source_words(models::Source const& source) {
    if (source.id == "judgement")
        return "judgement: no published source";
    if (source.id == "fit")
        return "fit: chosen so that the pack meets its targets (docs/calibration.md)";
    if (source.title.empty())
        return source.id;
    return fmt::format("{}: {}. {}, {}. {}", source.id, source.title, source.publisher, source.year,
                       source.locator);
}

std::string figure_lines(Explanation const& of) {
    auto text = of.preview + line("range", of.range) +
                (of.draw == of.key ? "" : line("drawn with", of.draw)) + line("unit", of.unit);
    for (auto const& source : of.sources)
        text += line("source", source_words(source));
    if (!of.grade.empty())
        text += line("grade", fmt::format("{} ({})", of.grade, of.grade_meaning));
    return text + line("note", of.note);
}

} // namespace

std::string explanation_text(Explanation const& of) {
    auto text = models::printable(of.key) + '\n';
    if (of.kind == Explanation::Kind::figure)
        text += figure_lines(of);
    else
        text += line("meaning", of.meaning) + line("type", of.type) + line("unit", of.unit) +
                line("allowed", of.allowed) + line("default", of.fallback) + line("here", of.here);
    if (of.where)
        text += line("stands in", models::to_text(*of.where));
    for (auto const& user : of.used_by)
        text += line("used by", user);
    for (auto const& key : of.holds)
        text += line("holds", key);
    return text;
}

} // namespace stempath::scenarios
