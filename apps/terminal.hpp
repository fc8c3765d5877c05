//! What can be shown where the output goes.
#pragma once

#include <string>
#include <string_view>

namespace stempath::apps {

struct Terminal {
    bool interactive = false; //!< a terminal that can redraw a line
    bool colour = false;      //!< interactive, and NO_COLOR is not set
    unsigned columns = 80;
};

//! Looks at a file descriptor and at NO_COLOR and TERM.
Terminal terminal_of(int descriptor);

//! `text` in bold where colour is wanted, as it is elsewhere.
std::string bold(std::string_view text, bool colour);

/*! Writes to stdout. Throws output::OutputError (Fault::io) when the system does not take it all,
 *  so that a full disk behind a redirection does not pass for success.
 */
void write_stdout(std::string_view text);

//! Writes a line "stempath: TEXT" to stderr.
void say(std::string_view text);

} // namespace stempath::apps
