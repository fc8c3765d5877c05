#include "tests/catch.hpp"
#include "tests/system/program_run.hpp"

#include <nlohmann/json.hpp>

using namespace stempath::tests;
namespace fs = std::filesystem;

namespace {

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

struct Place {
    Place() { put_small_scenario(scratch.path()); }
    Ended run(std::vector<std::string> const& arguments) const {
        return run_program(arguments, scratch.path());
    }
    ScratchDirectory scratch;
};

using Arguments = std::vector<std::string>;

} // namespace

TEST_CASE("help and version are results", "[program]") {
    Place const here;
    for (Arguments const& arguments : {Arguments{"--help"}, {"run", "--help"}, {"--version"}}) {
        Ended const ended = here.run(arguments);
        CHECK(ended.status == 0);
        CHECK_FALSE(ended.out.empty());
        CHECK(ended.err.empty());
    }
}

TEST_CASE("a command line that is not understood ends with 2 and says what is wrong", "[program]") {
    Place const here;
    struct Case {
        Arguments arguments;
        std::string says;
    };
    for (Case const& c : {Case{{}, "subcommand"},
                          {{"rnu", "posts.toml"}, "Did you mean \"run\"?"},
                          {{"run"}, "SCENARIO is required"},
                          {{"run", "posts.toml", "--sed", "3"}, "--sed"},
                          {{"run", "posts.toml", "more.toml"}, "more.toml"},
                          {{"run", "posts.toml", "--seed", "-1"}, "\"-1\""},
                          {{"run", "posts.toml", "--seed", ""}, "--seed"},
                          {{"run", "posts.toml", "--seed", "18446744073709551616"}, "2^64 - 1"},
                          {{"run", "posts.toml", "--threads", "-1"}, "--threads"},
                          {{"run", "posts.toml", "--threads", "1.5"}, "--threads"},
                          {{"run", "posts.toml", "--scale", "0"}, "--scale"},
                          {{"run", "posts.toml", "--scale", "nan"}, "--scale"},
                          {{"run", "posts.toml", "--scale", "1.01"}, "--scale"},
                          {{"run", "posts.toml", "--replicates", "0"}, "--replicates"},
                          {{"run", "posts.toml", "--replicates", "5..4"}, "A..B"},
                          {{"run", "posts.toml", "--set", "foo"}, "KEY=VALUE"},
                          {{"check", "posts.toml", "--set", "=3"}, "KEY=VALUE"},
                          {{"run", "posts.toml", "--out", ""}, "--out"}}) {
        Ended const ended = here.run(c.arguments);
        INFO(c.says << "\n" << ended.err);
        CHECK(ended.status == 2);
        CHECK(ended.out.empty());
        CHECK(has(ended.err, c.says));
    }
    CHECK_FALSE(fs::exists(here.scratch.path() / "results"));
}

TEST_CASE("a scenario that is not there ends with 66", "[program]") {
    Place const here;
    for (char const* command : {"run", "check", "verify"}) {
        Ended const ended = here.run({command, "absent.toml"});
        CHECK(ended.status == 66);
        CHECK(ended.out.empty());
        CHECK(has(ended.err, "absent.toml"));
    }
}

TEST_CASE("a scenario with problems ends with 65 and lists them all with their lines",
          "[program]") {
    Place const here;
    put_text(here.scratch.path() / "bad.toml",
             "schema = 1\npack = \"posts\"\n[run]\nend = 30\nsclae = 0.5\nreplicates = -2\n");
    for (char const* command : {"run", "check"}) {
        Ended const ended = here.run({command, "bad.toml"});
        INFO(ended.err);
        CHECK(ended.status == 65);
        CHECK(ended.out.empty());
        CHECK(has(ended.err, "bad.toml:5"));
        CHECK(has(ended.err, "Did you mean \"scale\"?"));
        CHECK(has(ended.err, "bad.toml:6"));
        CHECK(has(ended.err, "2 problems"));
    }
    CHECK(here.run({"run", "posts.toml", "--set", "run.edn=3"}).status == 65);
    CHECK_FALSE(fs::exists(here.scratch.path() / "results"));
}

