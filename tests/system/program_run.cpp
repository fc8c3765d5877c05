#include "tests/system/program_run.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace stempath::tests {

namespace {

namespace fs = std::filesystem;

//! In the child: becomes the program, or ends with 127.
[[noreturn]] void become_program(std::vector<std::string> const& arguments,
                                 fs::path const& directory,
                                 std::vector<std::string> const& environment) {
    std::vector<char*> pointers;
    std::string program = STEMPATH_PROGRAM;
    pointers.push_back(program.data());
    std::vector<std::string> copies = arguments;
    for (std::string& argument : copies)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    for (std::string const& variable : environment)
        ::putenv(const_cast<char*>(variable.c_str()));
    // What a job in the background inherits would hide what Ctrl-C does.
    std::signal(SIGINT, SIG_DFL);
    if (::chdir(directory.c_str()) == 0)
        ::execv(program.c_str(), pointers.data());
    ::_exit(127);
}

void redirect(int descriptor, char const* path) {
    int const file = ::open(path, O_WRONLY | O_CREAT, 0666);
    if (file < 0 || ::dup2(file, descriptor) < 0)
        ::_exit(126);
}

int status_of(int raw) { return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw); }

constexpr char const* posts_pack = R"(schema = 1
kind = "teaching"
title = "A thousand posts, held by a quarter of women"
years = [0, 200]
groups = ["w", "m"]

[stage.post]
phase = "separate"
start = { w = 250, m = 750 }
slots = 1000
exit.leave = { to = "out", p = 0.1 }

[entry.hire]
to = "post"
mode = "to_fill"
share = { w = 0.5, m = "rest" }

[parity.main]
of = "post"
reference = { w = 0.5, m = 0.5 }
lens = ["group"]
index = "ratio"
at_least = 0.8
k = 3
goals = [5, 20]
)";

// Four million posts: some tenths of a second a year, so that a run of minutes needs few
// replicates.
constexpr char const* many_posts_scenario = R"(schema = 1
title = "Many posts"
extends = "posts.toml"

[run]
end = 190
replicates = 100

[set]
"stage.post.start" = { w = 1000000, m = 3000000 }
"stage.post.slots" = 4000000
)";

constexpr char const* posts_scenario = R"(schema = 1
title = "Posts"
pack = "posts"

[run]
end = 30
replicates = 3
seed = 7
)";

} // namespace

ProgramRun::ProgramRun(std::vector<std::string> const& arguments, fs::path const& directory,
                       std::vector<std::string> const& environment, char const* stdout_to) {
    std::string const out = stdout_to != nullptr ? stdout_to : (scratch_.path() / "out").string();
    std::string const err = (scratch_.path() / "err").string();
    process_ = ::fork();
    if (process_ == 0) {
        redirect(STDOUT_FILENO, out.c_str());
        redirect(STDERR_FILENO, err.c_str());
        become_program(arguments, directory, environment);
    }
}

ProgramRun::~ProgramRun() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
}

void ProgramRun::signal(int number) const { ::kill(process_, number); }

bool ProgramRun::running() {
    if (process_ > 0 && ::waitpid(process_, &raw_status_, WNOHANG) == process_)
        process_ = 0;
    return process_ > 0;
}

Ended ProgramRun::wait() {
    if (process_ > 0)
        ::waitpid(process_, &raw_status_, 0);
    process_ = 0;
    return {status_of(raw_status_), text_of(scratch_.path() / "out"),
            text_of(scratch_.path() / "err")};
}

Ended run_program(std::vector<std::string> const& arguments, fs::path const& directory,
                  std::vector<std::string> const& environment) {
    return ProgramRun(arguments, directory, environment).wait();
}

Ended run_in_terminal(std::vector<std::string> const& arguments, fs::path const& directory,
                      std::vector<std::string> const& environment,
                      std::optional<PressCtrlC> const& ctrl_c) {
    using Clock = std::chrono::steady_clock;
    winsize const size{24, 100, 0, 0};
    int terminal = -1;
    pid_t const process = ::forkpty(&terminal, nullptr, nullptr, &size);
    if (process == 0)
        become_program(arguments, directory, environment);
    Ended ended;
    char buffer[4096];
    auto const start = Clock::now();
    for (bool pressed = !ctrl_c;;) {
        pollfd readable{terminal, POLLIN, 0};
        bool const is_readable = ::poll(&readable, 1, 50) == 1;
        ssize_t const n = is_readable ? ::read(terminal, buffer, sizeof buffer) : 0;
        if (is_readable && n <= 0)
            break; // the program has ended
        ended.out.append(buffer, static_cast<std::size_t>(n));
        std::chrono::duration<double> const elapsed = Clock::now() - start;
        if (!pressed &&
            ((!ctrl_c->seen.empty() && ended.out.find(ctrl_c->seen) != std::string::npos) ||
             elapsed.count() > ctrl_c->after_s)) {
            pressed = ::write(terminal, "\x03", 1) == 1; // the terminal makes it SIGINT
        }
    }
    int raw = 0;
    ::waitpid(process, &raw, 0);
    ::close(terminal);
    ended.status = status_of(raw);
    return ended;
}

void put_small_scenario(fs::path const& directory) {
    fs::create_directories(directory / "posts");
    put_text(directory / "posts" / "pack.toml", posts_pack);
    put_text(directory / "posts.toml", posts_scenario);
    put_text(directory / "many-posts.toml", many_posts_scenario);
}

std::vector<std::string> long_run(fs::path const& out) {
    return {"run", "many-posts.toml", "--replace", "--out", out.string()};
}

} // namespace stempath::tests
