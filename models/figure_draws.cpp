//! What a figure says of its draw: for each value of which dimensions there is one, and under which
//! name.
#include "models/figure_reader.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

StatedDraw stated_draw(Section& section) { return {section.take("by"), section.take("doubt")}; }

namespace {

class DrawNaming {
  public:
    DrawNaming(FigureContext& context, Cube const& figure, std::string const& key)
        : context_(context), figure_(figure), key_(key) {}

    std::vector<DimensionName> by(Node const& node) {
        std::vector<DimensionName> found;
        auto const names = as_names(node, key_below(key_, "by"), context_.problems);
        for (auto const& name : names.value_or(std::vector<NamedAt>{}))
            if (auto const dimension = one(name))
                found.push_back(*dimension);
        return found;
    }

    std::string name(Node const& node) {
        auto const key = key_below(key_, "doubt");
        auto const name = as_text(node, key, context_.problems).value_or("");
        bool const spelt = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        });
        if (!spelt && node.kind == Node::Kind::text)
            context_.problems.add(
                ProblemKind::bad_name, node.where, key,
                fmt::format("\"{}\" is not a name: small letters, digits and _.", name));
        return name;
    }

  private:
    std::optional<DimensionName> one(NamedAt const& name) {
        auto const key = key_below(key_, "by");
        auto const& space = context_.space;
        auto const dimension = space.dimension(name.name);
        if (!dimension)
            context_.problems.add(ProblemKind::unknown_name, name.where, key,
                                  fmt::format("found \"{}\", no dimension of this pack.{}",
                                              name.name,
                                              suggestion(name.name, space.dimension_names())));
        else if (space.names_along(*dimension).empty())
            context_.problems.add(ProblemKind::conflict, name.where, key,
                                  fmt::format("{} has no names, and each name has a draw. Give an "
                                              "axis, group, region, field, credential or stage.",
                                              name.name));
        else if (!figure_.depends_on(dimension->dim))
            context_.problems.add(ProblemKind::conflict, name.where, key,
                                  fmt::format("this figure is not by {}, so it cannot be in doubt "
                                              "by it.",
                                              name.name));
        else
            return dimension;
        return std::nullopt;
    }

    FigureContext& context_;
    Cube const& figure_;
    std::string const& key_;
};

} // namespace

void name_draw(FigureContext& context, Cube& figure, StatedDraw const& draw,
               std::string const& key) {
    if (draw.by == nullptr && draw.name == nullptr)
        return;
    DrawNaming naming(context, figure, key);
    Doubt doubt = figure.doubt ? *figure.doubt : Doubt{};
    if (draw.by != nullptr)
        doubt.by = naming.by(*draw.by);
    if (draw.name != nullptr)
        doubt.name = naming.name(*draw.name);
    if (figure.doubt)
        figure.doubt = std::make_shared<Doubt const>(std::move(doubt));
    else if (context.doubt.stated)
        context.problems.add(
            ProblemKind::conflict, (draw.by != nullptr ? draw.by : draw.name)->where, key,
            "says how it is drawn, and has no range to be drawn from. Give low and high, spread or "
            "plus_minus, or drop it.");
}

} // namespace stempath::models
