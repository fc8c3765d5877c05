#include "apps/progress.hpp"

#include "apps/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

namespace stempath::apps {

namespace {

constexpr double first_bar_s = 1.0, redraw_s = 0.1, sample_s = 0.1;
constexpr double first_line_s = 5.0;
constexpr double first_estimate_s = 2.0, first_estimate_share = 0.03;

//! In whole units: an estimate does not know tenths of a second.
std::string time_left(double seconds) {
    return seconds < 100.0 ? fmt::format("{:.0f} s", std::ceil(seconds)) : duration(seconds);
}

} // namespace

std::string ProgressText::at(double elapsed_s, double share) {
    share_ = std::clamp(std::max(share_, share), 0.0, 1.0);
    if (samples_.empty() || elapsed_s - samples_.back().elapsed_s >= sample_s)
        samples_.push_back({elapsed_s, share_});
    // Two samples before the half are one too many: the first of them is never asked for again.
    while (samples_.size() > 1 && samples_[1].elapsed_s <= 0.5 * elapsed_s)
        samples_.pop_front();
    return terminal_.interactive ? bar(elapsed_s) : line(elapsed_s);
}

std::string ProgressText::bar(double elapsed_s) {
    bool const due =
        elapsed_s >= first_bar_s && (!bar_stands_ || elapsed_s - drawn_at_s_ >= redraw_s);
    if (!due)
        return {};
    drawn_at_s_ = elapsed_s;
    bar_stands_ = true;
    std::string const told = facts(elapsed_s);
    std::size_t const room =
        terminal_.columns > told.size() + 4 ? terminal_.columns - told.size() - 4 : 0;
    std::size_t const width = std::min<std::size_t>(room, 30);
    auto const full = static_cast<std::size_t>(share_ * static_cast<double>(width));
    std::string const drawn =
        width < 5 ? "" : fmt::format("[{:=<{}}{:<{}}] ", "", full, "", width - full);
    return fmt::format("\r\033[K{}{}", drawn, told.substr(0, terminal_.columns - 1));
}

std::string ProgressText::line(double elapsed_s) {
    int const mark = static_cast<int>(std::floor(share_ * 20.0 + 1e-9));
    if (elapsed_s < first_line_s || mark <= said_)
        return {};
    said_ = mark;
    return fmt::format("stempath: {}\n", facts(elapsed_s));
}

std::string ProgressText::facts(double elapsed_s) const {
    std::string told = fmt::format("{:3.0f} %", std::floor(100.0 * share_ + 1e-9));
    double const speed = pace(elapsed_s);
    if (years_ > 0.0 && speed > 0.0)
        told += fmt::format(", {:.3g} simulated years a second", speed * years_);
    if (speed > 0.0 && elapsed_s >= first_estimate_s && share_ >= first_estimate_share &&
        share_ < 1.0)
        told += fmt::format(", about {} left", time_left((1.0 - share_) / speed));
    return told;
}

double ProgressText::pace(double elapsed_s) const {
    // The run itself is the first sample when no other is old enough.
    Sample const from = samples_.size() > 1 ? samples_.front() : Sample{};
    return elapsed_s > from.elapsed_s ? (share_ - from.share) / (elapsed_s - from.elapsed_s) : 0.0;
}

std::string ProgressText::end() { return std::exchange(bar_stands_, false) ? "\r\033[K" : ""; }

ProgressMeter::ProgressMeter(bool quiet, double years)
    : quiet_(quiet), text_(terminal_of(STDERR_FILENO), years) {}

void ProgressMeter::report(double share) {
    if (quiet_)
        return;
    // Nobody waits for the one who is writing: another report comes soon.
    std::unique_lock const lock(mutex_, std::try_to_lock);
    if (!lock)
        return;
    std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - start_;
    std::string const text = text_.at(elapsed.count(), share);
    std::fwrite(text.data(), 1, text.size(), stderr);
}

void ProgressMeter::finish() {
    std::lock_guard const lock(mutex_);
    std::string const text = text_.end();
    std::fwrite(text.data(), 1, text.size(), stderr);
}

} // namespace stempath::apps
