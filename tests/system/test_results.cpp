#include "tests/catch.hpp"
#include "tests/system/program_run.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace stempath::tests;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

using Arguments = std::vector<std::string>;

struct Place {
    Place() { put_small_scenario(scratch.path()); }
    Ended run(Arguments arguments) const {
        arguments.insert(arguments.begin(), {"run", "posts.toml"});
        return run_program(arguments, scratch.path());
    }
    json document(Arguments arguments) const {
        arguments.push_back("--json");
        Ended const ended = run(std::move(arguments));
        INFO(ended.err);
        REQUIRE(ended.status == 0);
        return json::parse(ended.out);
    }
    fs::path results() const { return scratch.path() / "results" / "posts"; }
    ScratchDirectory scratch;
};

std::vector<std::string> names_in(fs::path const& directory) {
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(directory))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

TEST_CASE("a run prints its summary and leaves its tables below the caller's directory",
          "[program]") {
    Place const here;
    Ended const ended = here.run({});
    INFO(ended.out << ended.err);
    CHECK(ended.status == 0);
    CHECK(ended.err.empty());
    // The share of women is 0.5 - 0.25 x 0.9^t in expectation and passes 0.8 of parity in year 9.
    CHECK(ended.out.starts_with("Parity is reached in "));
    CHECK(ended.out.find(": w hold ") != std::string::npos);
    CHECK(ended.out.find("results/posts") != std::string::npos);
    CHECK(ended.out.find('\033') == std::string::npos);
    for (char const* file :
         {"parity.csv", "replicates.csv", "tables.csv", "provenance.json", "stocks.csv"})
        CHECK(fs::is_regular_file(here.results() / file));
    CHECK(names_in(here.scratch.path() / "results") == Arguments{"posts"});
}

TEST_CASE("the table of stocks holds the thousand posts", "[program]") {
    Place const here;
    REQUIRE(here.run({}).status == 0);
    std::string const stocks = text_of(here.results() / "stocks.csv");
    CHECK(stocks.starts_with("year,stage,field,home,group,mean,sd,replicates\n"
                             "0,post,none,all,m,750,0,3\n"
                             "0,post,none,all,w,250,0,3\n"));
}

TEST_CASE("--json prints one document and nothing else", "[program]") {
    Place const here;
    json const document = here.document({"--seed", "5", "--replicates", "2..4", "--threads", "2"});
    CHECK(document["schema"] == 2);
    CHECK(document["scenario"] == "posts");
    CHECK(document["pack"] == "posts");
    CHECK(document["seed"] == 5);
    CHECK(document["first_replicate"] == 2);
    CHECK(document["replicates"] == 3);
    CHECK(document["threads"] == 2);
    CHECK(document["digests"].size() == 3);
    CHECK(document["digest"].get<std::string>().size() == 32);
    CHECK(document["persons"] == 1000);
    CHECK(document["peak_rss_bytes"].get<std::int64_t>() > 1'000'000);
    CHECK(document["groups"].size() == 2);
    CHECK(document["groups"][0]["series"].size() == 31);
    CHECK(document["parity"]["goals"].size() == 2);
    CHECK(document["results_dir"] == "results/posts");
}

TEST_CASE("a workforce of nobody has no share: null, empty, and a warning", "[program]") {
    Place const here;
    json const document = here.document(
        {"--set", "stage.post.start={ w = 0, m = 0 }", "--set", "stage.post.slots=0"});
    for (auto const& group : document["groups"]) {
        CHECK(group["series"][0]["share_workforce"].is_null());
        CHECK(group["series"][0]["share_reference"] == 0.5);
        CHECK(group["series"][0]["ratio"].is_null());
        CHECK(group["deciding"] == false);
    }
    CHECK_FALSE(document["parity"]["reached"].get<bool>());
    CHECK(document["warnings"].dump().find("nobody is in the workforce") != std::string::npos);
    CHECK(text_of(here.results() / "parity.csv").find("0,group,m,0,,0.5,,,,\n") !=
          std::string::npos);
}

