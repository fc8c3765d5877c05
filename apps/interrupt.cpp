#include "apps/interrupt.hpp"

#include "apps/terminal.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <system_error>
#include <unistd.h>

namespace stempath::apps {

namespace {

bool is_ignored(int signal) {
    struct sigaction action {};
    return ::sigaction(signal, nullptr, &action) == 0 && (action.sa_flags & SA_SIGINFO) == 0 &&
           action.sa_handler == SIG_IGN;
}

sigset_t watched_signals() {
    sigset_t watched;
    ::sigemptyset(&watched);
    for (int const signal : {SIGINT, SIGTERM})
        if (!is_ignored(signal))
            ::sigaddset(&watched, signal);
    return watched;
}

} // namespace

InterruptWatch::InterruptWatch() {
    sigset_t const watched = watched_signals();
    signals_ = ::signalfd(-1, &watched, SFD_CLOEXEC);
    stop_ = ::eventfd(0, EFD_CLOEXEC);
    if (signals_ < 0 || stop_ < 0)
        throw std::system_error(errno, std::generic_category(), "cannot watch for signals");
    ::pthread_sigmask(SIG_BLOCK, &watched, &before_);
    waiter_ = std::thread([this] { wait(); });
}

InterruptWatch::~InterruptWatch() {
    ::eventfd_write(stop_, 1);
    waiter_.join();
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    ::close(signals_);
    ::close(stop_);
}

void InterruptWatch::wait() {
    for (;;) {
        pollfd ready[] = {{signals_, POLLIN, 0}, {stop_, POLLIN, 0}};
        if (::poll(ready, 2, -1) < 0)
            continue; // interrupted by a signal that is none of ours
        if (ready[1].revents != 0)
            return;
        signalfd_siginfo came{};
        if (::read(signals_, &came, sizeof came) == sizeof came)
            note(static_cast<int>(came.ssi_signo));
    }
}

void InterruptWatch::note(int signal) {
    if (signal_.exchange(signal) != 0)
        ::_exit(128 + signal);
    if (::isatty(STDERR_FILENO) == 1)
        std::fputc('\n', stderr); // a progress bar may stand on the line
    say("interrupted: stopping after the years now under way; once more stops at once");
}

} // namespace stempath::apps
