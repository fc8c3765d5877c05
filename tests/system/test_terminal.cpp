#include "tests/catch.hpp"
#include "tests/system/program_run.hpp"

using namespace stempath::tests;

namespace {

using Arguments = std::vector<std::string>;

constexpr char const* bar = "\r\033[K[";
constexpr char const* rate = "simulated years a second";
constexpr char const* bold = "\033[1m";

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

Ended short_run(Arguments const& environment) {
    ScratchDirectory const scratch;
    put_small_scenario(scratch.path());
    return run_in_terminal({"run", "posts.toml"}, scratch.path(), environment);
}

Ended long_run_until(PressCtrlC const& ctrl_c, Arguments const& environment,
                     Arguments const& more = {}) {
    ScratchDirectory const scratch;
    put_small_scenario(scratch.path());
    Arguments arguments = long_run(scratch.path() / "results" / "posts");
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_in_terminal(arguments, scratch.path(), environment, ctrl_c);
}

} // namespace

TEST_CASE("on a terminal the headline is bold, unless NO_COLOR is set", "[program]") {
    Ended const coloured = short_run({"TERM=xterm", "NO_COLOR="});
    CHECK(coloured.status == 0);
    CHECK(has(coloured.out, bold));
    CHECK_FALSE(has(short_run({"TERM=xterm", "NO_COLOR=1"}).out, bold));
    CHECK_FALSE(has(coloured.out, bar)); // too short for one
}

TEST_CASE("a long run on a terminal shows a bar with its rate, and Ctrl-C ends it", "[program]") {
    Ended const ended = long_run_until({rate}, {"TERM=xterm", "NO_COLOR=1"});
    CHECK(has(ended.out, bar));
    CHECK(has(ended.out, "nothing was written"));
    CHECK(ended.status == 130);
}

TEST_CASE("--quiet takes the bar, a terminal that cannot redraw gets none", "[program]") {
    Ended const quiet = long_run_until({"", 2.5}, {"TERM=xterm"}, {"--quiet"});
    CHECK_FALSE(has(quiet.out, rate));
    CHECK(quiet.status == 130);
    Ended const dumb = long_run_until({"", 2.5}, {"TERM=dumb"});
    CHECK_FALSE(has(dumb.out, "\r\033[K"));
}
