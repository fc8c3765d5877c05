#include "apps/repeat_command.hpp"
#include "apps/report_data.hpp"
#include "apps/report_words.hpp"
#include "apps/stage_people.hpp"
#include "output/report_page.hpp"
#include "tests/apps/small_study.hpp"
#include "tests/catch.hpp"

#include <nlohmann/json.hpp>

using namespace stempath;
using nlohmann::json;

namespace {

apps::Chance chance_of(std::int64_t hits, std::size_t n) {
    models::ParityResult parity;
    parity.first_year.assign(n, std::nullopt);
    models::GoalResult goal;
    goal.year = 2030;
    goal.p = static_cast<double>(hits) / static_cast<double>(n);
    parity.goals = {goal};
    return apps::chances_of(parity).at(0);
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
    // Wilson's interval for 0 of n ends at z^2 / (n + z^2), z = 1.959964.
    auto const never = chance_of(0, 200);
    CHECK(never.low == 0.0);
    CHECK(never.high == Approx(3.841459 / 203.841459).epsilon(1e-6));
    CHECK(never.words == "under 1.9 %");
    CHECK(never.told);
    auto const always = chance_of(200, 200);
    CHECK(always.high == 1.0);
    CHECK(always.low == Approx(1.0 - never.high).epsilon(1e-12));
    CHECK(always.words == "over 98.1 %");
    // 1 of 10: the example of Brown, Cai and DasGupta (2001) has 0.018 to 0.404.
    auto const seldom = chance_of(1, 10);
    CHECK(seldom.low == Approx(0.0179).margin(1e-4));
    CHECK(seldom.high == Approx(0.4042).margin(1e-4));
    CHECK_FALSE(chance_of(4, 10).told);
    CHECK_FALSE(chance_of(0, 3).told);
    CHECK(chance_of(0, 4).told);
}

TEST_CASE("chances in one sentence", "[report]") {
    std::vector<apps::Chance> chances{chance_of(0, 10), chance_of(0, 10), chance_of(4, 10)};
    chances[1].year = 2040;
    chances[2].year = 2050;
    CHECK(apps::chances_sentence(chances) ==
          "The chance of parity is under 28 % by 2030, by 2040 and 40 % (17 to 69 %) by 2050, as "
          "far as 10 runs of the model can tell; whether it is likelier than not by 2050 is not "
          "resolved: more runs are needed.");
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
