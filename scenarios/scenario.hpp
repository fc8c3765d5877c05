//! Scenarios: what a planner writes, read and resolved into a pack and the settings of a run.
//! Spelling: docs/scenario-format.md.
#pragma once

#include "models/model_error.hpp"
#include "models/pack.hpp"
#include "models/pack_reader.hpp"
#include "models/study.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::scenarios {

//! Replicates `first` to `first + count - 1`.
struct Replicates {
    std::uint32_t first = 0;
    std::uint32_t count = 1;
};

//! "20" as 0 to 19, "5..9" as 5 to 9; none for anything else, for none at all, and for more than a
//! million.
std::optional<Replicates> parse_replicates(std::string_view text);

//! What the command line says; it wins over the scenario.
struct CommandLineOverrides {
    std::vector<std::string> set; //!< KEY=VALUE, of the scenario or of the pack; later ones win
    std::optional<std::uint64_t> seed;
    std::optional<std::uint32_t> threads; //!< 0: all
    std::optional<double> scale;
    std::optional<Replicates> replicates;
    std::optional<std::string> out; //!< directory of the results
    std::filesystem::path
        home; //!< holds models/packs and scenarios/library; empty: the working directory
};

struct Scenario {
    std::string name; //!< of the file, without .toml
    std::string title;
    std::filesystem::path path;
    std::string text; //!< the file as read
    std::filesystem::path pack_directory;
    std::optional<std::int32_t>
        start; //!< calendar year; load gives the pack's base year where it is not stated
    std::int32_t end = 0;
    double scale = 1.0; //!< synthetic people per real person
    Replicates replicates;
    std::uint64_t seed = 1;
    std::string record = "sums";        //!< sums, replicates or years_in_stage
    std::optional<bool> doubt;          //!< load gives what the pack has where it is not stated
    std::optional<std::uint32_t> twins; //!< as doubt
    std::uint32_t threads = 0;
    std::filesystem::path out;
    std::vector<models::Override> overrides; //!< of the pack, [parity] included; later ones win
    std::vector<std::filesystem::path>
        extends;           //!< the chain, the most basic first; without the file itself
    models::Node document; //!< every key of the scenario with its value and where it was said
    std::optional<models::Node> pack_document{}; //!< a pack that stands in the scenario itself
};

/*!
 * Reads a scenario, what it extends and the command line. `path` is a file, or the name of one in
 * the library. None after any problem. The pack is not read yet.
 */
std::optional<Scenario> read_scenario(std::filesystem::path const& path,
                                      CommandLineOverrides const& command_line,
                                      models::Diagnostics& problems);

//! Whether there is a file `wanted`, or a scenario of that name here or in the library.
bool is_scenario(std::filesystem::path const& wanted, std::filesystem::path const& home);

//! A scenario with its pack, ready to run.
struct Study {
    Scenario scenario;
    models::Pack pack;
    models::Node
        pack_document; //!< the pack's TOML with everything replaced that the scenario replaces
    models::RunSettings settings;
    std::vector<models::InputFile> inputs; //!< every file that was read
    std::vector<std::string> notes;        //!< what was left out of what is written; without a dot
};

//! Reads a scenario and its pack. None after any problem.
std::optional<Study> load(std::filesystem::path const& path,
                          CommandLineOverrides const& command_line, models::Diagnostics& problems);

//! A pack by itself, as a study to the last year that its tables allow, without a title or a path
//! of a scenario. None after any problem.
std::optional<Study> load_pack_alone(std::string const& wanted, std::filesystem::path const& home,
                                     models::Diagnostics& problems);

//! Makes the model that would run and reports what only then is found; returns its notes. Takes
//! some tenths of a second for a country.
std::vector<std::string> check_model(Study const& study, models::Diagnostics& problems);

//! What a pack asks that has no expected path (models/expected.hpp), each with its place.
void check_expected(Study const& study, models::Diagnostics& problems);

//! What the making of the model found, with the place of the key at fault.
void add_model_problem(Study const& study, models::ModelError const& error,
                       models::Diagnostics& problems);

//! What was read, in a few lines: size, years, how many figures there are and how many of them are
//! judgement.
std::string check(Study const& study);

//! The whole resolved model as TOML that reads back as a scenario; each value with its source and
//! its place.
std::string print_resolved(Study const& study);

} // namespace stempath::scenarios
