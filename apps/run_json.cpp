#include "apps/run_json.hpp"

#include "apps/build_info.hpp"
#include "apps/parity_json.hpp"
#include "sim/draws.hpp"

#include <nlohmann/json.hpp>

namespace stempath::apps {

namespace {

constexpr int json_schema = 2; //!< grows when a key changes its meaning or goes; new keys leave it

constexpr char const* not_told_apart = "not told apart: luck, as so many pairs of runs tell it, is "
                                       "no less than the whole spread";

//! What luck and doubt make of the spread over replicates.
Json noise_json(models::StudyResult const& result) {
    auto const or_none = [](std::string const& text) {
        return text.empty() ? Json(nullptr) : Json(text);
    };
    Json noise = Json::array();
    for (models::NoiseSplit const& split : result.noise)
        noise.push_back(
            {{"year", split.year},
             {"quantity", split.quantity},
             {"axis", or_none(split.axis)},
             {"group", or_none(split.group)},
             {"mean", split.mean},
             {"sd", split.sd},
             {"sd_process", split.sd_process},
             {"sd_doubt", split.sd_doubt},
             {"sd_doubt_why", split.not_told_apart() ? Json(not_told_apart) : Json(nullptr)}});
    return noise;
}

Json digests_json(models::StudyResult const& result) {
    Json digests = Json::array();
    for (models::ReplicateResult const& replicate : result.replicates)
        digests.push_back(replicate.digest);
    return digests;
}

//! One path has no quantiles.
Json path_json(models::GroupSeries const& group) {
    Json json = group_json(group);
    for (Json& at : json["series"]) {
        Json kept = {{"year", at["year"]}};
        for (char const* key : {"share_workforce", "share_reference", "ratio"})
            kept[key] = at[key];
        at = kept;
    }
    return json;
}

//! Persons by year, one list for each stage and group.
Json stocks_json(models::Pack const& pack, models::ExpectedResult const& result) {
    std::size_t const groups = pack.groups.size(), lists = pack.stages.size() * groups;
    Json stocks = Json::array();
    for (std::size_t list = 0; list < lists; ++list) {
        Json persons = Json::array();
        for (std::size_t at = list; at < result.persons.size(); at += lists)
            persons.push_back(result.persons[at]);
        stocks.push_back({{"stage", pack.stages[list / groups].name},
                          {"group", pack.groups[list % groups].name},
                          {"persons", persons}});
    }
    return stocks;
}

// A path need not be UTF-8; what is not is shown as U+FFFD.
std::string printed(Json json, StudyRecord const& record) {
    if (record.results_dir)
        json["results_dir"] = record.results_dir->string();
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace

std::string expected_json(StudyRecord const& record, models::Pack const& pack,
                          models::ExpectedResult const& result) {
    Json groups = Json::array();
    for (models::GroupSeries const& group : result.parity.groups)
        groups.push_back(path_json(group));
    Json json = {{"schema", json_schema},
                 {"version", build_info().version},
                 {"expected", true},
                 {"scenario", record.scenario},
                 {"pack", record.pack},
                 {"base_year", record.base_year},
                 {"end_year", record.settings.end_year},
                 {"judgement_share", record.judged_share},
                 {"parity",
                  {{"definition", result.parity.definition},
                   {"reached", result.parity.reached},
                   {"first_year", or_null(result.parity.first_year.front())}}},
                 {"groups", groups},
                 {"stocks", stocks_json(pack, result)},
                 {"results_dir", nullptr},
                 {"warnings", result.warnings}};
    return printed(json, record);
}

nlohmann::ordered_json run_document(StudyRecord const& record, models::StudyResult const& result) {
    auto const& run = record.settings;
    Json json = {{"schema", json_schema},
                 {"version", build_info().version},
                 {"draw_contract", sim::draw_contract_version},
                 {"scenario", record.scenario},
                 {"pack", record.pack},
                 {"digest", result.digest},
                 {"digests", digests_json(result)},
                 {"ledger_digest", result.ledger_digest},
                 {"base_year", record.base_year},
                 {"end_year", run.end_year},
                 {"seed", run.seed},
                 {"scale", run.scale},
                 {"replicates", run.replicates},
                 {"first_replicate", run.first_replicate},
                 {"doubt", run.doubt},
                 {"twins", run.twins},
                 {"threads", record.threads},
                 {"level", result.level},
                 {"persons", result.persons},
                 {"person_years", result.person_years},
                 {"wall_s", result.wall_s},
                 {"peak_rss_bytes", record.peak_rss_bytes},
                 {"peak_concurrent_runs", result.peak_concurrent_runs},
                 {"judgement_share", record.judged_share},
                 {"parity", parity_json(result.parity)},
                 {"groups", groups_json(result.parity)},
                 {"definitions", definitions_json(result)},
                 {"measures", measures_json_of(result)},
                 {"noise", noise_json(result)},
                 {"results_dir", nullptr},
                 {"warnings", result.warnings}};
    return json;
}

std::string run_json(StudyRecord const& record, models::StudyResult const& result) {
    return printed(run_document(record, result), record);
}

} // namespace stempath::apps
