//! Definitions of parity: who is compared with whom.
#include "models/pack_parity.hpp"

#include "models/cube_sums.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

void read_workforce(ParityReading& at) {
    auto const* const of = at.section.take("of");
    auto const* const workforce = at.section.take("workforce");
    auto const& pack = at.reading.pack;
    if ((of == nullptr) == (workforce == nullptr)) {
        at.problem(of == nullptr ? ProblemKind::missing_key : ProblemKind::conflict,
                   of == nullptr ? "workforce" : "of",
                   "give either workforce = \"ncses_broad\" (or another preset), or of = a stage.");
        return;
    }
    if (of != nullptr) {
        if (auto const stage = read_stage_name(at.reading, *of, at.section.key("of")))
            at.spec.workforce = at.reading.figures.space.stages[*stage];
        return;
    }
    at.spec.workforce =
        as_choice(*workforce, at.section.key("workforce"), workforce_presets(), at.reading.problems)
            .value_or("ncses_broad");
    if (!at.reading.crosswalk_read)
        return;
    if (pack.crosswalk.empty())
        at.problem(ProblemKind::conflict, "workforce",
                   "presets need a [crosswalk]; without one, write of = a stage.");
    else if (std::none_of(pack.crosswalk.begin(), pack.crosswalk.end(),
                          [&](auto const& work) { return counts_as(work, at.spec.workforce); }))
        at.problem(ProblemKind::not_covered, "workforce",
                   fmt::format("the crosswalk counts no stage, field and credential as {}.",
                               at.spec.workforce));
}

//! Whether work in a stage belongs to the workforce of a definition, before its exceptions.
bool has_work(Pack const& pack, Space const& space, ParitySpec const& spec, Index stage) {
    if (space.stages[stage] == spec.workforce)
        return true;
    std::size_t const cells = space.fields.size() * space.credentials.size();
    for (std::size_t i = 0; i < cells && !pack.crosswalk.empty(); ++i)
        if (counts_as(pack.crosswalk[stage * cells + i], spec.workforce))
            return true;
    return false;
}

void read_exceptions(ParityReading& at) {
    auto const* const node = at.section.take("except");
    if (node == nullptr)
        return;
    auto const& space = at.reading.figures.space;
    for (auto const stage : read_stage_names(at.reading, *node, at.section.key("except"))) {
        at.spec.except.push_back(space.stages[stage]);
        if (at.reading.crosswalk_read && !has_work(at.reading.pack, space, at.spec, stage))
            at.problem(
                ProblemKind::conflict, "except",
                fmt::format("{} is not in the workforce anyway. Drop it.", space.stages[stage]));
    }
    bool left = at.spec.except.empty();
    for (Index s = 0; s < space.stages.size(); ++s)
        left = left || (has_work(at.reading.pack, space, at.spec, s) &&
                        !position_of(at.spec.except, space.stages[s]));
    if (!left)
        at.problem(ProblemKind::not_covered, "except", "nothing is left of the workforce.");
}

void read_reference(ParityReading& at) {
    auto& reading = at.reading;
    auto const* const node = at.section.take("reference");
    if (node == nullptr || (node->kind == Node::Kind::text && node->text == "residents"))
        return;
    auto const key = at.section.key("reference");
    if (node->kind == Node::Kind::text && !names_table(*node)) {
        auto allowed = reading.figures.space.stages;
        allowed.emplace_back("residents");
        if (position_of(allowed, node->text))
            at.spec.reference = node->text;
        else
            at.problem(ProblemKind::unknown_name, "reference",
                       fmt::format("found \"{}\"; allowed: residents, a stage, or a table.{}",
                                   node->text, suggestion(node->text, allowed)));
        return;
    }
    at.spec.reference = "table";
    auto cube = read_figure(
        reading.figures, *node, key, at.from,
        {.by = dims(Dim::year, Dim::group), .low = 0.0, .high = 1.0, .doubt = Doubt::Scale::none});
    if (!cube)
        return;
    *cube = expanded(*cube, dims(Dim::group), reading.figures.space);
    if (normalise(*cube, dims(Dim::group), false, reading.figures.space, key, reading.problems,
                  &reading.figures.files))
        at.spec.reference_share = std::move(*cube);
}

std::vector<std::string> read_regions(ParityReading& at, std::string_view name) {
    std::vector<std::string> regions;
    auto const* const node = at.section.take(name);
    if (node == nullptr)
        return regions;
    auto const key = at.section.key(name);
    auto const names = as_names(*node, key, at.reading.problems);
    for (auto const& region : names.value_or(std::vector<NamedAt>{}))
        if (read_name(make_node(std::string_view(region.name), region.where), key,
                      at.reading.figures.space.regions, "region", at.reading.problems))
            regions.push_back(region.name);
    if (names && names->empty())
        report_type(*node, key, "a list of one region or more", at.reading.problems);
    std::sort(regions.begin(), regions.end());
    return regions;
}

void read_ages(ParityReading& at) {
    auto const* const node = at.section.take("ages");
    auto const& space = at.reading.figures.space;
    if (node == nullptr) {
        if (at.main != nullptr) {
            at.spec.from_age = at.main->from_age;
            at.spec.to_age = at.main->to_age;
        }
        return;
    }
    if (!space.ages)
        at.problem(ProblemKind::conflict, "ages",
                   "needs [demography]: without it nobody has an age.");
    else if (auto const range =
                 as_range(*node, at.section.key("ages"), 0, 200, at.reading.problems)) {
        if (range->first > space.last_age)
            at.problem(ProblemKind::out_of_range, "ages",
                       fmt::format("nobody is {} or older here: the last age is {}.", range->first,
                                   space.last_age));
        at.spec.from_age = static_cast<std::int32_t>(range->first);
        at.spec.to_age = static_cast<std::int32_t>(range->second);
    }
}

ParitySpec read_parity(PackReading& reading, std::string const& name, Node const& node,
                       ParitySpec const* main) {
    Section section(node, key_below("parity", name), reading.problems);
    auto const from = stated_provenance(section, reading.file_wide);
    ParityReading at{reading, std::move(section), from, main, {}};
    at.spec.name = name;
    read_parity_people(at);
    read_parity_rule(at);
    at.section.finish();
    return std::move(at.spec);
}

} // namespace

void read_parity_people(ParityReading& at) {
    at.spec.label = at.section.line("label").value_or("");
    read_workforce(at);
    read_exceptions(at);
    read_reference(at);
    at.spec.regions = read_regions(at, "regions");
    at.spec.reference_regions = read_regions(at, "reference_regions");
    if (!at.spec.reference_regions.empty() && at.spec.reference == "table")
        at.problem(ProblemKind::conflict, "reference_regions",
                   "the reference is a table, which has no regions.");
    read_ages(at);
}

void read_parities(PackReading& reading, Node const& node) {
    auto const* const main = node.find("main");
    if (main == nullptr)
        reading.problems.add(ProblemKind::missing_key, node.where, "parity.main",
                             "missing. Give the pack's default definition.");
    else
        reading.pack.parity.push_back(read_parity(reading, "main", *main, nullptr));
    for (auto const& [name, parity] : node.entries)
        if (name != "main") {
            auto const first =
                reading.pack.parity.empty() ? ParitySpec{} : reading.pack.parity.front();
            reading.pack.parity.push_back(read_parity(reading, name, parity, &first));
        }
    for (auto const& spec : reading.pack.parity)
        reading.pack.parity_names.push_back(spec.name);
}

} // namespace stempath::models
