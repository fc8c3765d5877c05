//! Names that refer to what a pack declares.
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

std::optional<Index> read_name(Node const& node, std::string const& key,
                               std::vector<std::string> const& names, std::string_view what,
                               Diagnostics& problems) {
    auto const name = as_text(node, key, problems);
    if (!name)
        return std::nullopt;
    auto const at = position_of(names, *name);
    if (!at)
        problems.add(ProblemKind::unknown_name, node.where, key,
                     fmt::format("found \"{}\", no {} of this pack.{}", *name, what,
                                 suggestion(*name, names)));
    return at;
}

std::optional<Index> read_stage_name(PackReading& reading, Node const& node,
                                     std::string const& key) {
    auto const at = read_name(node, key, reading.figures.space.stages, "stage", reading.problems);
    reading.all_stages_found = reading.all_stages_found && at.has_value();
    return at;
}

std::optional<Index> read_destination(PackReading& reading, Node const& node,
                                      std::string const& key) {
    return node.kind == Node::Kind::text && node.text == "out"
               ? std::optional(out)
               : read_stage_name(reading, node, key);
}

std::vector<Index> read_stage_names(PackReading& reading, Node const& node,
                                    std::string const& key) {
    std::vector<Index> stages;
    if (auto const names = as_names(node, key, reading.problems))
        for (auto const& name : *names)
            if (auto const at = read_stage_name(
                    reading, make_node(std::string_view(name.name), name.where), key))
                stages.push_back(*at);
    return stages;
}

void check_classes(PackReading& reading, StageSpec const& stage, Cube const& cube,
                   Location const& where, std::string const& key) {
    bool const leave = stage.duration && !stage.stay;
    auto const classes = stage.max_years ? stage.max_years : leave ? stage.duration : std::nullopt;
    if (classes && cube.extent(Dim::tenure) > static_cast<std::uint32_t>(*classes))
        reading.problems.add(ProblemKind::out_of_range, where, key,
                             fmt::format("the table has {} classes of tenure; this stage has {}.",
                                         cube.extent(Dim::tenure), *classes));
}

std::vector<std::string> names_of_groups(Pack const& pack) {
    std::vector<std::string> names;
    for (auto const& group : pack.groups)
        names.push_back(group.name);
    for (auto const& axis : pack.axes)
        for (auto const& value : axis.values)
            if (!position_of(names, value))
                names.push_back(value);
    return names;
}

std::vector<Index> read_groups(PackReading& reading, Node const& node, std::string const& key) {
    auto const& pack = reading.pack;
    auto const names = names_of_groups(pack);
    auto const at = read_name(node, key, names, "group", reading.problems);
    std::vector<Index> groups;
    for (Index g = 0; at && g < pack.groups.size(); ++g) {
        auto const& values = pack.groups[g].values;
        if (pack.groups[g].name == names[*at] ||
            std::find(values.begin(), values.end(), names[*at]) != values.end())
            groups.push_back(g);
    }
    return groups;
}

} // namespace stempath::models
