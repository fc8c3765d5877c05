#include "apps/parity_json.hpp"

#include "apps/finding_tables.hpp"
#include "apps/headline.hpp"

namespace stempath::apps {

namespace {

using models::Band;

//! A position in a band as NAME, NAME_low and NAME_high; nothing where there is no band.
void add(Json& to, std::string const& name, Band const& band, std::size_t at) {
    if (band.mean.empty())
        return;
    to[name] = value_at(band.mean, at);
    to[name + "_low"] = value_at(band.low, at);
    to[name + "_high"] = value_at(band.high, at);
}

void add(Json& to, models::Careers const& careers, std::size_t at) {
    add(to, "careers", careers.hired, at);
    add(to, "returned", careers.returned, at);
    add(to, "moved_in", careers.moved_in, at);
}

Json goals_json(std::vector<models::GoalResult> const& goals) {
    Json json = Json::array();
    for (models::GoalResult const& goal : goals)
        json.push_back({{"year", goal.year},
                        {"p", goal.p},
                        {"low", goal.low},
                        {"high", goal.high},
                        {"se", goal.se},
                        {"n", goal.n},
                        {"resolved", goal.resolved},
                        {"kept", static_cast<double>(goal.kept) / static_cast<double>(goal.n)}});
    return json;
}

Json first_years_json(std::vector<std::optional<std::int32_t>> const& years) {
    Json json = Json::array();
    for (auto const& year : years)
        json.push_back(or_null(year));
    return json;
}

//! What becomes of parity after its first year, replicate by replicate.
void add(Json& to, models::Kept const& kept) {
    to["lost_years"] = first_years_json(kept.lost_year);
    to["kept_since"] = first_years_json(kept.since);
    to["median_lost_year"] = or_null(kept.median_lost);
    to["median_kept_since"] = or_null(kept.median_since);
}

Json by_class_json(models::ClassTwin const& twin) {
    Json classes = Json::array(), change = Json::array();
    for (std::size_t c = 0; c < twin.classes.size(); ++c)
        classes.push_back(
            {{"class", twin.classes[c]}, {"median_year", or_null(twin.class_median[c])}});
    for (auto const& one : twin.change)
        change.push_back({{"year", one.year},
                          {"axis", one.axis},
                          {"group", one.group},
                          {"change", one.total()},
                          {"within", one.within},
                          {"between", one.between}});
    Json json = {{"median_year", or_null(twin.median_year)},
                 {"last", twin.last},
                 {"goals", goals_json(twin.goals)},
                 {"first_years", first_years_json(twin.first_year)},
                 {"classes", classes},
                 {"change", change}};
    add(json, twin.kept);
    return json;
}

Json inertia_json(models::InertiaBound const& bound) {
    Json needed = Json::array();
    for (auto const& one : bound.needed)
        needed.push_back({{"year", one.year},
                          {"axis", one.axis},
                          {"group", one.group},
                          {"needed", one.needed},
                          {"possible", one.needed <= 1.0},
                          {"simulated", one.simulated}});
    Json groups = Json::array();
    for (auto const& one : bound.groups)
        groups.push_back({{"axis", one.axis},
                          {"group", one.group},
                          {"deciding", one.deciding},
                          {"first_year", or_null(one.first_year)},
                          {"index", one.index},
                          {"fails", one.fails},
                          {"above", one.above}});
    return {{"first_year", or_null(bound.first_year)}, {"groups", groups}, {"needed", needed}};
}

std::vector<std::int32_t> years_of(models::ParityResult const& parity) {
    return parity.groups.empty() ? std::vector<std::int32_t>{} : parity.groups.front().year;
}

Json axes_json(models::ParityResult const& parity) {
    Json axes = Json::array();
    auto const years = years_of(parity);
    for (auto const& axis : parity.axes) {
        Json series = Json::array();
        for (std::size_t i = 0; i < years.size(); ++i) {
            Json at = {{"year", years[i]}};
            add(at, "proportionality", axis.proportionality, i);
            add(at, "missing", axis.missing, i);
            series.push_back(at);
        }
        axes.push_back({{"axis", axis.axis}, {"series", series}});
    }
    return axes;
}

Json entrants_json(models::ParityResult const& parity) {
    Json series = Json::array();
    auto const years = years_of(parity);
    for (std::size_t i = 0; i < years.size() && !parity.entrants.mean.empty(); ++i) {
        Json at = {{"year", years[i]}};
        add(at, "entrants", parity.entrants, i);
        add(at, "residents", parity.residents, i);
        series.push_back(at);
    }
    return series;
}

Json careers_json(models::ParityResult const& parity) {
    Json series = Json::array();
    auto const years = years_of(parity);
    for (std::size_t i = 0; i < years.size() && !parity.careers.hired.mean.empty(); ++i) {
        Json at = {{"year", years[i]}};
        add(at, parity.careers, i);
        series.push_back(at);
    }
    return series;
}

} // namespace

Json parity_json(models::ParityResult const& parity) {
    Json json = {{"name", parity.name},
                 {"label", parity.label.empty() ? Json(nullptr) : Json(parity.label)},
                 {"definition", parity.definition},
                 {"index", parity.index},
                 {"at_least", parity.at_least},
                 {"goals", goals_json(parity.goals)},
                 {"median_year", or_null(parity.median_year)},
                 {"reached", parity.reached},
                 {"first_years", first_years_json(parity.first_year)},
                 {"careers", careers_json(parity)},
                 {"axes", axes_json(parity)},
                 {"entrants", entrants_json(parity)}};
    add(json, parity.kept);
    json["by_class"] = parity.by_class ? by_class_json(*parity.by_class) : Json(nullptr);
    json["inertia"] = parity.inertia ? inertia_json(*parity.inertia) : Json(nullptr);
    return json;
}

Json group_json(models::GroupSeries const& group) {
    Json series = Json::array();
    for (std::size_t i = 0; i < group.year.size(); ++i) {
        Json at = {{"year", group.year[i]},
                   {"share_workforce", group.share_workforce[i]},
                   {"share_reference", group.share_reference[i]},
                   {"ratio", group.ratio[i]},
                   {"ratio_low", group.ratio_low[i]},
                   {"ratio_high", group.ratio_high[i]},
                   {"persons", value_at(group.persons, i)}};
        add(at, "difference", group.difference, i);
        add(at, "missing", group.missing, i);
        add(at, "entrants", group.entrants, i);
        add(at, "residents", group.residents, i);
        at["entrant_share"] = value_at(group.entrant_share, i);
        add(at, group.careers, i);
        series.push_back(at);
    }
    return {{"name", group.name},
            {"label", called(group)},
            {"axis", group.axis},
            {"deciding", group.deciding},
            {"series", series}};
}

Json groups_json(models::ParityResult const& parity) {
    Json groups = Json::array();
    for (models::GroupSeries const& group : parity.groups)
        groups.push_back(group_json(group));
    return groups;
}

Json definitions_json(models::StudyResult const& result) {
    Json all = Json::array();
    for (auto const& [kind, one] : all_results(result))
        if (one != &result.parity)
            all.push_back({{"name", one->name},
                           {"kind", kind},
                           {"parity", parity_json(*one)},
                           {"groups", groups_json(*one)}});
    return all;
}

Json measures_json_of(models::StudyResult const& result) {
    Json all = Json::array();
    auto const years = years_of(result.parity);
    for (auto const& measure : result.measures) {
        Json groups = Json::array();
        for (auto const& group : measure.groups) {
            Json series = Json::array();
            for (std::size_t i = 0; i < years.size(); ++i)
                series.push_back({{"year", years[i]},
                                  {"mean", value_at(group.value.mean, i)},
                                  {"low", value_at(group.value.low, i)},
                                  {"high", value_at(group.value.high, i)}});
            groups.push_back({{"axis", group.axis}, {"name", group.name}, {"series", series}});
        }
        all.push_back({{"name", measure.name},
                       {"measure", measure.measure},
                       {"label", measure.label},
                       {"unit", measure.unit},
                       {"groups", groups}});
    }
    return all;
}

} // namespace stempath::apps
