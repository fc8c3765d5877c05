//! fit.toml: what a fit has found, applied when its pack is read.
#pragma once

#include "models/pack_reader.hpp"

#include <filesystem>
#include <optional>

namespace stempath::models {

//! The file that `fit.result` of a pack names; none when it names none.
std::optional<std::filesystem::path> fit_result_of(Node const& document,
                                                   std::filesystem::path const& directory);

//! Puts what that file sets into the document; a file that is missing is a problem.
void apply_fit(Node& document, std::filesystem::path const& directory, Diagnostics& problems);

} // namespace stempath::models
