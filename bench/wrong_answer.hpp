#pragma once

#include <stdexcept>

namespace stempath::bench {

//! What was to be timed gives a wrong answer, so it was not timed.
struct WrongAnswer : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace stempath::bench
