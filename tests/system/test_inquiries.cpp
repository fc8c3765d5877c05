//! list, explain PACK:KEY and diff, as their users have them.
#include "tests/catch.hpp"
#include "tests/system/program_run.hpp"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

using namespace stempath::tests;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

using Arguments = std::vector<std::string>;
using Names = std::set<std::string>;

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

struct Place {
    Place() { put_small_scenario(scratch.path()); }
    Ended run(Arguments const& arguments) const { return run_program(arguments, scratch.path()); }
    json document(Arguments arguments) const {
        arguments.emplace_back("--json");
        Ended const ended = run(arguments);
        INFO(ended.err);
        CHECK(ended.err.empty());
        return json::parse(ended.out);
    }
    ScratchDirectory scratch;
};

Names header_of(fs::path const& csv) {
    std::ifstream file(csv);
    std::string line;
    std::getline(file, line);
    Names names;
    std::istringstream columns(line);
    for (std::string name; std::getline(columns, name, ',');)
        names.insert(name);
    return names;
}

//! The columns of each table, as `list measures` has them.
std::map<std::string, Names> listed(Place const& here) {
    std::map<std::string, Names> tables;
    auto const document = here.document({"list", "measures"});
    for (auto const& table : document["measures"])
        for (auto const& column : table["columns"])
            tables[table["name"]].insert(column["name"]);
    return tables;
}

} // namespace

TEST_CASE("list says what there is", "[program]") {
    Place const here;
    for (Arguments const& arguments : {Arguments{"list"},
                                       {"list", "packs"},
                                       {"list", "scenarios"},
                                       {"list", "measures"},
                                       {"list", "stages", "us"},
                                       {"list", "stages", "posts"}}) {
        Ended const ended = here.run(arguments);
        INFO(ended.err);
        CHECK(ended.status == 0);
        CHECK_FALSE(ended.out.empty());
        CHECK(here.document(arguments)["schema"] == 1);
    }
    CHECK(here.run({"list", "stages"}).status == 2);
    CHECK(has(here.run({"list", "stages"}).err, "PACK"));
    CHECK(here.run({"list", "packs", "us"}).status == 2);
    CHECK(here.run({"list", "stagse"}).status == 2);
    Ended const unknown = here.run({"list", "stages", "su"});
    CHECK(unknown.status == 66);
    CHECK(has(unknown.err, "Did you mean \"us\"?"));
}

TEST_CASE("every table and column of a run is listed, and no other", "[program]") {
    Place const here;
    Ended const ended = here.run({"run", "posts.toml", "--json", "--set",
                                  "run.record=years_in_stage", "--set", "parity.goals=[5]"});
    REQUIRE(ended.status == 0);
    auto const tables = listed(here);
    auto const results = here.scratch.path() / "results" / "posts";
    std::size_t found = 0;
    for (auto const& [table, columns] : tables)
        if (table != "goals") { // in results.nc and in JSON
            INFO(table);
            auto const path = results / (table + ".csv");
            // Not written where there is nothing to tell.
            bool const may_lack = std::set<std::string>{"measures", "parity_change",
                                                        "parity_definitions", "parity_needed"}
                                      .contains(table);
            if (!may_lack || fs::exists(path))
                CHECK(header_of(path) == columns);
            ++found;
        }
    CHECK(found == tables.size() - 1);
    for (auto const& file : fs::directory_iterator(results))
        if (auto const& path = file.path(); path.extension() == ".csv")
            CHECK((tables.contains(path.stem().string()) || path.stem() == "tables" ||
                   path.stem() == "contents"));
    auto const printed = json::parse(ended.out);
    for (auto const& [key, value] : printed["groups"][0]["series"][0].items())
        CHECK((tables.at("parity").contains(key) || tables.at("parity_people").contains(key)));
}

TEST_CASE("explain asks a pack without a scenario", "[program]") {
    Place const here;
    Ended const ended = here.run({"explain", "posts:stage.post.exit.leave.p"});
    INFO(ended.err);
    CHECK(ended.status == 0);
    CHECK(has(ended.out, "exit leave of stage post, to out"));
    auto const of_us = here.document({"explain", "us:stage.technical_training.exit.seek.p"});
    CHECK(of_us["schema"] == 1);
    CHECK(of_us["kind"] == "figure");
    CHECK(of_us["value"] == 0.8);
    CHECK(of_us["range"]["low"] == 0.65);
    CHECK(of_us["grade"] == "judgement");
    auto const table = here.document({"explain", "us:demography.staying"});
    CHECK(table["value"]["cells"] == 39 * 101 * 14);
    CHECK(table["sources"][0]["publisher"] == "US Census Bureau");
    CHECK(table["range"].is_null());
    auto const setting = here.document({"explain", "posts.toml", "run.seed"});
    CHECK(setting["kind"] == "setting");
    CHECK(setting["here"].get<std::string>().starts_with("7, from posts.toml"));

    CHECK(here.run({"explain", "uss:stage.post"}).status == 66);
    Ended const unknown = here.run({"explain", "posts:stage.post.exit.laeve.p"});
    CHECK(unknown.status == 65);
    CHECK(has(unknown.err, "Did you mean \"stage.post.exit.leave.p\"?"));
    CHECK(here.run({"explain", "posts:stage.post", "--set", "a=1"}).status == 2);
}

TEST_CASE("diff ends with 0, with 1 or with a problem", "[program]") {
    Place const here;
    auto const& home = here.scratch.path();
    put_text(home / "longer.toml", "schema = 1\nextends = \"posts.toml\"\n[run]\nend = 40\n");
    put_text(home / "saved.toml", here.run({"run", "posts.toml", "--print-resolved"}).out);

    Ended const same = here.run({"diff", "posts.toml", "saved.toml"});
    CHECK(same.status == 0);
    CHECK(same.out == "no difference\n");
    Ended const other = here.run({"diff", "posts.toml", "longer.toml"});
    CHECK(other.status == 1);
    CHECK(has(other.out, "\nrun.end: 30 in A, 40 in B\n"));
    CHECK(here.run({"diff", "posts", "us"}).status == 65); // scenario and pack
    CHECK(here.run({"diff", "posts/pack.toml", "posts/pack.toml"}).status == 0);
    CHECK(here.run({"diff", "us", "us"}).status == 0);
    CHECK(here.run({"diff", "posts.toml", "absent"}).status == 66);
    CHECK(here.run({"diff", "posts.toml"}).status == 2);

    auto const document = here.document({"diff", "posts.toml", "longer.toml"});
    CHECK(document["schema"] == 1);
    CHECK(document["same"] == false);
    CHECK(document["a"]["kind"] == "scenario");
    REQUIRE(document["differences"].size() == 1);
    auto const& difference = document["differences"][0];
    CHECK(difference["kind"] == "setting");
    CHECK(difference["key"] == "run.end");
    CHECK(difference["a"] == "30");
    CHECK(difference["b"] == "40");
    CHECK(difference["words"] == "run.end: 30 in A, 40 in B");
}
