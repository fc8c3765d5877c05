#include "models/cube_sums.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

std::optional<std::int32_t> small(std::optional<std::int64_t> value) {
    return value ? std::optional(static_cast<std::int32_t>(*value)) : std::nullopt;
}

//! The exit by which all of the last class leave.
void add_limit(PackReading& reading, StageSpec& stage, Section& section) {
    auto const* const to = section.take("limit_to");
    if (!stage.max_years) {
        if (to != nullptr)
            reading.problems.add(ProblemKind::conflict, to->where, section.key("limit_to"),
                                 "needs max_years.");
        return;
    }
    if (std::any_of(stage.exits.begin(), stage.exits.end(),
                    [](ExitSpec const& e) { return e.name == "limit"; })) {
        reading.problems.add(ProblemKind::duplicate, section.where(),
                             key_below(section.key("exit"), "limit"),
                             "max_years makes an exit of this name itself. Rename this one.");
        return;
    }
    ExitSpec limit;
    limit.name = "limit";
    limit.full_name = stage.name + ".limit";
    limit.to =
        to == nullptr ? out : read_destination(reading, *to, section.key("limit_to")).value_or(out);
    std::array<std::uint32_t, n_dims> extent{};
    extent.fill(1);
    extent[static_cast<std::size_t>(Dim::tenure)] = static_cast<std::uint32_t>(*stage.max_years);
    limit.value = Cube(extent);
    limit.value.values().back() = 1.0;
    stage.exits.push_back(std::move(limit));
}

void check_lengths(PackReading& reading, StageSpec const& stage, Section& section) {
    auto const conflict = [&](std::string_view key, std::string_view why) {
        reading.problems.add(ProblemKind::conflict, section.where(), section.key(key), why);
    };
    if (stage.stay && !stage.duration)
        conflict("stay", "needs duration: it says whether people may stay after the decision.");
    if (stage.max_years && stage.duration && !stage.stay)
        conflict("max_years",
                 "has no effect: everyone leaves at the decision. Drop it, or write stay = true.");
    if (stage.max_years && stage.duration && stage.stay && *stage.max_years <= *stage.duration)
        conflict("max_years", fmt::format("must be above the duration, {}.", *stage.duration));
}

void read_stage(PackReading& reading, std::string const& name, Node const& node) {
    Section section(node, key_below("stage", name), reading.problems);
    auto const from = stated_provenance(section, reading.file_wide);
    StageSpec stage;
    stage.name = name;
    stage.label = section.line("label").value_or(name);
    stage.phase = section.choice("phase", {"progress", "separate"}) == "separate"
                      ? YearPhase::separate
                      : YearPhase::progress;
    stage.duration = small(section.integer("duration", 1, 1000));
    bool const wrong_duration = node.find("duration") != nullptr && !stage.duration;
    if (wrong_duration)
        stage.duration = 1; // that is told; what follows from there being one holds
    stage.stay = section.flag("stay").value_or(false);
    stage.max_years = small(section.integer("max_years", 1, 1000));
    check_lengths(reading, stage, section);
    if (auto const* const slots = section.take("slots"))
        stage.slots = read_path(reading, *slots, section.key("slots"), from, 0.0, 1e12);
    auto const before = reading.problems.count();
    if (auto const* const exits = section.take("exit"))
        read_exits(reading, stage, *exits, section.key("exit"), from);
    add_limit(reading, stage, section);
    std::sort(stage.exits.begin(), stage.exits.end(),
              [](auto& a, auto& b) { return a.name < b.name; });
    if (reading.problems.count() == before && !wrong_duration)
        settle_exits(reading, stage, section.node());
    if (auto const* const start = section.take("start"))
        stage.start =
            read_start(reading, stage, *start, section.key("start"), from).value_or(StartSpec{});
    section.finish();
    reading.pack.stages.push_back(std::move(stage));
}

} // namespace

void read_stages(PackReading& reading, Node const& node) {
    for (auto const& [name, stage] : node.entries)
        read_stage(reading, name, stage);
}

} // namespace stempath::models
