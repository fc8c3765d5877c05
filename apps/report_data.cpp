#include "apps/report_data.hpp"

#include "apps/build_info.hpp"
#include "apps/finding_pages.hpp"
#include "apps/headline.hpp"
#include "apps/page_parts.hpp"
#include "apps/report_words.hpp"
#include "apps/run_json.hpp"
#include "apps/stage_people.hpp"
#include "models/provenance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stempath::apps {

namespace {

using Json = nlohmann::ordered_json;

constexpr int report_schema = 1; //!< grows when a key changes its meaning or goes

//! Six digits: more than a chart can show, and a third of the length.
void round_numbers(Json& json) {
    if (json.is_number_float()) {
        double const value = json.get<double>();
        if (std::isfinite(value))
            json = std::strtod(fmt::format("{:.6g}", value).c_str(), nullptr);
    } else if (json.is_structured()) {
        for (Json& part : json)
            round_numbers(part);
    }
}

//! Rows that share their keys as one list for each key.
Json columns(Json const& rows) {
    Json table = Json::object();
    for (Json const& row : rows)
        for (auto const& [key, value] : row.items())
            table[key].push_back(value);
    return table;
}

//! Every `series` of the document as columns: the keys of a year are written once.
void series_as_columns(Json& json) {
    if (!json.is_structured())
        return;
    for (auto& [key, value] : json.items())
        if (json.is_object() && key == "series" && value.is_array())
            value = columns(value);
        else
            series_as_columns(value);
}

//! Of the definitions beside the main one the years that tables show: ten of them, year by year,
//! would be most of the page.
void keep_years(Json& series, std::vector<std::int32_t> const& years) {
    Json kept = Json::object();
    for (char const* key :
         {"year", "share_workforce", "share_reference", "ratio", "ratio_low", "ratio_high"})
        for (std::size_t i = 0; series.contains(key) && i < series["year"].size(); ++i)
            if (std::find(years.begin(), years.end(), series["year"][i].get<std::int32_t>()) !=
                years.end())
                kept[key].push_back(series[key][i]);
    series = std::move(kept);
}

Json run_part(StudyRecord const& record, models::StudyResult const& result) {
    Json run = run_document(record, result);
    run.erase("results_dir"); // the report lies in it, wherever it is moved
    series_as_columns(run);
    for (Json& definition : run["definitions"])
        for (Json& group : definition["groups"])
            keep_years(group["series"], shown_years(record));
    return run;
}

Json answer_json(StudyRecord const& record, models::StudyResult const& result) {
    return {{"first", headline(record, result)},
            {"second", chances_sentence(result.parity.goals)},
            {"careers", careers_words(record, result.parity)},
            {"crossed", crossed_words(record, result)}};
}

Json rule_json(StudyRecord const& record) {
    auto const& rule = record.settings.parity;
    return {{"index", rule.index},      {"at_least", rule.at_least},
            {"years_in_a_row", rule.k}, {"workforce", record.workforce},
            {"work", record.work},      {"reference", record.reference},
            {"who", who_lives(record)}, {"lens", rule.lens}};
}

Json pathway_json(StudyRecord const& record, models::StudyResult const& result) {
    PackFacts const& facts = record.facts;
    Json stages = Json::array(), axes = Json::array();
    for (std::size_t s = 0; s < facts.stages.size(); ++s)
        stages.push_back({{"name", facts.stages[s]}, {"label", facts.stage_labels[s]}});
    auto const years = shown_years(record);
    for (std::size_t a = 0; a < facts.axes.size(); ++a) {
        auto const people = people_by_stage(record, result, years, a);
        if (people.empty())
            return nullptr;
        axes.push_back({{"axis", facts.axes[a].name},
                        {"values", facts.axes[a].values},
                        {"labels", facts.axes[a].labels},
                        {"persons", people}});
    }
    return {{"who", who_lives(record)}, {"years", years}, {"stages", stages}, {"axes", axes}};
}

Json by_grade(std::array<std::size_t, n_grades> const& figures) {
    Json counts = Json::object();
    for (std::size_t g = 0; g < n_grades; ++g)
        counts[std::string(models::figure_grades[g])] = figures[g];
    return counts;
}

Json evidence_json(StudyRecord const& record) {
    Json meanings = Json::object(), sources = Json::array();
    for (auto const& grade : models::figure_grades)
        meanings[std::string(grade)] = models::grade_meaning(grade);
    for (SourceUse const& use : record.facts.sources)
        sources.push_back({{"id", use.source.id},
                           {"title", use.source.title},
                           {"publisher", use.source.publisher},
                           {"year", use.source.year},
                           {"locator", use.source.locator},
                           {"figures", by_grade(use.figures)}});
    return {{"judgement_share", record.judged_share},
            {"meanings", meanings},
            {"figures", by_grade(record.facts.figures)},
            {"sources", sources}};
}

Json fit_json(FitTable const& fit) {
    return fit.header.empty() ? Json(nullptr) : Json{{"header", fit.header}, {"rows", fit.rows}};
}

std::string ended_words(std::time_t ended) {
    return ended == 0 ? "" : fmt::format("{:%Y-%m-%d %H:%M} UTC", fmt::gmtime(ended));
}

Json origin_json(StudyRecord const& record) {
    BuildInfo const build = build_info();
    return {{"command", record.command},
            {"seed", fmt::format("{}", record.settings.seed)}, // a script's numbers have 53 bits
            {"ended", ended_words(record.ended)},
            {"build", build.build_id},
            {"compiler", build.compiler},
            {"pack_sha256", record.pack_sha256},
            {"scenario_sha256", record.scenario_sha256},
            {"scenario_text", record.scenario_text}};
}

} // namespace

std::string report_json(StudyRecord const& record, models::StudyResult const& result) {
    Json json = {{"schema", report_schema},
                 {"title", record.title.empty() ? record.scenario : record.title},
                 {"pack_title", record.facts.title},
                 {"answer", answer_json(record, result)},
                 {"years", shown_years(record)},
                 {"rule", rule_json(record)},
                 {"run", run_part(record, result)},
                 {"pathway", pathway_json(record, result)},
                 {"fit", fit_json(record.facts.fit)},
                 {"evidence", evidence_json(record)},
                 {"origin", origin_json(record)}};
    round_numbers(json);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace stempath::apps
