#include "models/pack_reader.hpp"

#include "models/fit_file.hpp"
#include "models/input_file.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

//! A section made of named parts, [what.NAME]; nullptr when absent.
Node const* take_table(Section& root, std::string_view what) {
    auto const* const node = root.take(what);
    if (node != nullptr && node->kind != Node::Kind::table) {
        report_type(*node, root.key(what), fmt::format("tables [{}.NAME]", what), root.problems());
        return nullptr;
    }
    return node;
}

//! In an order in which each section finds the names that it may use.
void read_sections(PackReading& reading, Section& root) {
    if (auto const* const node = root.take("traits"))
        read_traits(reading, *node);
    auto const* const boards = take_table(root, "board");
    if (boards != nullptr)
        declare_boards(reading, *boards);
    if (auto const* const node = take_table(root, "fixed_trait"))
        read_fixed_traits(reading, *node);
    if (auto const* const node = take_table(root, "stage"))
        read_stages(reading, *node);
    if (auto const* const node = take_table(root, "programme"))
        read_programmes(reading, *node);
    if (auto const* const node = root.take("gap"))
        read_gap(reading, *node);
    if (auto const* const node = root.take("demography"))
        read_demography(reading, *node);
    if (auto const* const node = root.take("base"))
        read_base(reading, *node);
    else if (reading.figures.space.ages)
        root.require("base", "With [demography], [base] says who is where in the base year.");
    if (auto const* const node = take_table(root, "entry"))
        read_entries(reading, *node);
    if (auto const* const node = take_table(root, "pool"))
        read_pools(reading, *node);
    auto const* const markets = take_table(root, "market");
    if (markets != nullptr)
        read_markets(reading, *markets);
    if (boards != nullptr)
        read_boards(reading, *boards);
    if (auto const* const node = root.take("crosswalk"))
        read_crosswalk(reading, *node);
    if (markets != nullptr)
        check_scores(reading, *markets);
    if (auto const* const node = take_table(root, "parity"))
        read_parities(reading, *node);
    else
        root.require("parity", "Give [parity.main].");
    if (auto const* const node = take_table(root, "measure"))
        read_measures(reading, *node);
    if (auto const* const node = root.take("fit"))
        read_fit(reading, *node);
    check_drawn_offsets(reading);
}

std::vector<std::string> column_names(Space const& space) {
    auto names = space.dimension_names();
    for (auto const name : {"value", "low", "high", "unit", "source", "grade", "note"})
        names.emplace_back(name);
    return names;
}

bool is_all_of(Node const& node, std::string const& file, std::string const& fit_file) {
    return (node.where.file == file || node.where.file == fit_file) &&
           std::all_of(node.entries.begin(), node.entries.end(),
                       [&](auto const& entry) { return is_all_of(entry.value, file, fit_file); });
}

//! Where the fit of the pack stands; a name that no file has when there is none.
std::string fit_file_of(Node const& document, std::filesystem::path const& directory) {
    auto const path = fit_result_of(document, directory);
    return path ? path->string() : std::string("none");
}

//! A pack as its folder has it: what a scenario replaces leaves columns that nobody reads.
bool stands_alone(Node const& document, std::filesystem::path const& directory) {
    return is_all_of(document, (directory / "pack.toml").string(),
                     fit_file_of(document, directory));
}

//! One message for all who name a source, when there is no table of them.
void report_missing_sources(PackReading& reading, std::filesystem::path const& path) {
    auto const& first = reading.figures.provenance.first_unread;
    std::error_code error;
    if (!first.empty() && !std::filesystem::exists(path, error))
        reading.problems.add(ProblemKind::missing_input, {path.string(), 0}, "",
                             fmt::format("there is no such file, and figures name sources, {} "
                                         "first. Give each a row: id,title,publisher,year,locator.",
                                         first));
}

} // namespace

std::optional<Node> read_pack_document(std::filesystem::path const& directory,
                                       std::span<Override const> overrides, Diagnostics& problems,
                                       Fitted fitted) {
    auto const path = directory / "pack.toml";
    auto const text = read_text_file(path, {}, "", problems);
    auto document = text ? parse_toml(*text, path.string(), problems) : std::nullopt;
    if (document && fitted == Fitted::yes)
        apply_fit(*document, directory, problems);
    if (document)
        apply_overrides(*document, overrides, problems);
    return document;
}

std::optional<Pack> read_pack(Node const& document, std::filesystem::path const& directory,
                              Diagnostics& problems) {
    auto const before = problems.count();
    PackReading reading{{},
                        {{},
                         {directory, problems},
                         {},
                         document.where.file,
                         fit_file_of(document, directory),
                         problems,
                         {}},
                        {},
                        problems};
    reading.figures.provenance.fit_named = fit_result_of(document, directory).has_value();
    reading.pack.directory = directory.string();
    reading.pack.name = directory.lexically_normal().filename().string();
    Section root(document, "", problems);
    if (!read_head(reading, root)) {
        for (auto const section :
             {"traits", "board", "fixed_trait", "stage", "programme", "gap", "demography", "base",
              "entry", "pool", "market", "crosswalk", "parity", "measure", "fit"})
            root.take(section);
        root.finish();
        return std::nullopt;
    }
    read_sections(reading, root);
    root.finish();
    report_missing_sources(reading, directory / "sources.csv");
    if (reading.all_stages_found && document.find("stage") != nullptr)
        check_reachable(reading, *document.find("stage"));
    if (problems.count() == before)
        check_fillers(reading, document);
    if (problems.count() == before)
        reading.figures.files.finish(column_names(reading.figures.space),
                                     stands_alone(document, directory));
    if (problems.count() != before)
        return std::nullopt;
    reading.pack.figures = std::move(reading.figures.figures);
    return std::move(reading.pack);
}

std::optional<Pack> read_pack(std::filesystem::path const& directory,
                              std::span<Override const> overrides, Diagnostics& problems) {
    auto const before = problems.count();
    auto const document = read_pack_document(directory, overrides, problems);
    if (!document)
        return std::nullopt;
    auto pack = read_pack(*document, directory, problems);
    return problems.count() == before ? std::move(pack) : std::nullopt;
}

} // namespace stempath::models