TEST_CASE("what cannot be counted is refused before it runs, with its line", "[program]") {
    Place const here;
    for (char const* command : {"check", "run"}) {
        Ended const many =
            here.run({command, "posts.toml", "--set", "stage.post.start={ w = 5e12, m = 1 }"});
        CHECK(many.status == 65);
        CHECK(has(many.err, "--set: stage.post.start: asks for 5e+12 people"));
        Ended const none = here.run({command, "posts.toml", "--set", "run.scale=1e-9"});
        CHECK(none.status == 65);
        CHECK(has(none.err, "nobody is left of the 1000 people"));
    }
    CHECK_FALSE(fs::exists(here.scratch.path() / "results"));
}

TEST_CASE("check, explain and print-resolved answer on stdout", "[program]") {
    Place const here;
    for (Arguments const& arguments :
         {Arguments{"check", "posts.toml"},
          {"explain", "posts.toml", "stage.post.exit.leave.p"},
          {"explain", "stage.post.exit.leave.p", "--scenario", "posts.toml"},
          {"explain", "run.scale", "--scenario", "posts.toml"},
          {"run", "posts.toml", "--print-resolved"}}) {
        Ended const ended = here.run(arguments);
        INFO(arguments.front() << "\n" << ended.err);
        CHECK(ended.status == 0);
        CHECK_FALSE(ended.out.empty());
        CHECK(ended.err.empty());
    }
    CHECK(has(here.run({"explain", "posts.toml", "stage.post.exit.leave.p"}).out, "0.1"));
    Ended const unknown = here.run({"explain", "posts.toml", "stage.post.exit.laeve.p"});
    CHECK(unknown.status == 65);
    CHECK(has(unknown.err, "stage.post.exit.leave.p"));
    CHECK_FALSE(fs::exists(here.scratch.path() / "results"));
}

TEST_CASE("what is set on the command line is what is resolved", "[program]") {
    Place const here;
    Ended const plain = here.run({"run", "posts.toml", "--print-resolved"});
    Ended const set = here.run({"run", "posts.toml", "--set", "stage.post.exit.leave.p=0.25",
                                "--seed", "18446744073709551615", "--print-resolved"});
    CHECK(set.status == 0);
    CHECK_FALSE(has(plain.out, "0.25"));
    CHECK(has(set.out, "0.25"));
    CHECK(has(set.out, "18446744073709551615"));
}

TEST_CASE("the resolved model reads back and gives the same digest", "[program]") {
    Place const here;
    put_text(here.scratch.path() / "resolved.toml",
             here.run({"run", "posts.toml", "--print-resolved"}).out);
    auto const digest = [&](char const* scenario) {
        Ended const ended = here.run({"run", scenario, "--json"});
        INFO(ended.err);
        REQUIRE(ended.status == 0);
        return nlohmann::json::parse(ended.out)["digest"].get<std::string>();
    };
    CHECK(digest("resolved.toml") == digest("posts.toml"));
}

TEST_CASE("verify proves it and prints a digest for each replicate", "[program]") {
    Place const here;
    Ended const ended = here.run({"verify", "posts.toml", "--replicates", "2"});
    INFO(ended.out << ended.err);
    CHECK(ended.status == 0);
    CHECK(has(ended.out, "3 threads"));
    CHECK(has(ended.out, "another order"));
    CHECK_FALSE(has(ended.out, "DIFFERENT"));
    Ended const run = here.run({"run", "posts.toml", "--replicates", "2", "--json"});
    for (auto const& digest : nlohmann::json::parse(run.out)["digests"])
        CHECK(has(ended.out, digest.get<std::string>()));
}
