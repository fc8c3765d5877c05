//! Definitions of parity.
#include "models/cube_sums.hpp"
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

class ParityReading {
  public:
    ParityReading(PackReading& reading, std::string const& name, Node const& node)
        : reading_(reading), section_(node, key_below("parity", name), reading.problems),
          from_(stated_provenance(section_, reading.file_wide)) {}

    ParitySpec run() {
        read_workforce();
        read_reference();
        read_ages();
        read_lens();
        spec_.index =
            section_.choice("index", {"ratio", "difference", "share", "count"}).value_or("ratio");
        read_at_least();
        // The run goes k - 1 years beyond its end, which is after the base year.
        auto const most = std::max(1, reading_.pack.last_year - reading_.pack.base_year);
        auto const k = section_.integer("k", 1, std::min(1000, most));
        if (section_.node().find("k") != nullptr)
            spec_.k = static_cast<std::int32_t>(k.value_or(1));
        read_goals();
        read_group();
        section_.finish();
        return std::move(spec_);
    }

  private:
    void problem(ProblemKind kind, std::string_view name, std::string const& why) {
        auto const* const at = section_.node().find(name);
        reading_.problems.add(kind, at == nullptr ? section_.where() : at->where,
                              section_.key(name), why);
    }

    void read_at_least() {
        // Shares that are lower by something are what a tolerated difference speaks of.
        double const least = spec_.index == "difference" ? -1.0 : 0.0;
        double const most = spec_.index == "count" ? 1e12 : 1.0;
        if (auto const* const node = section_.take("at_least"))
            spec_.at_least =
                as_number(*node, section_.key("at_least"), least, most, reading_.problems)
                    .value_or(0.95);
        else if (spec_.index == "count")
            section_.require("at_least", "Give the persons of the group that are wanted.");
    }

    void read_workforce() {
        auto const* const of = section_.take("of");
        auto const* const workforce = section_.take("workforce");
        if ((of == nullptr) == (workforce == nullptr)) {
            problem(
                of == nullptr ? ProblemKind::missing_key : ProblemKind::conflict,
                of == nullptr ? "workforce" : "of",
                "give either workforce = \"ncses_broad\" (or another preset), or of = a stage.");
            return;
        }
        if (of != nullptr) {
            if (auto const stage = read_stage_name(reading_, *of, section_.key("of")))
                spec_.workforce = reading_.figures.space.stages[*stage];
            return;
        }
        spec_.workforce =
            as_choice(*workforce, section_.key("workforce"), workforce_presets(), reading_.problems)
                .value_or("ncses_broad");
        if (reading_.pack.crosswalk.empty())
            problem(ProblemKind::conflict, "workforce",
                    "presets need a [crosswalk]; without one, write of = a stage.");
        else if (std::none_of(reading_.pack.crosswalk.begin(), reading_.pack.crosswalk.end(),
                              [&](auto const& work) { return counts_as(work, spec_.workforce); }))
            problem(ProblemKind::not_covered, "workforce",
                    fmt::format("the crosswalk counts no stage, field and credential as {}.",
                                spec_.workforce));
    }

    void read_reference() {
        auto const* const node = section_.take("reference");
        if (node == nullptr || (node->kind == Node::Kind::text && node->text == "residents"))
            return;
        auto const key = section_.key("reference");
        if (node->kind == Node::Kind::text && !names_table(*node)) {
            auto allowed = reading_.figures.space.stages;
            allowed.emplace_back("residents");
            if (position_of(allowed, node->text))
                spec_.reference = node->text;
            else
                problem(ProblemKind::unknown_name, "reference",
                        fmt::format("found \"{}\"; allowed: residents, a stage, or a table.{}",
                                    node->text, suggestion(node->text, allowed)));
            return;
        }
        spec_.reference = "table";
        auto cube = read_figure(reading_.figures, *node, key, from_,
                                {.by = dims(Dim::year, Dim::group), .low = 0.0, .high = 1.0});
        if (!cube)
            return;
        *cube = expanded(*cube, dims(Dim::group), reading_.figures.space);
        if (normalise(*cube, dims(Dim::group), false, reading_.figures.space, key,
                      reading_.problems))
            spec_.reference_share = std::move(*cube);
    }

