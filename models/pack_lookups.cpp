//! Names that refer to what a pack declares.
#include "models/pack_reading.hpp"

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

} // namespace stempath::models
