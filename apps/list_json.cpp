#include "apps/list.hpp"

#include <nlohmann/json.hpp>

namespace stempath::apps {

namespace {

using Json = nlohmann::ordered_json;

constexpr int list_schema = 1; //!< grows when a key changes its meaning or goes; new keys leave it

std::string document(char const* what, Json const& rows) {
    Json const json = {{"schema", list_schema}, {what, rows}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json stage_json(models::Pack const& pack, models::StageSpec const& stage) {
    Json exits = Json::array();
    for (auto const& exit : stage.exits)
        exits.push_back({{"name", exit.name},
                         {"to", destination(pack, exit.to)},
                         {"form", form_word(exit.form)},
                         {"every_year", exit.every_year}});
    return {{"name", stage.name},
            {"label", stage.label},
            {"phase", stage.phase == models::YearPhase::progress ? "progress" : "separate"},
            {"duration", stage.duration ? Json(*stage.duration) : Json(nullptr)},
            {"max_years", stage.max_years ? Json(*stage.max_years) : Json(nullptr)},
            {"slots", stage.slots ? Json(*stage.slots) : Json(nullptr)},
            {"exits", exits}};
}

} // namespace

std::string kinds_json() {
    Json rows = Json::array();
    for (auto const& kind : list_kinds)
        rows.push_back({{"name", kind.name}, {"meaning", kind.meaning}});
    return document("lists", rows);
}

std::string packs_json(std::vector<scenarios::PackEntry> const& packs) {
    Json rows = Json::array();
    for (auto const& p : packs)
        rows.push_back({{"name", p.name},
                        {"title", p.title},
                        {"kind", p.kind},
                        {"base_year", p.base_year},
                        {"last_year", p.last_year},
                        {"groups", p.groups},
                        {"stages", p.stages},
                        {"figures", p.figures},
                        {"problems", p.problems}});
    return document("packs", rows);
}

std::string scenarios_json(std::vector<scenarios::ScenarioEntry> const& scenarios) {
    Json rows = Json::array();
    for (auto const& s : scenarios)
        rows.push_back({{"name", s.name},
                        {"title", s.title},
                        {"pack", s.pack},
                        {"extends", s.extends.empty() ? Json(nullptr) : Json(s.extends)},
                        {"sets", s.sets},
                        {"problems", s.problems}});
    return document("scenarios", rows);
}

std::string measures_json(std::vector<ResultTable> const& tables) {
    Json rows = Json::array();
    for (auto const& table : tables) {
        Json columns = Json::array();
        for (auto const& column : table.columns)
            columns.push_back(
                {{"name", column.name}, {"unit", column.unit}, {"meaning", column.meaning}});
        rows.push_back({{"name", table.name},
                        {"kind", table.kind},
                        {"where", table.where},
                        {"meaning", table.meaning},
                        {"columns", columns}});
    }
    return document("measures", rows);
}

std::string stages_json(models::Pack const& pack) {
    Json rows = Json::array();
    for (auto const& stage : pack.stages)
        rows.push_back(stage_json(pack, stage));
    return document("stages", rows);
}

} // namespace stempath::apps
