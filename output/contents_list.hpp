//! What a directory of results holds, so that a later run knows whether it is still what was
//! written.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace stempath::output {

inline constexpr char const* contents_file = "contents.csv";

//! Whose results they are.
struct Owner {
    std::string scenario; //!< name
    std::string text;     //!< of the scenario, as it was read
};

/*! Writes the list of all files in `directory` with their sizes and hashes (64 bits: against slips,
 *  not against forgers), and the scenario. Throws OutputError (Fault::io).
 */
void write_contents(std::filesystem::path const& directory, Owner const& owner);

//! Why results should not be replaced by those of `owner`: they are of another scenario, or a file
//! was changed or taken away since; none when nothing would be lost.
std::optional<std::string> reason_to_ask(std::filesystem::path const& directory,
                                         Owner const& owner);

} // namespace stempath::output
