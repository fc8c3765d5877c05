#include "apps/progress.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <string>

using namespace stempath::apps;

namespace {

Terminal const pipe_output{}, narrow{true, false, 40}, wide{true, false, 100};

int lines_in(std::string const& text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

//! Everything said over a run of steady pace.
std::string told(ProgressText& progress, double total_s, int steps) {
    std::string text;
    for (int i = 1; i <= steps; ++i)
        text += progress.at(total_s * i / steps, static_cast<double>(i) / steps);
    return text + progress.end();
}

} // namespace

TEST_CASE("a short run says nothing", "[progress]") {
    ProgressText bar(wide, 560), lines(pipe_output, 560);
    CHECK(told(bar, 0.9, 100).empty());
    CHECK(told(lines, 4.9, 100).empty());
}

TEST_CASE("where nothing can be redrawn there is a line each 5 %", "[progress]") {
    ProgressText progress(pipe_output, 560);
    std::string const text = told(progress, 100.0, 1000);
    CHECK(lines_in(text) == 20);
    CHECK(text.find('\r') == std::string::npos);
    CHECK(text.find("stempath:  50 %, 5.6 simulated years a second, about 50 s left\n") !=
          std::string::npos);
    CHECK(text.find("stempath: 100 %, 5.6 simulated years a second\n") != std::string::npos);
}

TEST_CASE("one report that passes several marks is one line", "[progress]") {
    ProgressText progress(pipe_output, 560);
    CHECK(progress.at(5.0, 0.01).empty());
    CHECK(lines_in(progress.at(6.0, 0.42)) == 1);
    CHECK(progress.at(7.0, 0.44).empty());
}

TEST_CASE("a bar is redrawn on its line, ten times a second at most, and cleared", "[progress]") {
    ProgressText progress(wide, 560);
    CHECK(progress.at(0.5, 0.05).empty());
    std::string const first = progress.at(2.0, 0.2);
    CHECK(first.starts_with("\r\033[K[======"));
    CHECK(first.find('\n') == std::string::npos);
    CHECK(progress.at(2.05, 0.21).empty());
    CHECK_FALSE(progress.at(2.15, 0.21).empty());
    CHECK(progress.end() == "\r\033[K");
    CHECK(progress.end().empty());
}

TEST_CASE("a bar never wraps", "[progress]") {
    ProgressText progress(narrow, 560);
    for (int i = 10; i <= 100; ++i) {
        std::string const text = progress.at(i, i / 100.0);
        CHECK(text.size() - std::string("\r\033[K").size() < 40);
    }
}

TEST_CASE("reports out of order do not step back", "[progress]") {
    ProgressText progress(pipe_output, 560);
    CHECK(lines_in(progress.at(6.0, 0.30)) == 1);
    CHECK(progress.at(6.1, 0.10).empty());
    CHECK(progress.at(6.2, 0.30).empty());
}

TEST_CASE("the time left follows the recent pace", "[progress]") {
    // Ten slow seconds for a tenth, then a hundredth each tenth of a second. At 20 s everything in
    // the last half of the time went at the new pace, 0.1 a second but for the cap of the share.
    ProgressText progress(wide, 560);
    std::string text;
    for (int i = 1; i <= 100; ++i)
        progress.at(0.1 * i, 0.001 * i);
    for (int i = 1; i <= 100; ++i)
        text = progress.at(10.0 + 0.1 * i, 0.1 + 0.005 * i);
    CHECK(text.find("about 8 s left") != std::string::npos); // 0.4 left at 0.05 a second
}
