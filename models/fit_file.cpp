//! The result of a fit, put into the document of the pack that names it.
#include "models/fit_file.hpp"

#include "models/input_file.hpp"
#include "models/section.hpp"

#include <fmt/format.h>

namespace stempath::models {

namespace {

//! What a fit may set: offsets of exits, and the stocks of the base year.
bool may_set(std::string const& key) {
    return key == "base.stocks" || (key.starts_with("stage.") && key.ends_with(".offset"));
}

std::vector<Override> read_set(Node const& set, Diagnostics& problems) {
    std::vector<Override> overrides;
    for (auto const& [key, value] : set.entries)
        if (may_set(key))
            overrides.push_back({key, value});
        else
            problems.add(ProblemKind::unknown_key, value.where, key,
                         "a fit sets \"stage.STAGE.exit.EXIT.offset\" and \"base.stocks\" only.");
    return overrides;
}

//! The pack reads the table together with the parameters that it speaks of.
void name_posterior(Node& document, Node const& posterior, Diagnostics& problems) {
    Section section(posterior, "posterior", problems);
    auto const* const table =
        section.require("table", "Name the table: table = \"fit_posterior.csv\".");
    section.finish();
    if (table != nullptr)
        document.find("fit")->set("posterior", *table);
}

} // namespace

std::optional<std::filesystem::path> fit_result_of(Node const& document,
                                                   std::filesystem::path const& directory) {
    auto const* const fit = document.find("fit");
    auto const* const result = fit == nullptr ? nullptr : fit->find("result");
    if (result == nullptr || result->kind != Node::Kind::text || result->text.empty())
        return std::nullopt;
    return directory / result->text;
}

void apply_fit(Node& document, std::filesystem::path const& directory, Diagnostics& problems) {
    auto const path = fit_result_of(document, directory);
    if (!path)
        return;
    auto const& where = document.find("fit")->find("result")->where;
    std::error_code error;
    if (!std::filesystem::exists(*path, error)) {
        problems.add(ProblemKind::missing_input, where, "fit.result",
                     fmt::format("there is no {} yet: run \"stempath calibrate {}\", which makes "
                                 "it, or leave the key out.",
                                 path->string(), directory.string()));
        return;
    }
    auto const text = read_text_file(*path, where, "fit.result", problems);
    auto const result = text ? parse_toml(*text, path->string(), problems) : std::nullopt;
    if (!result)
        return;
    Section root(*result, "", problems);
    root.require("schema", "Write schema = 1.");
    root.integer("schema", 1, 1);
    root.take("fitted"); // how it was found; nothing of it enters the model
    if (auto const* const posterior = root.take("posterior"))
        name_posterior(document, *posterior, problems);
    auto const* const set = root.require("set", "A fit that sets nothing still has [set].");
    root.finish();
    if (set == nullptr)
        return;
    if (set->kind != Node::Kind::table)
        report_type(*set, "set", "a table of keys of the pack", problems);
    else
        apply_overrides(document, read_set(*set, problems), problems);
}

} // namespace stempath::models