    void read_ages() {
        auto const* const node = section_.take("ages");
        if (node == nullptr)
            return;
        if (!reading_.figures.space.ages)
            problem(ProblemKind::conflict, "ages",
                    "needs [demography]: without it nobody has an age.");
        else if (auto const range =
                     as_range(*node, section_.key("ages"), 0, 200, reading_.problems)) {
            if (range->first > reading_.figures.space.last_age)
                problem(ProblemKind::out_of_range, "ages",
                        fmt::format("nobody is {} or older here: the last age is {}.", range->first,
                                    reading_.figures.space.last_age));
            spec_.from_age = static_cast<std::int32_t>(range->first);
            spec_.to_age = static_cast<std::int32_t>(range->second);
        }
    }

    void read_lens() {
        std::vector<std::string> axes;
        for (auto const& axis : reading_.pack.axes)
            axes.push_back(axis.name);
        auto const* const node = section_.take("lens");
        if (node == nullptr) {
            spec_.lens = axes;
            return;
        }
        auto const names = as_names(*node, section_.key("lens"), reading_.problems);
        for (auto const& name : names.value_or(std::vector<NamedAt>{}))
            if (auto const a = read_name(make_node(std::string_view(name.name), name.where),
                                         section_.key("lens"), axes, "axis", reading_.problems))
                spec_.lens.push_back(axes[*a]);
        if (names && names->empty())
            report_type(*node, section_.key("lens"), "a list of one axis or more",
                        reading_.problems);
    }

    void read_goals() {
        auto const* const node = section_.take("goals");
        if (node == nullptr)
            return;
        auto const key = section_.key("goals");
        if (node->kind != Node::Kind::array) {
            report_type(*node, key, "a list of years", reading_.problems);
            return;
        }
        auto const& pack = reading_.pack;
        if (pack.last_year - spec_.k < pack.base_year) {
            problem(
                ProblemKind::out_of_range, "goals",
                fmt::format("with {} years in a row to confirm parity (k) no year from {} to {} "
                            "can be a goal. Lower k.",
                            spec_.k, pack.base_year, pack.last_year));
            return;
        }
        for (auto const& item : node->items)
            if (auto const year = as_integer(item, key, pack.base_year,
                                             pack.last_year - spec_.k + 1, reading_.problems))
                spec_.goals.push_back(static_cast<std::int32_t>(*year));
        std::sort(spec_.goals.begin(), spec_.goals.end());
        if (auto const twice = std::adjacent_find(spec_.goals.begin(), spec_.goals.end());
            twice != spec_.goals.end())
            problem(ProblemKind::duplicate, "goals", fmt::format("{} stands here twice.", *twice));
    }

    void read_group() {
        auto const* const node = section_.take("group");
        if (!spec_.of_one_group()) {
            if (node != nullptr)
                problem(ProblemKind::conflict, "group",
                        "is only for index = \"share\" or \"count\".");
            return;
        }
        auto const names = names_of_groups(reading_.pack);
        if (node == nullptr)
            section_.require("group", "Name the group whose share must reach at_least.");
        else if (auto const at =
                     read_name(*node, section_.key("group"), names, "group", reading_.problems))
            spec_.group = names[*at];
    }

    PackReading& reading_;
    Section section_;
    Provenance from_;
    ParitySpec spec_;
};

} // namespace

void read_parities(PackReading& reading, Node const& node) {
    if (node.find("main") == nullptr)
        reading.problems.add(ProblemKind::missing_key, node.where, "parity.main",
                             "missing. Give the pack's default definition.");
    for (auto const& [name, parity] : node.entries) {
        auto const at =
            name == "main" ? 0 : static_cast<std::ptrdiff_t>(reading.pack.parity.size());
        reading.pack.parity.insert(reading.pack.parity.begin() + at,
                                   ParityReading(reading, name, parity).run());
        reading.pack.parity_names.insert(reading.pack.parity_names.begin() + at, name);
    }
}

} // namespace stempath::models
