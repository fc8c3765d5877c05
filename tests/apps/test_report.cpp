#include "apps/repeat_command.hpp"
#include "apps/report_data.hpp"
#include "apps/report_words.hpp"
#include "apps/stage_people.hpp"
#include "models/parity.hpp"
#include "output/report_page.hpp"
#include "tests/apps/small_study.hpp"
#include "tests/catch.hpp"

#include <nlohmann/json.hpp>

using namespace stempath;
using nlohmann::json;

namespace {

models::GoalResult goal_of(std::int32_t year, std::int64_t hits) {
    return models::goal_result(year, hits, 10);
}

//! Two stages and a group on two axes; counts of two replicates at 1 in 2, so sums are people.
apps::StudyRecord record_with_stages() {
    auto record = tests::small_record();
    record.facts.stages = {"school", "post"};
    record.facts.stage_labels = {"School", "A post"};
    record.facts.axes = {{"sex", {"men", "women"}, {"men", "women"}},
                         {"origin", {"here", "there"}, {"from here", "from there"}}};
    record.facts.groups = {{"here.men", {"men", "here"}}, {"there.women", {"women", "there"}}};
    return record;
}

models::StudyResult result_with_stocks() {
    auto result = tests::small_result();
    result.tables.push_back({"stocks",
                             "synthetic persons",
                             "People.",
                             {{"year", {"2022", "2024"}},
                              {"stage", {"school", "post"}},
                              {"field", {"none", "stem"}},
                              {"group", {"here.men", "there.women"}}},
                             {1, 2, 3, 4, 10, 20, 30, 40, 5, 6, 7, 8, 50, 60, 70, 80},
                             std::vector<__int128>(16, 0)});
    return result;
}

} // namespace

TEST_CASE("a chance of parity is never said to be 0 or 1", "[report]") {
    CHECK(apps::chance_words(models::goal_result(2030, 0, 200)) == "under 1.9 %");
    CHECK(apps::chance_words(models::goal_result(2030, 200, 200)) == "over 98.1 %");
    CHECK(apps::chance_words(goal_of(2030, 1)) == "10 %, 1.8 to 40 %");
}

TEST_CASE("chances in one sentence", "[report]") {
    CHECK(apps::chances_sentence({goal_of(2030, 0), goal_of(2040, 0), goal_of(2050, 4)}) ==
          "The chance of parity is under 28 % by 2030, by 2040 and 40 % (17 to 69 %) by 2050, as "
          "far as 10 runs of the model can tell; whether it is likelier than not by 2050 is not "
          "resolved: more runs are needed.");
    auto lost = models::goal_result(2050, 180, 200);
    lost.kept = 177;
    CHECK(apps::chances_sentence({models::goal_result(2030, 0, 200), lost})
              .ends_with(" can tell. It is lost again by 2050 in 3 of the 180 runs that had it."));
    CHECK(apps::chances_sentence({}) ==
          "No goal year lies within the run, so no chance of parity is given.");
}

TEST_CASE("a command line that repeats the run", "[report]") {
    apps::ScenarioChoice choice{"my plans/it's one.toml", {}};
    choice.with.set = {"run.end=2040", "a.b={ w = 1 }"};
    models::RunSettings settings;
    settings.seed = 18446744073709551615u;
    settings.scale = 0.005;
    settings.replicates = 3;
    CHECK(apps::repeat_command(choice, settings) ==
          "./stempath run 'my plans/it'\\''s one.toml' --set run.end=2040 --set 'a.b={ w = 1 }' "
          "--seed 18446744073709551615 --scale 0.005 --replicates 3");
    settings.first_replicate = 5;
    CHECK(apps::repeat_command(choice, settings).ends_with("--replicates 5..7"));
}

TEST_CASE("people by stage and value of an axis", "[report]") {
    auto const record = record_with_stages();
    auto const result = result_with_stocks();
    using People = std::vector<std::vector<std::vector<double>>>;
    CHECK(apps::people_by_stage(record, result, {2022, 2024}, 0) ==
          People{{{4, 6}, {40, 60}}, {{12, 14}, {120, 140}}});
    CHECK(apps::people_by_stage(record, result, {2024, 2030}, 1) == People{{{12, 14}, {120, 140}}});
    CHECK(apps::people_by_stage(record, tests::small_result(), {2022}, 0).empty());
}

TEST_CASE("the pathway holds those who live in the regions of the reference", "[report]") {
    auto record = record_with_stages();
    models::StudyResult result;
    result.tables.push_back({"stocks",
                             "synthetic persons",
                             "People.",
                             {{"year", {"2022"}},
                              {"stage", {"school", "post"}},
                              {"field", {"none"}},
                              {"home", {"city", "outside"}},
                              {"group", {"here.men", "there.women"}}},
                             {1, 2, 100, 200, 3, 4, 300, 400},
                             std::vector<__int128>(8, 0)});
    using People = std::vector<std::vector<std::vector<double>>>;
    record.settings.parity.reference_regions = {"city"};
    CHECK(apps::people_by_stage(record, result, {2022}, 0) == People{{{1, 2}, {3, 4}}});
    record.settings.parity.reference_regions.clear(); // all, commuters too
    CHECK(apps::people_by_stage(record, result, {2022}, 0) == People{{{101, 202}, {303, 404}}});
}

TEST_CASE("the report's data", "[report]") {
    auto record = record_with_stages();
    record.title = "Ti\x01tle </script> \xff \"";
    record.scenario_text = "# <!-- <script>\n";
    record.facts.figures = {3, 0, 1, 2};
    record.facts.sources.push_back({{"s", "A source", "", "2020", "javascript:x"}, {3, 0, 1, 0}});
    auto const text = apps::report_json(record, result_with_stocks());
    auto const data = json::parse(text);
    CHECK(data["title"] == "Ti\x01tle </script> \xef\xbf\xbd \"");
    CHECK(data["answer"]["first"].get<std::string>().find("not reached by 2024") !=
          std::string::npos);
    CHECK(data["run"]["groups"][0]["series"]["year"] == json{2022, 2023, 2024});
    CHECK(data["run"]["groups"][0]["series"]["share_workforce"] == json{0.30, 0.33, 0.36});
    CHECK_FALSE(data["run"].contains("results_dir"));
    CHECK(data["pathway"]["axes"][0]["persons"][0][1] == json{40.0, 60.0});
    CHECK(data["fit"].is_null());
    CHECK(data["evidence"]["figures"]["judgement"] == 2);
    CHECK(data["evidence"]["sources"][0]["figures"]["A"] == 3);

    auto const page = output::report_page(text);
    auto const first = page.find("id=\"data\">"), end = page.find("</script>", first);
    REQUIRE(end != std::string::npos);
    auto const begin = first + std::string("id=\"data\">").size();
    CHECK(json::parse(page.substr(begin, end - begin)) == data);
    CHECK(page.find("</script>", page.find("</script>", end + 1) + 1) == std::string::npos);
    CHECK(page.find("{{") == std::string::npos);
}
