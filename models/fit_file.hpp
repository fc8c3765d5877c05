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

/*!
 * SHA-256 of what a fit rests on: the model of the pack without its fit, and its targets. Comments,
 * order, spelling of numbers, labels, sources, grades, notes, ranges and definitions of parity are
 * no part of it. Empty when the pack has no [fit], or a table that it names cannot be read.
 */
std::string fit_basis(Node const& document, std::filesystem::path const& directory);

//! What to say when the fit that a pack names was found for another version of the pack; without a
//! dot. None when it was found for this one, or the pack names none.
std::optional<std::string> stale_fit(std::filesystem::path const& directory);

} // namespace stempath::models
