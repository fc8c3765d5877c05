//! The head of a pack: kind, years, names, sources, traits.
#include "models/pack_reading.hpp"

#include <fmt/format.h>

namespace stempath::models {

namespace {

bool read_years(PackReading& reading, Section& root) {
    auto const* const node = root.require(
        "years", "Give years = [BASE, LAST]: the base year and the last that tables carry.");
    if (node == nullptr)
        return false;
    auto const years = as_range(*node, root.key("years"), -31000, 32000, reading.problems);
    if (years && years->second == years->first) {
        reading.problems.add(
            ProblemKind::out_of_range, node->where, "years",
            fmt::format("found {} twice; the last year must be after the base year.",
                        years->first));
        return false;
    }
    if (years && years->second - years->first > 1000)
        reading.problems.add(
            ProblemKind::out_of_range, node->where, "years",
            fmt::format("found {} years; 1,000 are the most.", years->second - years->first));
    if (!years || years->second - years->first > 1000)
        return false;
    reading.pack.base_year = static_cast<std::int32_t>(years->first);
    reading.pack.last_year = static_cast<std::int32_t>(years->second);
    return true;
}

void read_sources(PackReading& reading, std::filesystem::path const& directory) {
    auto const path = directory / "sources.csv";
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return;
    auto* const table = reading.figures.files.open("sources.csv", {path.string(), 0}, "");
    if (table == nullptr)
        return;
    table->used.assign(table->csv.columns(), true);
    std::vector<std::string> const columns{"id", "title", "publisher", "year", "locator"};
    for (auto const name : table->csv.header)
        if (!position_of(columns, name))
            reading.problems.add(
                ProblemKind::unknown_key, {path.string(), 1}, "",
                fmt::format("unknown column \"{}\".{}", name, suggestion(name, columns)));
    for (auto const& name : columns)
        if (!table->csv.column(name)) {
            reading.problems.add(
                ProblemKind::missing_key, {path.string(), 1}, "",
                fmt::format(
                    "there is no column \"{}\"; id, title, publisher, year and locator are needed.",
                    name));
            return;
        }
    auto const& csv = table->csv;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        auto const field = [&](std::string_view name) {
            return std::string(csv.field(row, *csv.column(name)));
        };
        if (field("id").empty())
            reading.problems.add(ProblemKind::bad_name, {path.string(), csv.lines[row]}, "",
                                 "the id is empty. Give the source a name of its own.");
        else if (position_of(reading.figures.provenance.sources, field("id")))
            reading.problems.add(ProblemKind::duplicate, {path.string(), csv.lines[row]}, "",
                                 fmt::format("the id \"{}\" stands here twice.", field("id")));
        reading.figures.provenance.sources.push_back(field("id"));
        reading.pack.sources.push_back(
            {field("id"), field("title"), field("publisher"), field("year"), field("locator")});
    }
}

void read_last_age(PackReading& reading, Section& root) {
    auto const* const node = root.take("demography");
    if (node == nullptr)
        return;
    Section section(*node, "demography", reading.problems);
    section.require("last_age", "Give the last age, which is open: last_age = 100.");
    reading.figures.space.ages = true;
    reading.figures.space.last_age =
        static_cast<std::int32_t>(section.integer("last_age", 1, 200).value_or(100));
}

} // namespace

bool read_head(PackReading& reading, Section& root) {
    auto& pack = reading.pack;
    root.require("schema", "Write schema = 1.");
    root.integer("schema", 1, 1);
    root.require("kind", "Write kind = \"place\" or kind = \"teaching\".");
    auto const kind = root.choice("kind", {"place", "teaching"});
    root.require("title", "Give a title of one line.");
    pack.title = root.line("title").value_or("");
    pack.teaching = kind == "teaching";
    reading.place = reading.figures.provenance.required = kind == "place";
    bool const years = read_years(reading, root);
    bool const names = read_declared_names(reading, root);
    reading.figures.space.base_year = pack.base_year;
    reading.figures.space.last_year = pack.last_year;
    read_last_age(reading, root);
    read_sources(reading, pack.directory);
    if (auto const* const node = root.take("provenance")) {
        Section section(*node, "provenance", reading.problems);
        reading.file_wide = stated_provenance(section, {});
        section.finish();
    }
    if (auto const* const node = root.take("doubt"))
        reading.figures.doubt = read_doubt_rules(*node, reading.problems);
    pack.states_doubt = reading.figures.doubt.stated;
    return years && names;
}

void read_traits(PackReading& reading, Node const& node) {
    Section section(node, "traits", reading.problems);
    auto const from = stated_provenance(section, reading.file_wide);
    TraitSpec traits;
    if (auto const* const ages =
            section.require("develop_ages", "Give the ages at which traits change: [5, 29]."))
        if (auto const range =
                as_range(*ages, section.key("develop_ages"), 0, 200, reading.problems)) {
            traits.from_age = static_cast<std::int32_t>(range->first);
            traits.to_age = static_cast<std::int32_t>(range->second);
        }
    bool const stated = node.find("unit") != nullptr;
    auto const read = [&](std::string_view name, std::string_view unit, double& number) {
        auto own = from;
        if (!stated)
            own.unit = unit;
        if (auto const* const figure = section.require(name, "Give a number from 0 to 1."))
            number = read_constant(reading.figures, *figure, section.key(name), own, 0.0, 1.0)
                         .value_or(0.0);
    };
    read("kappa", "share of the gap closed a year", traits.kappa);
    read("rho", "share of variance", traits.rho);
    section.finish();
    reading.pack.traits = traits;
}

} // namespace stempath::models
