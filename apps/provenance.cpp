#include "apps/provenance.hpp"

#include "apps/build_info.hpp"
#include "sim/draws.hpp"

#include <nlohmann/json.hpp>

namespace stempath::apps {

std::string provenance_json(StudyRecord const& record, models::StudyResult const& result) {
    using Json = nlohmann::ordered_json;
    BuildInfo const build = build_info();
    auto const& run = record.settings;
    Json inputs = Json::array();
    for (auto const& input : record.inputs)
        inputs.push_back({{"file", input.file}, {"sha256", input.sha256}});
    // "program" comes first: it marks a directory of results as ours
    // (output/results_directory.hpp).
    Json const json = {
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
        {"resolved", record.resolved_text},
        {"run",
         {{"seed", run.seed},
          {"scale", run.scale},
          {"first_replicate", run.first_replicate},
          {"replicates", run.replicates},
          {"base_year", record.base_year},
          {"end_year", run.end_year},
          {"threads", record.threads},
          {"level", result.level}}},
        {"parity", result.parity.definition},
        {"digest", result.digest},
        {"ledger_digest", result.ledger_digest},
        {"wall_s", result.wall_s},
        {"peak_rss_bytes", record.peak_rss_bytes},
        {"warnings", result.warnings}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace stempath::apps
