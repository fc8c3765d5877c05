#include "models/pack_reading.hpp"

#include <fmt/format.h>

namespace stempath::models {

namespace {

class EntryReading {
  public:
    EntryReading(PackReading& reading, std::string const& name, Node const& node)
        : reading_(reading), section_(node, key_below("entry", name), reading.problems),
          from_(stated_provenance(section_, reading.file_wide)) {
        entry_.name = name;
    }

    EntrySpec run() {
        if (auto const* const to = section_.require("to", "Name the stage that people enter."))
            entry_.to = read_stage_name(reading_, *to, section_.key("to")).value_or(0);
        section_.require("mode", "Write mode = \"number\" or mode = \"to_fill\".");
        auto const mode = section_.choice("mode", {"number", "to_fill"});
        auto const& pack = reading_.pack;
        if (auto const when = section_.integer("when", pack.base_year + 1, pack.last_year))
            entry_.only_year = static_cast<std::int32_t>(*when);
        entry_.to_fill = mode == "to_fill";
        if (mode)
            entry_.to_fill ? read_fill() : read_number();
        section_.finish();
        return std::move(entry_);
    }

  private:
    void problem(ProblemKind kind, std::string_view name, std::string const& why) {
        auto const* const at = section_.node().find(name);
        reading_.problems.add(kind, at == nullptr ? section_.where() : at->where,
                              section_.key(name), why);
    }

    //! Keys of the other mode are known, and wrong here.
    void refuse(std::initializer_list<std::string_view> names, std::string_view mode) {
        for (auto const name : names)
            if (section_.take(name) != nullptr)
                problem(ProblemKind::conflict, name,
                        fmt::format("belongs to mode = \"{}\".", mode));
    }

    void read_number() {
        refuse({"share", "draw"}, "to_fill");
        entry_.nearest = section_.choice("rounding", {"stochastic", "nearest"}) == "nearest";
        auto const* const node = section_.require("number", "Give persons by year x group.");
        if (node == nullptr)
            return;
        auto cube = read_figure(
            reading_.figures, *node, section_.key("number"), from_,
            {.by = dims(Dim::year, Dim::region, Dim::group), .low = 0.0, .at_base_year = 0.0});
        if (!cube)
            return;
        auto const divides = [&](Dim d, std::size_t n) {
            if (n > 1 && !cube->depends_on(d))
                problem(ProblemKind::not_covered, "number",
                        fmt::format("does not say how it divides over {0}s: give a figure by {0}.",
                                    name_of(d)));
        };
        divides(Dim::group, reading_.pack.groups.size());
        divides(Dim::region, reading_.pack.regions.size());
        entry_.number = std::move(*cube);
    }

    void read_fill() {
        refuse({"number", "rounding"}, "number");
        if (reading_.place)
            problem(ProblemKind::conflict, "mode",
                    "to_fill is for teaching packs: in a place nobody may depend on empty posts to "
                    "exist.");
        if (reading_.pack.regions.size() > 1)
            problem(ProblemKind::conflict, "mode",
                    "slots do not say in which region they are: with several regions, let people "
                    "in by number and region, or by a market from a pool.");
        entry_.exact = section_.choice("draw", {"bernoulli", "exact"}) == "exact";
        auto const* const node = section_.take("share");
        if (node != nullptr)
            entry_.share = read_shares(reading_, *node, section_.key("share"), from_);
        else if (reading_.pack.groups.size() > 1)
            section_.require("share", "Give the share of each group among those who enter.");
        else
            entry_.share.resize(1), entry_.share.front().rest = true;
    }

    PackReading& reading_;
    Section section_;
    Provenance from_;
    EntrySpec entry_;
};

} // namespace

void read_entries(PackReading& reading, Node const& node) {
    for (auto const& [name, entry] : node.entries)
        reading.pack.entries.push_back(EntryReading(reading, name, entry).run());
    if (reading.figures.space.ages)
        reading.problems.add(
            ProblemKind::conflict, node.where, "entry",
            "a pack with [demography] takes people in by births and arrivals only.");
    for (auto const& entry : reading.pack.entries)
        if (entry.to_fill && entry.to < reading.pack.stages.size() &&
            !reading.pack.stages[entry.to].slots)
            reading.problems.add(
                ProblemKind::missing_key, node.where, key_below("entry", entry.name) + ".to",
                fmt::format("stage {} has no slots that could be filled. Give it slots.",
                            reading.pack.stages[entry.to].name));
}

} // namespace stempath::models
