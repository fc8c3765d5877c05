//! Which files in a directory are ours to remove.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stempath::output {

//! Why a directory may not be replaced; none when it is empty or holds our results and nothing
//! else.
std::optional<std::string> reason_to_keep(std::filesystem::path const& directory);

/*! Removes the files that the directory's own list names, then the directory if nothing is left.
 *  Returns whether it is gone. Never throws: what cannot be removed stays.
 */
bool remove_own(std::filesystem::path const& directory) noexcept;

} // namespace stempath::output
