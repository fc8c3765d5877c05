#include "apps/list.hpp"
#include "apps/list_table.hpp"
#include "apps/words.hpp"
#include "models/measure_kinds.hpp"
#include "models/measures.hpp"
#include "scenarios/loaded_pack.hpp"
#include "tests/catch.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

using namespace stempath;
using nlohmann::json;

namespace {

//! Columns of the longest line.
std::size_t width(std::string const& page) {
    std::size_t longest = 0;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        CHECK((line.empty() || line.back() != ' '));
        longest = std::max(longest, line.size());
    }
    return longest;
}

scenarios::LoadedPack loaded(std::string const& pack) {
    models::Diagnostics problems;
    auto read = scenarios::load_pack(pack, "", problems);
    REQUIRE(read);
    return std::move(*read);
}

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a list is aligned and breaks its last column", "[list]") {
    CHECK(apps::list_table({{"a", "one two three"}, {"long", "four"}}, 34) ==
          "a     one two three\nlong  four\n");
    CHECK(apps::list_table({{"a", "one two three four five six seven eight"}}, 30) ==
          "a  one two three four five six\n   seven eight\n");
    // Names too long to stand beside what is told of them.
    CHECK(apps::list_table({{"a_name_of_some_length", "one two three four"}}, 30) ==
          "a_name_of_some_length\n    one two three four\n");
    CHECK(apps::list_table({}).empty());
    // Letters outside of ASCII take one column.
    CHECK(apps::list_table({{"\xc3\xa9", "x"}, {"ab", "y"}}) == "\xc3\xa9   x\nab  y\n");
}

TEST_CASE("the pages of list are at most 80 columns wide", "[list]") {
    CHECK(width(apps::kinds_page()) <= 80);
    CHECK(width(apps::packs_page(scenarios::packs_in("."))) <= 80);
    CHECK(width(apps::scenarios_page(scenarios::scenarios_in("."))) <= 80);
    CHECK(width(apps::measures_page(apps::result_tables())) <= 80);
    for (auto const* const pack : {"models/packs/us", "tests/packs/place", "tests/packs/toy"})
        CHECK(width(apps::stages_page(loaded(pack).pack)) <= 80);
}

TEST_CASE("packs and scenarios of the repository are listed", "[list]") {
    auto const packs = json::parse(apps::packs_json(scenarios::packs_in(".")));
    CHECK(packs["schema"] == 1);
    auto const& us = packs["packs"].back();
    CHECK(us["name"] == "us");
    CHECK(us["title"] == "United States, base 2022");
    CHECK(us["kind"] == "place");
    CHECK(us["groups"] == 14);
    CHECK(us["problems"] == 0);
    auto const scenarios = json::parse(apps::scenarios_json(scenarios::scenarios_in(".")));
    std::set<std::string> names;
    for (auto const& scenario : scenarios["scenarios"]) {
        names.insert(scenario["name"]);
        CHECK(scenario["problems"] == 0);
        CHECK_FALSE(scenario["title"].get<std::string>().empty());
    }
    CHECK(names.contains("us-2050"));
    CHECK(has(apps::scenarios_page(scenarios::scenarios_in(".")), "replaces 1 value"));
}

TEST_CASE("a pack or scenario with problems is listed as one", "[list]") {
    scenarios::PackEntry broken;
    broken.name = "broken";
    broken.problems = 2;
    CHECK(has(apps::packs_page({broken}), "has 2 problems"));
    scenarios::ScenarioEntry scenario;
    scenario.name = "s";
    scenario.problems = 1;
    CHECK(has(apps::scenarios_page({scenario}), "has 1 problem\n"));
}

TEST_CASE("stages are listed with phase, slots and where their exits lead", "[list]") {
    auto const pack = loaded("tests/packs/toy").pack;
    auto const rows = json::parse(apps::stages_json(pack))["stages"];
    REQUIRE(rows.size() == pack.stages.size());
    for (std::size_t s = 0; s < rows.size(); ++s) {
        CHECK(rows[s]["name"] == pack.stages[s].name);
        CHECK(rows[s]["exits"].size() == pack.stages[s].exits.size());
        for (auto const& exit : pack.stages[s].exits) {
            CHECK(has(apps::stages_page(pack), "  " + exit.name));
        }
    }
    CHECK(rows[1]["phase"] == "separate");
    CHECK(rows[1]["max_years"] == 30);
    CHECK(rows[0]["duration"] == 3);
    CHECK(rows[0]["slots"].is_null());
}

TEST_CASE("the measures that are listed are those that the engine declares", "[list]") {
    auto const kinds = models::measure_kinds();
    REQUIRE(kinds.size() == models::Measures::years_in_stage + 1);
    CHECK(kinds[models::Measures::population].name == "population");
    CHECK(kinds[models::Measures::flows].name == "flows");
    CHECK(kinds[models::Measures::shortages].name == "shortages");
    CHECK(kinds[models::Measures::years_in_stage].name == "years_in_stage");
    auto const listed = json::parse(apps::measures_json(apps::result_tables()))["measures"];
    for (auto const& table : listed)
        for (auto const& column : table["columns"]) {
            CHECK_FALSE(column["name"].get<std::string>().empty());
            CHECK_FALSE(column["meaning"].get<std::string>().empty());
        }
}

TEST_CASE("a column of results that is not described is refused", "[list]") {
    CHECK(apps::meaning_of("parity", "axis") == "axis of the group");
    CHECK_THROWS_AS(apps::meaning_of("parity", "nothing"), std::out_of_range);
    CHECK_THROWS_AS(apps::columns_of("nothing"), std::out_of_range);
}
