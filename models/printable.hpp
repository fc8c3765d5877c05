//! Text of input files on its way to a terminal.
#pragma once

#include <string>
#include <string_view>

namespace stempath::models {

/*! The text on one line that steers no terminal: control characters (C0, DEL, C1) and the line and
 *  paragraph separators become escapes as TOML writes them, "\n" or "\u001B".
 */
std::string printable(std::string_view text);

//! Whether printable would change the text.
bool has_controls(std::string_view text);

} // namespace stempath::models
