//! Definitions of parity: by which lens, index and tolerance, and when. A definition beside the
//! main one takes from it what it leaves out.
#include "models/pack_parity.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

std::vector<std::string> axis_names(Pack const& pack) {
    std::vector<std::string> axes;
    for (auto const& axis : pack.axes)
        axes.push_back(axis.name);
    return axes;
}

std::vector<std::string> parts_of(std::string const& crossing) {
    std::vector<std::string> parts{""};
    for (char const letter : crossing)
        if (letter == '.')
            parts.emplace_back();
        else
            parts.back() += letter;
    return parts;
}

//! The lens as it is called: axes crossed stand in the order of their names.
std::optional<std::string> lens_named(ParityReading& at, NamedAt const& named) {
    auto known = axis_names(at.reading.pack);
    auto const key = at.section.key("lens");
    bool const has_regions = at.reading.figures.space.regions.size() > 1;
    if (named.name == "region" && has_regions)
        return named.name;
    auto parts = parts_of(named.name);
    if (parts.size() == 1 && has_regions)
        known.emplace_back("region");
    for (auto const& part : parts)
        if (!read_name(make_node(std::string_view(part), named.where), key, known, "axis",
                       at.reading.problems))
            return std::nullopt;
    std::sort(parts.begin(), parts.end());
    if (std::adjacent_find(parts.begin(), parts.end()) != parts.end()) {
        at.reading.problems.add(ProblemKind::duplicate, named.where, key,
                                fmt::format("\"{}\" crosses an axis with itself.", named.name));
        return std::nullopt;
    }
    return fmt::format("{}", fmt::join(parts, "."));
}

void read_lens(ParityReading& at) {
    auto const* const node = at.section.take("lens");
    auto const key = at.section.key("lens");
    if (node == nullptr) {
        at.spec.lens = at.main != nullptr ? at.main->lens : axis_names(at.reading.pack);
        return;
    }
    auto const names = as_names(*node, key, at.reading.problems);
    for (auto const& name : names.value_or(std::vector<NamedAt>{}))
        if (auto lens = lens_named(at, name)) {
            if (position_of(at.spec.lens, *lens))
                at.problem(ProblemKind::duplicate, "lens",
                           fmt::format("\"{}\" stands here twice.", *lens));
            at.spec.lens.push_back(std::move(*lens));
        }
    if (names && names->empty())
        report_type(*node, key, "a list of one axis or more", at.reading.problems);
    if (at.spec.reference == "table" && position_of(at.spec.lens, "region"))
        at.problem(ProblemKind::conflict, "lens",
                   "the reference is a table, which has no regions.");
}

void read_together(ParityReading& at) {
    auto const* const node = at.section.take("together");
    if (node == nullptr)
        return;
    auto const key = at.section.key("together");
    auto const known = names_of_groups(at.reading.pack);
    auto const names = as_names(*node, key, at.reading.problems);
    for (auto const& name : names.value_or(std::vector<NamedAt>{}))
        if (read_name(make_node(std::string_view(name.name), name.where), key, known, "group",
                      at.reading.problems))
            at.spec.together.push_back(name.name);
    if (names && names->size() < 2)
        report_type(*node, key, "a list of two groups or more", at.reading.problems);
}

void read_index(ParityReading& at) {
    auto const stated = at.section.choice("index", {"ratio", "difference", "share", "count"});
    at.spec.index = stated.value_or(at.main != nullptr ? at.main->index : "ratio");
}

void read_at_least(ParityReading& at) {
    // Shares that are lower by something are what a tolerated difference speaks of.
    double const least = at.spec.index == "difference" ? -1.0 : 0.0;
    double const most = at.spec.index == "count" ? 1e12 : 1.0;
    bool const as_main = at.main != nullptr && at.main->index == at.spec.index;
    if (auto const* const node = at.section.take("at_least"))
        at.spec.at_least =
            as_number(*node, at.section.key("at_least"), least, most, at.reading.problems)
                .value_or(0.95);
    else if (as_main)
        at.spec.at_least = at.main->at_least;
    else if (at.spec.index == "count")
        at.section.require("at_least", "Give the persons of the group that are wanted.");
}

//! The run goes k - 1 years of the main definition beyond its end, which is after the base year.
void read_years_in_a_row(ParityReading& at) {
    auto const& pack = at.reading.pack;
    auto const most = std::max(1, pack.last_year - pack.base_year);
    if (at.main != nullptr)
        at.spec.k = at.main->k;
    auto const k = at.section.integer("k", 1, std::min(1000, most));
    if (at.section.node().find("k") == nullptr)
        return;
    at.spec.k = static_cast<std::int32_t>(k.value_or(1));
    if (at.main != nullptr && at.spec.k > at.main->k)
        at.problem(ProblemKind::out_of_range, "k",
                   fmt::format("found {}; a run goes on for as many years as parity.main.k = {} "
                               "takes to confirm, and no more.",
                               at.spec.k, at.main->k));
}

void read_goals(ParityReading& at) {
    auto const* const node = at.section.take("goals");
    auto const& pack = at.reading.pack;
    auto& goals = at.spec.goals;
    if (node == nullptr) {
        if (at.main != nullptr)
            goals = at.main->goals;
        return;
    }
    auto const key = at.section.key("goals");
    if (node->kind != Node::Kind::array) {
        report_type(*node, key, "a list of years", at.reading.problems);
        return;
    }
    if (pack.last_year - at.spec.k < pack.base_year) {
        at.problem(ProblemKind::out_of_range, "goals",
                   fmt::format("with {} years in a row to confirm parity (k) no year from {} to "
                               "{} can be a goal. Lower k.",
                               at.spec.k, pack.base_year, pack.last_year));
        return;
    }
    for (auto const& item : node->items)
        if (auto const year = as_integer(item, key, pack.base_year, pack.last_year - at.spec.k + 1,
                                         at.reading.problems))
            goals.push_back(static_cast<std::int32_t>(*year));
    std::sort(goals.begin(), goals.end());
    if (auto const twice = std::adjacent_find(goals.begin(), goals.end()); twice != goals.end())
        at.problem(ProblemKind::duplicate, "goals", fmt::format("{} stands here twice.", *twice));
}

void read_group(ParityReading& at) {
    auto const* const node = at.section.take("group");
    auto const key = at.section.key("group");
    if (!at.spec.of_one_group()) {
        if (node != nullptr)
            at.problem(ProblemKind::conflict, "group",
                       "is only for index = \"share\" or \"count\".");
        return;
    }
    auto const names = names_of_groups(at.reading.pack);
    if (node == nullptr && at.main != nullptr && at.main->of_one_group())
        at.spec.group = at.main->group;
    else if (node == nullptr)
        at.section.require("group", "Name the group whose share must reach at_least.");
    else if (auto const g = read_name(*node, key, names, "group", at.reading.problems))
        at.spec.group = names[*g];
}

} // namespace

void read_parity_rule(ParityReading& at) {
    read_lens(at);
    read_together(at);
    read_index(at);
    read_at_least(at);
    read_years_in_a_row(at);
    read_goals(at);
    read_group(at);
}

} // namespace stempath::models