TEST_CASE("the same seed gives the same digest, another seed another", "[program]") {
    Place const here;
    auto const digest = [&](Arguments const& arguments) {
        return here.document(arguments)["digest"].get<std::string>();
    };
    std::string const one = digest({"--threads", "1"});
    CHECK(digest({"--threads", "3"}) == one);
    CHECK(digest({"--seed", "8"}) != one);
    CHECK(here.document({"--replicates", "1..1"})["digests"][0] ==
          here.document({"--replicates", "3"})["digests"][1]);
}

TEST_CASE("--out names the directory, blanks and all", "[program]") {
    Place const here;
    REQUIRE(here.run({"--out", "my results/of today/"}).status == 0);
    CHECK(fs::exists(here.scratch.path() / "my results" / "of today" / "parity.csv"));
    CHECK_FALSE(fs::exists(here.scratch.path() / "results"));
}

TEST_CASE("results of an earlier run are replaced", "[program]") {
    Place const here;
    REQUIRE(here.run({"--seed", "1"}).status == 0);
    std::string const first = text_of(here.results() / "replicates.csv");
    REQUIRE(here.run({"--seed", "2"}).status == 0);
    CHECK(text_of(here.results() / "replicates.csv") != first);
    CHECK(names_in(here.scratch.path() / "results") == Arguments{"posts"});
}

TEST_CASE("replacing is said, and another scenario's or edited results are kept", "[program]") {
    Place const here;
    REQUIRE(here.run({}).status == 0);
    CHECK(here.run({}).out.find("an earlier run's were replaced") != std::string::npos);
    std::string const before = text_of(here.results() / "parity.csv");
    put_text(here.results() / "parity.csv", before + "mine\n");
    Ended const edited = here.run({});
    CHECK(edited.status == 73);
    CHECK(edited.err.find("parity.csv was changed") != std::string::npos);
    CHECK(edited.err.find("--replace") != std::string::npos);
    CHECK(text_of(here.results() / "parity.csv") == before + "mine\n");
    CHECK(here.run({"--replace"}).status == 0);
    CHECK(text_of(here.results() / "parity.csv") == before);

    put_text(here.scratch.path() / "other.toml",
             "schema = 1\nextends = \"posts.toml\"\n[run]\nend = 20\n");
    Ended const other =
        run_program({"run", "other.toml", "--out", "results/posts"}, here.scratch.path());
    CHECK(other.status == 73);
    CHECK(other.err.find("scenario posts") != std::string::npos);
    std::string const text = text_of(here.scratch.path() / "posts.toml");
    put_text(here.scratch.path() / "posts.toml", text + "# another text\n");
    CHECK(here.run({}).status == 73);
    put_text(here.scratch.path() / "posts.toml", text);
    CHECK(here.run({"--seed", "9"}).status == 0);
}

TEST_CASE("a directory of someone else's is refused with 73", "[program]") {
    Place const here;
    fs::create_directories(here.results());
    put_text(here.results() / "thesis.txt", "mine");
    Ended const ended = here.run({});
    CHECK(ended.status == 73);
    CHECK(ended.out.empty());
    CHECK(ended.err.find("--out") != std::string::npos);
    CHECK(names_in(here.results()) == Arguments{"thesis.txt"});
    CHECK(text_of(here.results() / "thesis.txt") == "mine");
    CHECK(here.run({"--out", "posts.toml"}).status == 73);
    CHECK(here.run({"--out", "posts.toml/deeper"}).status == 73);
    CHECK(here.run({"--out", "/proc/no/such/place"}).status == 73);
    CHECK(here.run({"--out", "."}).status == 73);
}

TEST_CASE("a summary that cannot be written ends with 74", "[program]") {
    Place const here;
    ProgramRun program({"run", "posts.toml"}, here.scratch.path(), {}, "/dev/full");
    Ended const ended = program.wait();
    CHECK(ended.status == 74);
    CHECK(ended.err.find("No space left") != std::string::npos);
}
