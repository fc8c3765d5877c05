//! Where scenarios and packs are found.
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

std::optional<fs::path> find_pack(Node const& named, fs::path const& home, Diagnostics& problems) {
    auto const name = models::as_text(named, "pack", problems);
    if (!name)
        return std::nullopt;
    auto const packs = home / "models" / "packs";
    for (auto const& candidate : {fs::path(named.where.file).parent_path() / *name, packs / *name})
        if (!name->empty() && is_there(candidate / "pack.toml"))
            return candidate.lexically_normal();
    problems.add(ProblemKind::missing_input, named.where, "pack",
                 fmt::format("there is no pack \"{}\": a folder with a pack.toml, in models/packs "
                             "or beside this file.{}",
                             *name, models::suggestion(*name, names_in(packs, "pack.toml", true))));
    return std::nullopt;
}

} // namespace stempath::scenarios
