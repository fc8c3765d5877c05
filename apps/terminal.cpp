#include "apps/terminal.hpp"

#include "models/printable.hpp"
#include "output/output_error.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace stempath::apps {

namespace {

bool is_set(char const* variable) {
    char const* const value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

bool is_dumb() {
    char const* const term = std::getenv("TERM");
    return term == nullptr || std::string_view(term) == "dumb" || *term == '\0';
}

} // namespace

Terminal terminal_of(int descriptor) {
    Terminal terminal;
    terminal.interactive = ::isatty(descriptor) == 1 && !is_dumb();
    terminal.colour =
        terminal.interactive && !is_set("NO_COLOR"); // no-color.org: any non-empty value
    winsize size{};
    if (terminal.interactive && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        terminal.columns = size.ws_col;
    return terminal;
}

std::string bold(std::string_view text, bool colour) {
    return colour ? fmt::format("\033[1m{}\033[0m", text) : std::string(text);
}

void write_stdout(std::string_view text) {
    errno = 0;
    bool const whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!whole || std::fflush(stdout) != 0)
        output::fail_io("cannot write", "standard output", errno);
}

void say(std::string_view text) {
    std::string const line = fmt::format("stempath: {}\n", models::printable(text));
    std::fwrite(line.data(), 1, line.size(), stderr);
}

} // namespace stempath::apps
