//! What the program's exit status means; scripts rely on it.
#pragma once

namespace stempath::apps {

//! After sysexits.h where it has a fitting value. Parity not reached is an answer, not a failure.
enum class ExitCode : int {
    done = 0,
    failed = 1,         //!< diff or verify found a difference, or a benchmark a wrong answer
    usage = 2,          //!< the command line is not understood
    invalid = 65,       //!< a scenario or a pack has problems
    missing = 66,       //!< a file that was named does not exist or cannot be read
    internal = 70,      //!< our mistake
    no_memory = 71,     //!< a benchmark does not fit into the memory that is free
    cannot_create = 73, //!< the results directory is not ours to write
    io = 74,            //!< the system failed while writing
    interrupted = 130   //!< Ctrl-C; nothing was written
};

} // namespace stempath::apps
