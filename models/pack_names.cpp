//! Names that a pack declares.
#include "models/pack_reading.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

namespace stempath::models {

namespace {

//! Words that keys and columns of figures use, so that no name may be one of them.
constexpr std::array<std::string_view, 18> reserved{
    "value", "table", "column",      "unit", "source", "grade", "note", "spread",     "by",
    "total", "share", "composition", "ages", "rest",   "out",   "keep", "plus_minus", "doubt"};

bool check_name(NamedAt const& name, std::string const& key, Diagnostics& problems) {
    auto const lower = [](unsigned char c) {
        return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_';
    };
    bool const spelt = !name.name.empty() &&
                       std::islower(static_cast<unsigned char>(name.name[0])) != 0 &&
                       std::all_of(name.name.begin(), name.name.end(), lower);
    if (!spelt)
        problems.add(
            ProblemKind::bad_name, name.where, key,
            fmt::format("\"{}\" is not a name: small letters, digits and _ , a letter first.",
                        name.name));
    else if (std::find(reserved.begin(), reserved.end(), name.name) != reserved.end())
        problems.add(ProblemKind::bad_name, name.where, key,
                     fmt::format("\"{}\" has a meaning of its own in packs; choose another name.",
                                 name.name));
    else
        return true;
    return false;
}

//! The names of a list, checked; `fallback` when the key is absent.
std::vector<std::string> read_list(Section& root, std::string_view name,
                                   std::string_view fallback) {
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
void sort_after_first(std::vector<std::string>& names) {
    std::sort(names.begin() + 1, names.end());
}

Axis read_axis(PackReading& reading, std::string const& name, Node const& node,
               std::string const& key) {
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
            reading.problems.add(
                ProblemKind::bad_name, node.where, section.key(name),
                fmt::format("\"{}\" is a dimension of its own; choose another name for the axis.",
                            name));
        else if (check_name({name, node.where}, section.key(name), reading.problems))
            reading.pack.axes.push_back(read_axis(reading, name, node, section.key(name)));
    }
    std::sort(reading.pack.axes.begin(), reading.pack.axes.end(),
              [](auto& a, auto& b) { return a.name < b.name; });
}

void read_region_labels(PackReading& reading, Section& section) {
    auto const* const names = section.take("regions");
    if (names == nullptr)
        return;
    Section labels(*names, section.key("regions"), reading.problems);
    for (auto const& region : reading.figures.space.regions)
        if (auto const label = labels.line(region))
            reading.pack.region_labels[region] = *label;
    labels.finish();
}

//! [labels.AXIS] and [labels.regions]: what pages call the values.
void read_labels(PackReading& reading, Section& root) {
    auto const* const node = root.take("labels");
    if (node == nullptr)
        return;
    Section section(*node, "labels", reading.problems);
    for (auto& axis : reading.pack.axes) {
        auto const* const names = section.take(axis.name);
        if (names == nullptr)
            continue;
        Section labels(*names, section.key(axis.name), reading.problems);
        for (auto const& value : axis.values)
            axis.labels.push_back(labels.line(value).value_or(""));
        labels.finish();
    }
    read_region_labels(reading, section);
    section.finish();
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

//! What parity definitions say of a workforce or a reference; a stage of that name would be
//! ambiguous.
constexpr std::array<std::string_view, 9> parity_words{
    "residents", "ncses_broad", "science_engineering", "related", "middle_skill", "census", "pew",
    "stemm",     "table"};

void read_stage_list(PackReading& reading, Section& root) {
    auto const* const node = root.require("stage", "Declare one stage or more: [stage.NAME].");
    if (node == nullptr || node->kind != Node::Kind::table)
        return;
    for (auto const& [name, stage] : node->entries) {
        auto const key = key_below("stage", name);
        if (check_name({name, stage.where}, key, reading.problems) &&
            std::find(parity_words.begin(), parity_words.end(), name) != parity_words.end())
            reading.problems.add(ProblemKind::bad_name, stage.where, key,
                                 "parity definitions use this word; choose another name.");
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

} // namespace

bool read_declared_names(PackReading& reading, Section& root) {
    auto& pack = reading.pack;
    auto& space = reading.figures.space;
    space.regions = read_list(root, "regions", "everywhere");
    space.fields = read_list(root, "fields", "none");
    space.credentials = read_list(root, "credentials", "none");
    sort_after_first(space.regions);
    sort_after_first(space.fields);
    auto const before = reading.problems.count();
    read_axes(reading, root);
    read_labels(reading, root);
    space.axes = pack.axes;
    space.groups = groups_of(pack.axes);
    read_stage_list(reading, root);
    check_sizes(reading, root);
    pack.regions = space.regions;
    pack.fields = space.fields;
    pack.credentials = space.credentials;
    pack.groups = space.groups;
    return reading.problems.count() == before && !space.stages.empty();
}

} // namespace stempath::models
