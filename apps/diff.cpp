#include "apps/commands.hpp"
#include "apps/diff_pages.hpp"
#include "apps/exit_code.hpp"
#include "apps/loading.hpp"
#include "apps/terminal.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/loaded_pack.hpp"

#include <filesystem>
#include <fmt/format.h>

namespace stempath::apps {

namespace {

[[noreturn]] void refuse(models::ProblemKind kind, std::string const& given,
                         std::string const& why) {
    models::Diagnostics problems;
    problems.add(kind, {given, 0}, "", why);
    throw InputError{std::move(problems)};
}

//! A scenario where there is one of that name, else a pack.
bool names_pack(std::string const& given) {
    auto const home = home_directory();
    bool const pack = scenarios::is_pack(given, home);
    if (std::filesystem::path(given).filename() == "pack.toml")
        return pack;
    if (scenarios::is_scenario(given, home))
        return false;
    if (!pack)
        refuse(models::ProblemKind::missing_input, given,
               "there is no such scenario or pack." +
                   models::suggestion(given, scenarios::names_in(home)));
    return true;
}

DiffSide side_of(std::string const& given, scenarios::Study const& study) {
    return {given, "scenario", study.scenario.path.string(), study.scenario.title};
}

DiffSide side_of(std::string const& given, scenarios::LoadedPack const& loaded) {
    return {given, "pack", loaded.pack.directory, loaded.pack.title};
}

template <class Loaded>
DiffReport report(DiffOptions const& options, Loaded const& a, Loaded const& b) {
    return {side_of(options.a, a), side_of(options.b, b), scenarios::compare(a, b)};
}

} // namespace

int diff(DiffOptions const& options) {
    bool const packs = names_pack(options.a);
    if (names_pack(options.b) != packs)
        refuse(models::ProblemKind::wrong_type, options.b,
               fmt::format("is a {}, and {} is a {}. Compare two scenarios, or two packs.",
                           packs ? "scenario" : "pack", options.a, packs ? "pack" : "scenario"));
    auto const found =
        packs ? report(options, load_pack(options.a), load_pack(options.b))
              : report(options, load_study({options.a, {}}), load_study({options.b, {}}));
    write_stdout(options.json ? diff_json(found) : diff_page(found));
    return static_cast<int>(found.differences.empty() ? ExitCode::done : ExitCode::failed);
}

} // namespace stempath::apps
