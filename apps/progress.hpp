//! How far a run is, for the one who waits.
#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <string>

#include "apps/terminal.hpp"

namespace stempath::apps {

/*! What to say at which time; knows no clock and writes nothing.
 *
 * On a terminal a bar that is redrawn, once the run has lasted a second; elsewhere a line at each
 * 5 %, once it has lasted five. The time left is the share to do at the pace of the last half of
 * the time gone by, and is not stated before the first two seconds and 3 % are over.
 */
class ProgressText {
  public:
    //! `years`: simulated years of the whole study, over all replicates.
    ProgressText(Terminal terminal, double years) : terminal_(terminal), years_(years) {}

    //! What to write now, perhaps nothing. `share` done runs from 0 to 1 and may come out of order.
    std::string at(double elapsed_s, double share);
    //! What clears the bar, if one stands there.
    std::string end();

  private:
    struct Sample {
        double elapsed_s = 0.0;
        double share = 0.0;
    };
    std::string bar(double elapsed_s);
    std::string line(double elapsed_s);
    std::string facts(double elapsed_s) const;
    double pace(double elapsed_s) const;

    Terminal terminal_;
    double years_;
    double share_ = 0.0;
    double drawn_at_s_ = 0.0;
    int said_ = 0; //!< last mark of 5 % that had its line
    bool bar_stands_ = false;
    std::deque<Sample> samples_;
};

//! Writes ProgressText to stderr by the clock. report() may be called from any thread.
class ProgressMeter {
  public:
    ProgressMeter(bool quiet, double years);
    ~ProgressMeter() { finish(); }
    ProgressMeter(ProgressMeter const&) = delete;
    ProgressMeter& operator=(ProgressMeter const&) = delete;

    void report(double share);
    //! Clears the bar, so that what follows stands on a line of its own.
    void finish();

  private:
    bool quiet_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::mutex mutex_;
    ProgressText text_;
};

} // namespace stempath::apps
