//! What becomes of the differences between groups that nothing explains.
#include "models/pack_reading.hpp"

#include <algorithm>

namespace stempath::models {

namespace {

std::vector<std::string> exits_of(Pack const& pack) {
    std::vector<std::string> names;
    for (auto const& stage : pack.stages)
        for (auto const& exit : stage.exits)
            names.push_back(exit.full_name);
    return names;
}

} // namespace

void read_gap(PackReading& reading, Node const& node) {
    Section section(node, "gap", reading.problems);
    auto from = stated_provenance(section, reading.file_wide);
    auto& gap = reading.pack.gap;
    if (auto const* const future =
            section.require("future", "Write \"constant\", \"fading\" or \"surroundings\".")) {
        auto const word = as_choice(*future, section.key("future"),
                                    {"constant", "fading", "surroundings"}, reading.problems);
        gap.future = word == "fading"         ? GapSpec::Future::fading
                     : word == "surroundings" ? GapSpec::Future::surroundings
                                              : GapSpec::Future::constant;
    }
    if (auto const* const years = section.take("half_life")) {
        from.unit = "years";
        gap.half_life =
            read_constant(reading.figures, *years, section.key("half_life"), from, 0.1, 1000.0)
                .value_or(gap.half_life);
    }
    if (auto const* const except = section.take("except")) {
        auto const known = exits_of(reading.pack);
        auto const names = as_names(*except, section.key("except"), reading.problems);
        for (auto const& name : names.value_or(std::vector<NamedAt>{}))
            if (auto const at = read_name(make_node(std::string_view(name.name), name.where),
                                          section.key("except"), known, "exit", reading.problems))
                gap.except.push_back(known[*at]);
    }
    section.finish();
}

} // namespace stempath::models
