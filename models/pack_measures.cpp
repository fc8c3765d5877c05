//! Measures of a pack's own: [measure.NAME].
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

class MeasureReading {
  public:
    MeasureReading(PackReading& reading, std::string const& name, Node const& node)
        : reading_(reading), section_(node, key_below("measure", name), reading.problems),
          from_(stated_provenance(section_, reading.file_wide)) {
        spec_.name = name;
        spec_.unit = from_.unit;
    }

    MeasureSpec run() {
        auto const* const weight = section_.take("weight");
        auto const* const stages = section_.take("stages");
        auto const* const exits = section_.take("exits");
        int const forms = (weight != nullptr) + (stages != nullptr) + (exits != nullptr);
        if (forms != 1)
            reading_.problems.add(
                forms == 0 ? ProblemKind::missing_key : ProblemKind::conflict, section_.where(),
                section_.key(),
                "a measure has one of weight = a figure, stages = a list of stages and exits = a "
                "list of exits.");
        else if (weight != nullptr)
            read_weight(*weight);
        else if (stages != nullptr)
            read_stages_counted(*stages);
        else
            read_exits_counted(*exits);
        spec_.label = section_.line("label").value_or("");
        read_per();
        check_name();
        section_.finish();
        return std::move(spec_);
    }

  private:
    void problem(ProblemKind kind, std::string_view name, std::string const& why) {
        auto const* const at = section_.node().find(name);
        reading_.problems.add(kind, at == nullptr ? section_.where() : at->where,
                              section_.key(name), why);
    }

    //! A measure of persons needs no unit of its own.
    void read_weight(Node const& node) {
        auto const stated = section_.node().find("unit") != nullptr;
        if (!stated && reading_.place)
            problem(ProblemKind::missing_key, "unit",
                    "missing. Say what the sum is of: unit = \"dollars a year\".");
        if (auto cube = read_figure(
                reading_.figures, node, section_.key("weight"), from_,
                {.by = dims(Dim::stage, Dim::field, Dim::credential, Dim::group, Dim::year),
                 .low = 0.0,
                 .stages_by_name = true}))
            spec_.weight = std::move(*cube);
    }

    void read_stages_counted(Node const& node) {
        spec_.kind = MeasureSpec::Kind::stages;
        spec_.unit = "persons";
        spec_.stages = read_stage_names(reading_, node, section_.key("stages"));
        if (node.kind == Node::Kind::array && node.items.empty())
            report_type(node, section_.key("stages"), "a list of one stage or more",
                        reading_.problems);
    }

    void read_exits_counted(Node const& node) {
        spec_.kind = MeasureSpec::Kind::exits;
        spec_.unit = "persons a year";
        std::vector<std::string> known;
        for (auto const& stage : reading_.pack.stages)
            for (auto const& exit : stage.exits)
                known.push_back(exit.full_name);
        auto const key = section_.key("exits");
        auto const names = as_names(node, key, reading_.problems);
        for (auto const& name : names.value_or(std::vector<NamedAt>{}))
            if (read_name(make_node(std::string_view(name.name), name.where), key, known,
                          "exit (written STAGE.EXIT)", reading_.problems))
                spec_.exits.push_back(name.name);
        if (names && names->empty())
            report_type(node, key, "a list of one exit or more", reading_.problems);
    }

    void read_per() {
        auto const* const node = section_.take("per");
        if (node == nullptr)
            return;
        if (spec_.kind != MeasureSpec::Kind::weight)
            problem(ProblemKind::conflict, "per", "belongs to a measure with a weight.");
        spec_.per_workforce =
            as_choice(*node, section_.key("per"), {"workforce"}, reading_.problems).has_value();
    }

    //! Tables name definitions of parity and measures in one column.
    void check_name() {
        auto const& names = reading_.pack.parity_names;
        if (std::find(names.begin(), names.end(), spec_.name) != names.end())
            reading_.problems.add(ProblemKind::duplicate, section_.where(), section_.key(),
                                  fmt::format("a definition of parity is called {} too. Rename "
                                              "one of them.",
                                              spec_.name));
    }

    PackReading& reading_;
    Section section_;
    Provenance from_;
    MeasureSpec spec_;
};

} // namespace

void read_measures(PackReading& reading, Node const& node) {
    for (auto const& [name, measure] : node.entries)
        reading.pack.measures.push_back(MeasureReading(reading, name, measure).run());
}

} // namespace stempath::models
