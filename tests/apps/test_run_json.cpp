#include "apps/run_json.hpp"
#include "sim/draws.hpp"
#include "tests/apps/small_study.hpp"
#include "tests/catch.hpp"

#include <nlohmann/json.hpp>
#include <set>

using namespace stempath;
using nlohmann::json;
using tests::small_record;
using tests::small_result;

namespace {

json parsed(apps::StudyRecord const& record, models::StudyResult const& result) {
    return json::parse(apps::run_json(record, result));
}

std::set<std::string> keys(json const& object) {
    std::set<std::string> names;
    for (auto const& item : object.items())
        names.insert(item.key());
    return names;
}

} // namespace

TEST_CASE("the document has the keys that docs/json-output.md promises", "[json]") {
    json const document = parsed(small_record(), small_result());
    CHECK(keys(document) == std::set<std::string>{"schema",          "version",
                                                  "draw_contract",   "judgement_share",
                                                  "scenario",        "pack",
                                                  "digest",          "digests",
                                                  "ledger_digest",   "base_year",
                                                  "end_year",        "seed",
                                                  "scale",           "replicates",
                                                  "first_replicate", "threads",
                                                  "level",           "persons",
                                                  "person_years",    "wall_s",
                                                  "peak_rss_bytes",  "peak_concurrent_runs",
                                                  "parity",          "groups",
                                                  "definitions",     "measures",
                                                  "doubt",           "twins",
                                                  "noise",           "results_dir",
                                                  "warnings"});
    CHECK(keys(document["parity"]) ==
          std::set<std::string>{"name", "label", "definition", "index", "at_least", "goals",
                                "median_year", "reached", "first_years", "lost_years", "kept_since",
                                "median_lost_year", "median_kept_since", "careers", "axes",
                                "entrants", "by_class", "inertia"});
    CHECK(keys(document["parity"]["goals"][0]) ==
          std::set<std::string>{"year", "p", "low", "high", "se", "n", "resolved", "kept"});
    CHECK(keys(document["groups"][0]) ==
          std::set<std::string>{"name", "label", "axis", "deciding", "series"});
    CHECK(keys(document["groups"][0]["series"][0]) ==
          std::set<std::string>{"year", "share_workforce", "share_reference", "ratio", "ratio_low",
                                "ratio_high", "persons", "entrant_share"});
}

TEST_CASE("values arrive as they are", "[json]") {
    auto record = small_record();
    record.settings.seed = 18'446'744'073'709'551'615u; // the largest: no detour by a double
    auto result = small_result();
    result.person_years = 9'007'199'254'740'993; // 2^53 + 1
    result.warnings = {"said \"so\""};
    json const document = parsed(record, result);
    CHECK(document["schema"] == 2);
    CHECK(document["seed"].get<std::uint64_t>() == 18'446'744'073'709'551'615u);
    CHECK(document["person_years"].get<std::int64_t>() == 9'007'199'254'740'993);
    CHECK(document["digests"] == json{"aa", "ba"});
    CHECK(document["warnings"] == json::array({"said \"so\""}));
    CHECK(document["groups"][0]["name"] == "women");
    CHECK(document["groups"][2]["label"] == "two or more");
    CHECK(document["draw_contract"] == sim::draw_contract_version);
    CHECK(document["groups"][0]["series"][2]["year"] == 2024);
    CHECK(document["groups"][0]["series"][2]["ratio"].get<double>() == 0.72);
    CHECK(document["groups"][3]["deciding"] == false);
}

TEST_CASE("what does not exist is null", "[json]") {
    auto record = small_record();
    auto result = small_result();
    result.parity.first_year = {2024, std::nullopt};
    json document = parsed(record, result);
    CHECK(document["parity"]["median_year"].is_null());
    CHECK(document["parity"]["first_years"] == json::array({2024, nullptr}));
    CHECK(document["groups"][3]["series"][0]["ratio"].is_null()); // 0 of 0
    CHECK(document["results_dir"].is_null());

    result.parity.median_year = 2024.0;
    record.results_dir = "results/caf\xe9"; // not UTF-8
    document = parsed(record, result);
    CHECK(document["parity"]["median_year"].get<double>() == 2024.0);
    CHECK(document["results_dir"] == "results/caf\xef\xbf\xbd");
}
