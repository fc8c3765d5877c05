//! Where scenarios and packs are found.
#include "scenarios/loaded_pack.hpp"
#include "scenarios/scenario_document.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>

namespace stempath::scenarios {

namespace {

using models::Diagnostics;
using models::Node;
using models::ProblemKind;
namespace fs = std::filesystem;

bool is_there(fs::path const& path) {
    std::error_code error;
    return fs::exists(path, error);
}

//! Names in a folder, sorted: subfolders that hold `inside`, or files that end in it.
std::vector<std::string> names_in(fs::path const& folder, std::string const& inside, bool folders) {
    std::vector<std::string> names;
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(folder, error)) {
        if (folders && is_there(entry.path() / inside))
            names.push_back(entry.path().filename().string());
        if (!folders && entry.path().extension() == inside)
            names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

fs::path packs_of(fs::path const& home) { return home / "models" / "packs"; }

//! A folder here, or its pack.toml, else one of models/packs.
std::optional<fs::path> pack_directory(std::string const& wanted, fs::path const& home) {
    fs::path const path = wanted;
    if (path.filename() == "pack.toml" && is_there(path))
        return (path.has_parent_path() ? path.parent_path() : fs::path(".")).lexically_normal();
    for (auto const& candidate : {fs::path(wanted), packs_of(home) / wanted})
        if (!wanted.empty() && is_there(candidate / "pack.toml"))
            return candidate.lexically_normal();
    return std::nullopt;
}

} // namespace

fs::path library_of(fs::path const& home) { return home / "scenarios" / "library"; }

std::vector<std::string> library_names(fs::path const& library) {
    return names_in(library, ".toml", false);
}

std::optional<fs::path> find_scenario(fs::path const& wanted, fs::path const& home,
                                      Diagnostics& problems) {
    // A directory of the same name, results say, does not hide a scenario of the library.
    bool const directory = fs::is_directory(wanted);
    if (is_there(wanted) && !directory)
        return wanted;
    auto const library = library_of(home);
    auto const file = fs::path(wanted.string() + ".toml");
    if (wanted.has_filename())
        for (auto const& candidate : {file, library / wanted, library / file})
            if (is_there(candidate) && !fs::is_directory(candidate))
                return candidate;
    problems.add(ProblemKind::missing_input, {wanted.string(), 0}, "",
                 fmt::format("{}{}",
                             directory ? "is a directory; name a scenario file."
                                       : "there is no such scenario.",
                             models::suggestion(wanted.stem().string(), library_names(library))));
    return std::nullopt;
}

bool is_scenario(fs::path const& wanted, fs::path const& home) {
    Diagnostics ignored;
    return find_scenario(wanted, home, ignored).has_value();
}

std::optional<fs::path> find_pack(Node const& named, fs::path const& home, Diagnostics& problems) {
    auto const name = models::as_text(named, "pack", problems);
    if (!name)
        return std::nullopt;
    auto const packs = packs_of(home);
    for (auto const& candidate : {fs::path(named.where.file).parent_path() / *name, packs / *name})
        if (!name->empty() && is_there(candidate / "pack.toml"))
            return candidate.lexically_normal();
    problems.add(ProblemKind::missing_input, named.where, "pack",
                 fmt::format("there is no pack \"{}\": a folder with a pack.toml, in models/packs "
                             "or beside this file.{}",
                             *name, models::suggestion(*name, pack_names(home))));
    return std::nullopt;
}

std::vector<std::string> pack_names(fs::path const& home) {
    return names_in(packs_of(home), "pack.toml", true);
}

bool is_pack(std::string const& wanted, fs::path const& home) {
    return pack_directory(wanted, home).has_value();
}

std::optional<LoadedPack> load_pack(std::string const& wanted, fs::path const& home,
                                    Diagnostics& problems, models::Fitted fitted) {
    auto const directory = pack_directory(wanted, home);
    if (!directory) {
        problems.add(ProblemKind::missing_input, {wanted, 0}, "",
                     fmt::format("there is no such pack: a folder with a pack.toml, here or in "
                                 "models/packs.{}",
                                 models::suggestion(wanted, pack_names(home))));
        return std::nullopt;
    }
    auto document = models::read_pack_document(*directory, {}, problems, fitted);
    auto pack = document ? models::read_pack(*document, *directory, problems) : std::nullopt;
    return pack ? std::optional(LoadedPack{std::move(*pack), std::move(*document)}) : std::nullopt;
}

} // namespace stempath::scenarios
