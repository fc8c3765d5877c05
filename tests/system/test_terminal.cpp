#include "tests/catch.hpp"
#include "tests/system/program_run.hpp"

using namespace stempath::tests;

namespace {

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

//! Long enough for a bar (over a second), short enough for a test.
std::vector<std::string> const seconds_long{"run", "posts.toml", "--replicates", "2000"};

Ended in_terminal(std::vector<std::string> arguments, std::vector<std::string> const& environment) {
    ScratchDirectory const scratch;
    put_small_scenario(scratch.path());
    return run_in_terminal(arguments, scratch.path(), environment);
}

} // namespace

TEST_CASE("on a terminal there is a bar and a bold headline", "[program]") {
    Ended const ended = in_terminal(seconds_long, {"TERM=xterm", "NO_COLOR="});
    INFO(ended.out);
    CHECK(ended.status == 0);
    CHECK(has(ended.out, "\r\033[K["));
    CHECK(has(ended.out, "simulated years a second"));
    CHECK(has(ended.out, "\033[1m"));
}

TEST_CASE("NO_COLOR takes the colour, not the bar", "[program]") {
    Ended const ended = in_terminal(seconds_long, {"TERM=xterm", "NO_COLOR=1"});
    CHECK(has(ended.out, "\r\033[K["));
    CHECK_FALSE(has(ended.out, "\033[1m"));
}

TEST_CASE("--quiet takes the bar, a terminal that cannot redraw gets none", "[program]") {
    std::vector<std::string> quiet = seconds_long;
    quiet.push_back("--quiet");
    CHECK_FALSE(has(in_terminal(quiet, {"TERM=xterm"}).out, "simulated years"));
    CHECK_FALSE(has(in_terminal(seconds_long, {"TERM=dumb"}).out, "\r\033[K"));
}
