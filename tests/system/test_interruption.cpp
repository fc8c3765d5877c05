#include "tests/catch.hpp"
#include "tests/system/program_run.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <unistd.h>

using namespace stempath::tests;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> names_in(fs::path const& directory) {
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(directory))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

//! Waits until the run has made its hidden directory, which it does just before it simulates.
void wait_until_it_runs(ProgramRun& program, fs::path const& results) {
    for (int i = 0; i < 2000 && program.running(); ++i) {
        if (fs::exists(results))
            for (std::string const& name : names_in(results))
                if (name.find(".partial-") != std::string::npos) {
                    ::usleep(200'000);
                    return;
                }
        ::usleep(10'000);
    }
    FAIL("the run did not begin");
}

} // namespace

TEST_CASE("Ctrl-C ends a run with 130 and leaves nothing", "[program]") {
    ScratchDirectory const scratch;
    put_small_scenario(scratch.path());
    fs::path const results = scratch.path() / "made" / "results";
    ProgramRun program(long_run(results / "posts"), scratch.path());
    wait_until_it_runs(program, results);
    program.signal(SIGINT);
    Ended const ended = program.wait();
    INFO(ended.err);
    CHECK(ended.status == 130);
    CHECK(ended.out.empty());
    CHECK(ended.err.find("nothing was written") != std::string::npos);
    CHECK_FALSE(fs::exists(scratch.path() / "made"));
}

TEST_CASE("Ctrl-C ends a run while its people are still laid out", "[program]") {
    ScratchDirectory const scratch;
    put_small_scenario(scratch.path());
    fs::path const results = scratch.path() / "results";
    // Thirty million are drawn one by one in the first year: seconds, in which nothing is reported.
    ProgramRun program({"run", "many-posts.toml", "--set", "stage.post.slots=30000000"},
                       scratch.path());
    wait_until_it_runs(program, results);
    program.signal(SIGTERM);
    auto const begin = std::chrono::steady_clock::now();
    CHECK(program.wait().status == 143);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(1500));
}

TEST_CASE("Ctrl-C leaves the results of an earlier run as they were", "[program]") {
    ScratchDirectory const scratch;
    put_small_scenario(scratch.path());
    fs::path const results = scratch.path() / "results";
    REQUIRE(run_program({"run", "posts.toml"}, scratch.path()).status == 0);
    std::string const before = text_of(results / "posts" / "replicates.csv");
    ProgramRun program(long_run(results / "posts"), scratch.path());
    wait_until_it_runs(program, results);
    program.signal(SIGINT);
    CHECK(program.wait().status == 130);
    CHECK(text_of(results / "posts" / "replicates.csv") == before);
    CHECK(names_in(results) == std::vector<std::string>{"posts"});
}

TEST_CASE("a killed run leaves the earlier results whole, and the next run clears up",
          "[program]") {
    ScratchDirectory const scratch;
    put_small_scenario(scratch.path());
    fs::path const results = scratch.path() / "results";
    REQUIRE(run_program({"run", "posts.toml"}, scratch.path()).status == 0);
    std::string const before = text_of(results / "posts" / "replicates.csv");
    {
        ProgramRun program(long_run(results / "posts"), scratch.path());
        wait_until_it_runs(program, results);
        program.signal(SIGKILL);
        CHECK(program.wait().status == 128 + SIGKILL);
    }
    CHECK(names_in(results).size() == 2);
    CHECK(text_of(results / "posts" / "replicates.csv") == before);
    REQUIRE(run_program({"run", "posts.toml"}, scratch.path()).status == 0);
    CHECK(names_in(results) == std::vector<std::string>{"posts"});
}

TEST_CASE("killed at any moment, a run leaves old results or new ones, whole", "[program]") {
    ScratchDirectory const scratch;
    put_small_scenario(scratch.path());
    fs::path const posts = scratch.path() / "results" / "posts";
    auto const run = [&](char const* seed) {
        return std::vector<std::string>{"run", "posts.toml", "--seed", seed};
    };
    REQUIRE(run_program(run("2"), scratch.path()).status == 0);
    std::string const two = text_of(posts / "replicates.csv");
    REQUIRE(run_program(run("1"), scratch.path()).status == 0);
    std::string const one = text_of(posts / "replicates.csv");
    REQUIRE(one != two);
    for (unsigned delay_us = 2'000; delay_us < 120'000; delay_us += 4'000) {
        ProgramRun program(run("2"), scratch.path());
        ::usleep(delay_us);
        program.signal(SIGKILL);
        program.wait();
        std::string const found = text_of(posts / "replicates.csv");
        REQUIRE((found == one || found == two));
        REQUIRE(text_of(posts / "provenance.json").ends_with("}\n"));
    }
}
