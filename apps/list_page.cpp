#include "apps/list.hpp"
#include "apps/list_table.hpp"
#include "apps/words.hpp"
#include "models/printable.hpp"

#include <fmt/format.h>

namespace stempath::apps {

namespace {

using models::printable;
using Rows = std::vector<std::vector<std::string>>;

std::string problems_words(std::size_t problems) {
    return fmt::format("has {} problem{}", problems, problems == 1 ? "" : "s");
}

std::string scenario_words(scenarios::ScenarioEntry const& s) {
    auto words = printable(s.title);
    if (!s.extends.empty())
        words += fmt::format(" (extends {})", printable(s.extends));
    if (!s.sets.empty())
        words += fmt::format("; replaces {} value{} of the pack", s.sets.size(),
                             s.sets.size() == 1 ? "" : "s");
    if (s.problems > 0)
        words += fmt::format("{}{}", words.empty() ? "" : "; ", problems_words(s.problems));
    return words;
}

//! "progress, 4 years", with the posts where there are any.
std::string stage_words(models::StageSpec const& stage) {
    std::string words = stage.phase == models::YearPhase::progress ? "progress" : "separate";
    if (stage.duration)
        words += fmt::format(", {} years", *stage.duration);
    if (stage.max_years)
        words += fmt::format(", to {} years", *stage.max_years);
    return words;
}

std::string slots_words(models::StageSpec const& stage) {
    if (!stage.slots)
        return "";
    auto const first = stage.slots->front(), last = stage.slots->back();
    return first == last
               ? fmt::format("{} slots", people(first))
               : fmt::format("{} slots, {} in the last year", people(first), people(last));
}

} // namespace

char const* form_word(models::ExitForm form) {
    switch (form) {
    case models::ExitForm::probability:
        return "probability";
    case models::ExitForm::log_odds:
        return "log-odds";
    case models::ExitForm::quota:
        return "quota";
    }
    return "";
}

std::string destination(models::Pack const& pack, models::Index to) {
    return to == models::out ? "out" : pack.stages[to].name;
}

std::string kinds_page() {
    Rows rows;
    for (auto const& kind : list_kinds)
        rows.push_back({fmt::format("list {}", kind.name), kind.meaning});
    return list_table(rows);
}

std::string packs_page(std::vector<scenarios::PackEntry> const& packs) {
    Rows rows{{"NAME", "KIND", "YEARS", "GROUPS", "STAGES", "TITLE"}};
    for (auto const& p : packs)
        if (p.problems > 0)
            rows.push_back({printable(p.name), "", "", "", "", problems_words(p.problems)});
        else
            rows.push_back(
                {printable(p.name), p.kind, fmt::format("{}-{}", p.base_year, p.last_year),
                 fmt::format("{}", p.groups), fmt::format("{}", p.stages), printable(p.title)});
    return list_table(rows);
}

std::string scenarios_page(std::vector<scenarios::ScenarioEntry> const& scenarios) {
    Rows rows{{"NAME", "PACK", "TITLE"}};
    for (auto const& s : scenarios)
        rows.push_back({printable(s.name), printable(s.pack), scenario_words(s)});
    return list_table(rows);
}

std::string measures_page(std::vector<ResultTable> const& tables) {
    Rows rows{{"TABLE", "UNIT", "MEANING"}};
    for (auto const& table : tables) {
        rows.push_back(
            {std::string(table.name), "",
             fmt::format("{}. In {}.", capitalised(std::string(table.meaning)), table.where)});
        for (auto const& column : table.columns)
            rows.push_back({fmt::format("  {}", column.name), std::string(column.unit),
                            std::string(column.meaning)});
    }
    return list_table(rows);
}

std::string stages_page(models::Pack const& pack) {
    Rows rows{{"STAGE", "PHASE", "LABEL"}, {"  EXIT", "  TO", "FORM"}};
    for (auto const& stage : pack.stages) {
        auto label = printable(stage.label);
        if (auto const slots = slots_words(stage); !slots.empty())
            label += fmt::format("{}{}", label.empty() ? "" : "; ", slots);
        rows.push_back({stage.name, stage_words(stage), label});
        for (auto const& exit : stage.exits)
            rows.push_back({"  " + exit.name, "  " + destination(pack, exit.to),
                            fmt::format("{}{}", form_word(exit.form),
                                        stage.duration && exit.every_year ? ", every year" : "")});
    }
    return list_table(rows);
}

} // namespace stempath::apps
