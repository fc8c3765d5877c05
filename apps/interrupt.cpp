#include "apps/interrupt.hpp"

#include "apps/terminal.hpp"

#include <cstdio>
#include <pthread.h>
#include <unistd.h>

namespace stempath::apps {

namespace {

bool is_ignored(int signal) {
    struct sigaction action {};
    return ::sigaction(signal, nullptr, &action) == 0 && (action.sa_flags & SA_SIGINFO) == 0 &&
           action.sa_handler == SIG_IGN;
}

} // namespace

InterruptWatch::InterruptWatch() {
    ::sigemptyset(&watched_);
    for (int const signal : {SIGINT, SIGTERM})
        if (!is_ignored(signal))
            ::sigaddset(&watched_, signal);
    ::pthread_sigmask(SIG_BLOCK, &watched_, &before_);
    waiter_ = std::jthread([this](std::stop_token const& stop) { wait(stop); });
}

InterruptWatch::~InterruptWatch() {
    waiter_.request_stop();
    waiter_.join();
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void InterruptWatch::wait(std::stop_token const& stop) {
    timespec const patience{0, 50'000'000};
    while (!stop.stop_requested()) {
        int const signal = ::sigtimedwait(&watched_, nullptr, &patience);
        if (signal <= 0)
            continue;
        if (signal_.exchange(signal) != 0)
            ::_exit(128 + signal);
        if (::isatty(STDERR_FILENO) == 1)
            std::fputc('\n', stderr); // a progress bar may stand on the line
        say("interrupted: stopping after the years now under way; once more stops at once");
    }
}

} // namespace stempath::apps
