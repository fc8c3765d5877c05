#include "tests/catch.hpp"
#include "tests/system/program_run.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

// `run --expected`: one path, no chance.

using namespace stempath::tests;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

using Arguments = std::vector<std::string>;

struct Place {
    Place() { put_small_scenario(scratch.path()); }
    Ended run(Arguments more = {}) const {
        Arguments arguments{"run", "posts.toml", "--expected"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_program(arguments, scratch.path());
    }
    fs::path results() const { return scratch.path() / "results" / "posts-expected"; }
    ScratchDirectory scratch;
};

} // namespace

TEST_CASE("--expected says that there is no chance in it, and leaves its tables", "[program]") {
    Place const here;
    Ended const ended = here.run();
    INFO(ended.out << ended.err);
    CHECK(ended.status == 0);
    CHECK(ended.err.empty());
    // The share of women is 0.5 - 0.25 x 0.9^t and passes 0.4, 0.8 of parity, in year 9.
    CHECK(ended.out.starts_with("Expected path: Parity is reached in 9: w hold "));
    CHECK(ended.out.find("no chance in it") != std::string::npos);
    CHECK(ended.out.find("replicates of") == std::string::npos);
    CHECK(ended.out.find("Chance of parity") == std::string::npos);
    CHECK(ended.out.find("results/posts-expected") != std::string::npos);
    for (char const* file : {"expected.csv", "expected_flows.csv", "parity.csv", "tables.csv",
                             "provenance.json", "contents.csv"})
        CHECK(fs::is_regular_file(here.results() / file));
    std::string const stocks = text_of(here.results() / "expected.csv");
    CHECK(stocks.starts_with("year,stage,group,persons\n0,post,m,750\n0,post,w,250\n"));
    CHECK(std::count(stocks.begin(), stocks.end(), '\n') == 1 + 31 * 2);
    CHECK(here.run().status == 0); // its own results may be replaced
}

TEST_CASE("--expected tells years in stage on request", "[program]") {
    ScratchDirectory const scratch;
    Ended const ended = run_program({"run", "faculty", "--expected", "--set",
                                     "run.record=\"years_in_stage\"", "--set", "run.end=2"},
                                    scratch.path());
    INFO(ended.err);
    REQUIRE(ended.status == 0);
    auto const results = scratch.path() / "results" / "faculty-expected";
    std::string const table = text_of(results / "expected_years_in_stage.csv");
    CHECK(table.starts_with("year,stage,years,group,persons\n0,post,0,m,"));
    CHECK(std::count(table.begin(), table.end(), '\n') == 1 + 3 * 42 * 2);
    CHECK(table.find("\n2,post,41,w,") != std::string::npos); // all leave: the class is not open
    CHECK(text_of(results / "tables.csv").find("expected_years_in_stage,persons,") !=
          std::string::npos);
}

TEST_CASE("--expected --json is one document with the same path", "[program]") {
    Place const here;
    Ended const ended = here.run({"--json"});
    REQUIRE(ended.status == 0);
    json const document = json::parse(ended.out);
    CHECK(document["schema"] == 2);
    CHECK(document["expected"] == true);
    CHECK(document["parity"]["first_year"] == 9);
    CHECK_FALSE(document.contains("digest"));
    CHECK_FALSE(document.contains("seed"));
    auto const& w =
        document["groups"][0]["name"] == "w" ? document["groups"][0] : document["groups"][1];
    CHECK(w["series"].size() == 31);
    CHECK(w["series"][1]["share_workforce"].get<double>() == Approx(0.275).epsilon(1e-14));
    CHECK_FALSE(w["series"][1].contains("ratio_low"));
    CHECK(document["stocks"][1]["persons"][1].get<double>() == Approx(275.0).epsilon(1e-14));
    CHECK(document["results_dir"] == "results/posts-expected");
}

TEST_CASE("--expected does not take the place of a run's results unless that is asked for",
          "[program]") {
    Place const here;
    REQUIRE(run_program({"run", "posts.toml", "--out", "here"}, here.scratch.path()).status == 0);
    Ended const refused = here.run({"--out", "here"});
    CHECK(refused.status == 73);
    CHECK(fs::exists(here.scratch.path() / "here" / "replicates.csv"));
    CHECK(here.run({"--out", "here", "--replace"}).status == 0);
    CHECK_FALSE(fs::exists(here.scratch.path() / "here" / "replicates.csv"));
}

TEST_CASE("--expected refuses what it cannot solve, with file, line and key", "[program]") {
    ScratchDirectory const scratch;
    Ended const market = run_program({"run", "market", "--expected"}, scratch.path());
    CHECK(market.status == 65);
    CHECK(market.out.empty());
    CHECK(market.err.find("models/packs/market/pack.toml:") != std::string::npos);
    CHECK(market.err.find("market.into_senior: run --expected cannot solve this: ") !=
          std::string::npos);
    Ended const us = run_program({"run", "us-2050", "--expected"}, scratch.path());
    CHECK(us.status == 65);
    for (char const* key : {": demography: ", ": market.", ".beta: "})
        CHECK(us.err.find(key) != std::string::npos);
    CHECK(us.err.find("stempath: 3 problems") != std::string::npos);
    CHECK_FALSE(fs::exists(scratch.path() / "results"));
}

TEST_CASE("--expected has no place for seed, scale, threads and replicates", "[program]") {
    Place const here;
    for (Arguments const& chance : {Arguments{"--seed", "1"},
                                    {"--scale", "0.5"},
                                    {"--replicates", "3"},
                                    {"--threads", "2"}}) {
        Ended const ended = here.run(chance);
        CHECK(ended.status == 2);
        CHECK(ended.err.find(chance.front()) != std::string::npos);
    }
}
