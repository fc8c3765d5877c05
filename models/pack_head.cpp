#include "models/pack_reading.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

namespace stempath::models {

namespace {

//! Words that keys and columns of figures use, so that no name may be one of them.
constexpr std::array<std::string_view, 14> reserved{"value", "table", "column",      "unit", "source", "grade", "note",
                                                    "total", "share", "composition", "ages", "rest",   "out",   "keep"};

bool check_name(NamedAt const& name, std::string const& key, Diagnostics& problems) {
    auto const lower = [](unsigned char c) { return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_'; };
    bool const spelt = !name.name.empty() && std::islower(static_cast<unsigned char>(name.name[0])) != 0 &&
                       std::all_of(name.name.begin(), name.name.end(), lower);
    if (!spelt)
        problems.add(ProblemKind::bad_name, name.where, key,
                     fmt::format("\"{}\" is not a name: small letters, digits and _ , a letter first.", name.name));
    else if (std::find(reserved.begin(), reserved.end(), name.name) != reserved.end())
        problems.add(ProblemKind::bad_name, name.where, key, fmt::format("\"{}\" has a meaning of its own in packs; choose another name.", name.name));
    else
        return true;
    return false;
}

//! The names of a list, checked; `fallback` when the key is absent.
std::vector<std::string> read_list(Section& root, std::string_view name, std::string_view fallback) {
    auto const* const node = root.take(name);
    if (node == nullptr)
        return {std::string(fallback)};
    std::vector<std::string> list;
    if (auto const names = as_names(*node, root.key(name), root.problems())) {
        for (auto const& n : *names)
            if (check_name(n, root.key(name), root.problems()))
                list.push_back(n.name);
        if (names->empty())
            report_type(*node, root.key(name), "a list of one name or more", root.problems());
    }
    return list.empty() ? std::vector{std::string(fallback)} : list;
}

//! The first stays; the order of the others must not matter.
void sort_after_first(std::vector<std::string>& names) { std::sort(names.begin() + 1, names.end()); }

Axis read_axis(PackReading& reading, std::string const& name, Node const& node, std::string const& key) {
    Axis axis{name, {}};
    if (auto const values = as_names(node, key, reading.problems))
        for (auto const& value : *values)
            if (check_name(value, key, reading.problems))
                axis.values.push_back(value.name);
    if (axis.values.empty() && node.kind == Node::Kind::array)
        report_type(node, key, "a list of one name or more", reading.problems);
    return axis;
}

void read_axes(PackReading& reading, Section& root) {
    auto const* const groups = root.take("groups");
    auto const* const axes = root.take("axes");
    if ((groups == nullptr) == (axes == nullptr)) {
        auto const kind = groups == nullptr ? ProblemKind::missing_key : ProblemKind::conflict;
        reading.problems.add(kind, groups == nullptr ? root.where() : groups->where, "axes",
                             "give either [axes] with lists of names, or groups = [\"w\", \"m\"].");
        return;
    }
    if (groups != nullptr) {
        reading.pack.axes.push_back(read_axis(reading, "group", *groups, "groups"));
        return;
    }
    Section section(*axes, "axes", reading.problems);
    for (auto const& [name, node] : axes->entries) {
        section.take(name);
        if (reading.figures.space.dimension(name))
            reading.problems.add(ProblemKind::bad_name, node.where, section.key(name),
                                 fmt::format("\"{}\" is a dimension of its own; choose another name for the axis.", name));
        else if (check_name({name, node.where}, section.key(name), reading.problems))
            reading.pack.axes.push_back(read_axis(reading, name, node, section.key(name)));
    }
    std::sort(reading.pack.axes.begin(), reading.pack.axes.end(), [](auto& a, auto& b) { return a.name < b.name; });
}

//! The product of the axes, in order of canonical name.
std::vector<Group> groups_of(std::vector<Axis> const& axes) {
    std::vector<Group> groups(1);
    for (auto const& axis : axes) {
        std::vector<Group> longer;
        for (auto const& group : groups)
            for (auto const& value : axis.values) {
                longer.push_back(group);
                longer.back().name += (group.name.empty() ? "" : ".") + value;
                longer.back().values.push_back(value);
            }
        groups.swap(longer);
    }
    std::sort(groups.begin(), groups.end(), [](auto& a, auto& b) { return a.name < b.name; });
    return groups;
}

bool read_years(PackReading& reading, Section& root) {
    auto const* const node = root.require("years", "Give years = [BASE, LAST]: the base year and the last that tables carry.");
    if (node == nullptr)
        return false;
    auto const years = as_range(*node, root.key("years"), -100000, 100000, reading.problems);
    if (years && years->second - years->first > 1000)
        reading.problems.add(ProblemKind::out_of_range, node->where, "years",
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
            reading.problems.add(ProblemKind::unknown_key, {path.string(), 1}, "",
                                 fmt::format("unknown column \"{}\".{}", name, suggestion(name, columns)));
    for (auto const& name : columns)
        if (!table->csv.column(name)) {
            reading.problems.add(ProblemKind::missing_key, {path.string(), 1}, "",
                                 fmt::format("there is no column \"{}\"; id, title, publisher, year and locator are needed.", name));
            return;
        }
    auto const& csv = table->csv;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        auto const field = [&](std::string_view name) { return std::string(csv.field(row, *csv.column(name))); };
        if (position_of(reading.figures.provenance.sources, field("id")))
            reading.problems.add(ProblemKind::duplicate, {path.string(), csv.lines[row]}, "",
                                 fmt::format("the id \"{}\" stands here twice.", field("id")));
        reading.figures.provenance.sources.push_back(field("id"));
        reading.pack.sources.push_back({field("id"), field("title"), field("publisher"), field("year"), field("locator")});
    }
}

//! What parity definitions say of a workforce or a reference; a stage of that name would be ambiguous.
constexpr std::array<std::string_view, 9> parity_words{"residents", "ncses_broad", "science_engineering", "related", "middle_skill",
                                                       "census",    "pew",         "stemm",               "table"};

void read_stage_list(PackReading& reading, Section& root) {
    auto const* const node = root.require("stage", "Declare one stage or more: [stage.NAME].");
    if (node == nullptr || node->kind != Node::Kind::table)
        return;
    for (auto const& [name, stage] : node->entries) {
        auto const key = key_below("stage", name);
        if (check_name({name, stage.where}, key, reading.problems) &&
            std::find(parity_words.begin(), parity_words.end(), name) != parity_words.end())
            reading.problems.add(ProblemKind::bad_name, stage.where, key, "parity definitions use this word; choose another name.");
        reading.figures.space.stages.push_back(name);
    }
}

//! People carry these as single bytes.
void check_sizes(PackReading& reading, Section& root) {
    auto const& space = reading.figures.space;
    for (auto const d : {Dim::stage, Dim::group, Dim::region, Dim::field, Dim::credential})
        if (space.size(d) > 250)
            reading.problems.add(ProblemKind::out_of_range, root.where(), name_of(d),
                                 fmt::format("found {} names; 250 are the most.", space.size(d)));
}

void read_last_age(PackReading& reading, Section& root) {
    auto const* const node = root.take("demography");
    if (node == nullptr)
        return;
    Section section(*node, "demography", reading.problems);
    section.require("last_age", "Give the last age, which is open: last_age = 100.");
    reading.figures.space.ages = true;
    reading.figures.space.last_age = static_cast<std::int32_t>(section.integer("last_age", 1, 200).value_or(100));
}

} // namespace

bool read_head(PackReading& reading, Section& root) {
    auto& pack = reading.pack;
    auto& space = reading.figures.space;
    root.require("schema", "Write schema = 1.");
    root.integer("schema", 1, 1);
    root.require("kind", "Write kind = \"place\" or kind = \"teaching\".");
    auto const kind = root.choice("kind", {"place", "teaching"});
    root.require("title", "Give a title of one line.");
    pack.title = root.text("title").value_or("");
    pack.teaching = kind == "teaching";
    reading.place = reading.figures.provenance.required = kind == "place";
    bool const years = read_years(reading, root);
    pack.regions = read_list(root, "regions", "everywhere");
    pack.fields = read_list(root, "fields", "none");
    pack.credentials = read_list(root, "credentials", "none");
    sort_after_first(pack.regions);
    sort_after_first(pack.fields);
    auto const before = reading.problems.count();
    read_axes(reading, root);
    pack.groups = groups_of(pack.axes);
    read_stage_list(reading, root);
    bool const usable = years && reading.problems.count() == before && !space.stages.empty();
    space.base_year = pack.base_year;
    space.last_year = pack.last_year;
    space.axes = pack.axes;
    space.groups = pack.groups;
    space.regions = pack.regions;
    space.fields = pack.fields;
    space.credentials = pack.credentials;
    check_sizes(reading, root);
    read_last_age(reading, root);
    read_sources(reading, pack.directory);
    if (auto const* const node = root.take("provenance")) {
        Section section(*node, "provenance", reading.problems);
        reading.file_wide = stated_provenance(section, {});
        section.finish();
    }
    return usable;
}

void read_traits(PackReading& reading, Node const& node) {
    Section section(node, "traits", reading.problems);
    auto const from = stated_provenance(section, reading.file_wide);
    TraitSpec traits;
    if (auto const* const ages = section.require("develop_ages", "Give the ages at which traits change: [5, 29]."))
        if (auto const range = as_range(*ages, section.key("develop_ages"), 0, 200, reading.problems)) {
            traits.from_age = static_cast<std::int32_t>(range->first);
            traits.to_age = static_cast<std::int32_t>(range->second);
        }
    for (auto const& [name, number] : {std::pair{"kappa", &traits.kappa}, {"rho", &traits.rho}})
        if (auto const* const figure = section.require(name, "Give a number from 0 to 1."))
            *number = read_constant(reading.figures, *figure, section.key(name), from, 0.0, 1.0).value_or(0.0);
    section.finish();
    reading.pack.traits = traits;
}

std::optional<Index> read_name(Node const& node, std::string const& key, std::vector<std::string> const& names,
                               std::string_view what, Diagnostics& problems) {
    auto const name = as_text(node, key, problems);
    if (!name)
        return std::nullopt;
    auto const at = position_of(names, *name);
    if (!at)
        problems.add(ProblemKind::unknown_name, node.where, key,
                     fmt::format("found \"{}\", no {} of this pack.{}", *name, what, suggestion(*name, names)));
    return at;
}

std::optional<Index> read_stage_name(PackReading& reading, Node const& node, std::string const& key) {
    auto const at = read_name(node, key, reading.figures.space.stages, "stage", reading.problems);
    reading.all_stages_found = reading.all_stages_found && at.has_value();
    return at;
}

std::optional<Index> read_destination(PackReading& reading, Node const& node, std::string const& key) {
    return node.kind == Node::Kind::text && node.text == "out" ? std::optional(out) : read_stage_name(reading, node, key);
}

std::vector<Index> read_stage_names(PackReading& reading, Node const& node, std::string const& key) {
    std::vector<Index> stages;
    if (auto const names = as_names(node, key, reading.problems))
        for (auto const& name : *names)
            if (auto const at = read_stage_name(reading, make_node(std::string_view(name.name), name.where), key))
                stages.push_back(*at);
    return stages;
}

} // namespace stempath::models
