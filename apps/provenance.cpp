#include "apps/provenance.hpp"

#include "apps/build_info.hpp"
#include "sim/draws.hpp"

#include <nlohmann/json.hpp>

namespace stempath::apps {

namespace {

using Json = nlohmann::ordered_json;

//! The program and all that it read.
Json origin(StudyRecord const& record) {
    BuildInfo const build = build_info();
    Json inputs = Json::array();
    for (auto const& input : record.inputs)
        inputs.push_back({{"file", input.file}, {"sha256", input.sha256}});
    // "program" comes first: it marks a directory of results as ours
    // (output/results_directory.hpp).
    return {
        {"program", "stempath"},
        {"version", build.version},
        {"build", {{"id", build.build_id}, {"compiler", build.compiler}, {"flags", build.flags}}},
        {"draw_contract", sim::draw_contract_version},
        {"scenario",
         {{"name", record.scenario},
          {"file", record.scenario_file},
          {"text", record.scenario_text}}},
        {"pack", record.pack},
        {"pack_sha256", record.pack_sha256},
        {"inputs", inputs},
        {"resolved", record.resolved_text}};
}

std::string printed(Json const& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace

std::string provenance_json(StudyRecord const& record, models::StudyResult const& result) {
    auto const& run = record.settings;
    Json json = origin(record);
    json["run"] = {{"seed", run.seed},
                   {"scale", run.scale},
                   {"first_replicate", run.first_replicate},
                   {"replicates", run.replicates},
                   {"base_year", record.base_year},
                   {"end_year", run.end_year},
                   {"threads", record.threads},
                   {"level", result.level}};
    json["parity"] = result.parity.definition;
    json["digest"] = result.digest;
    json["ledger_digest"] = result.ledger_digest;
    json["wall_s"] = result.wall_s;
    json["peak_rss_bytes"] = record.peak_rss_bytes;
    json["warnings"] = result.warnings;
    return printed(json);
}

std::string provenance_json(StudyRecord const& record, models::ExpectedResult const& result) {
    Json json = origin(record);
    json["expected"] = {{"base_year", record.base_year}, {"end_year", record.settings.end_year}};
    json["parity"] = result.parity.definition;
    json["warnings"] = result.warnings;
    return printed(json);
}

} // namespace stempath::apps
