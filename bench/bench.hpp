//! Speed, measured on the whole model, each figure after its answer has been checked.
#pragma once

#include "bench/report.hpp"
#include "bench/wrong_answer.hpp"

#include <functional>
#include <string_view>

namespace stempath::bench {

struct Options {
    std::optional<double>
        persons; //!< synthetic people at the base year; default: the scenario's scale
    models::Level level = models::Level::best;
    unsigned threads = 0;     //!< what "all" means; 0: as many as the machine has
    std::uint32_t rounds = 3; //!< runs of which the best counts
    bool quick = false;       //!< fewer people and one round: a look, not a figure to quote
};

//! What is measured.
struct Subject {
    models::Pack const& pack;
    models::RunSettings settings;      //!< of the default scenario
    std::function<void()> whole_study; //!< reads and runs the default scenario as shipped
};

using Say = std::function<void(std::string_view)>;

/*!
 * Measures memory, bandwidth, step and naive; tells `say` what it is at. Starts a process for the
 * memory, so it must be called before anything else has started threads. Throws WrongAnswer when a
 * program that was to be timed is wrong.
 */
Report run(Subject const& subject, Options const& options, Say const& say);

} // namespace stempath::bench
