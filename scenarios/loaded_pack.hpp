//! A pack by itself, without a scenario.
#pragma once

#include "models/diagnostics.hpp"
#include "models/pack.hpp"
#include "models/pack_reader.hpp"
#include "models/toml_nodes.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace stempath::scenarios {

struct LoadedPack {
    models::Pack pack;
    models::Node document;
};

//! Whether `wanted` is a folder with a pack.toml, that file, or the name of a folder in
//! models/packs.
bool is_pack(std::string const& wanted, std::filesystem::path const& home);

//! None after any problem; a pack that is not there is one, with a suggestion.
std::optional<LoadedPack> load_pack(std::string const& wanted, std::filesystem::path const& home,
                                    models::Diagnostics& problems,
                                    models::Fitted fitted = models::Fitted::yes);

} // namespace stempath::scenarios
