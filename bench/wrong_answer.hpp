#pragma once

#include <stdexcept>
#include <string>

namespace stempath::bench {

//! What was to be timed gives a wrong answer, so it was not timed.
struct WrongAnswer : std::runtime_error {
    explicit WrongAnswer(std::string const& what)
        : std::runtime_error("wrong answer: not timed. " + what) {}
};

//! The machine lacks the memory for what was to be timed, so it was not begun.
struct TooLittleMemory : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace stempath::bench
