//! Ctrl-C as a value that the run can look at.
#pragma once

#include <atomic>
#include <csignal>
#include <thread>

namespace stempath::apps {

/*! While it lives, SIGINT and SIGTERM do not end the program but are noted; a second one ends it.
 *
 * A thread waits for the signals, so that no handler and no global flag is needed. It must be made
 * before any other thread: threads inherit that these signals are blocked. A signal that the caller
 * told us to ignore (nohup, a job in the background) stays ignored.
 */
class InterruptWatch {
  public:
    //! Throws std::system_error when the system has no descriptor or thread left.
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(InterruptWatch const&) = delete;
    InterruptWatch& operator=(InterruptWatch const&) = delete;

    bool interrupted() const { return signal_.load(std::memory_order_relaxed) != 0; }
    //! 128 + the signal's number, as shells have it: 130 for Ctrl-C.
    int exit_status() const { return 128 + signal_.load(std::memory_order_relaxed); }

  private:
    void wait();
    void note(int signal);

    std::atomic<int> signal_{0};
    sigset_t before_{};
    int signals_ = -1; //!< readable when a signal has come
    int stop_ = -1;    //!< readable when the thread is to end
    std::thread waiter_;
};

} // namespace stempath::apps
