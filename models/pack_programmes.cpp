//! Programmes without seats: whom they reach, and what they shift.
#include "models/pack_reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr DimSet of_people =
    dims(Dim::year, Dim::age, Dim::region, Dim::group, Dim::field, Dim::credential);
constexpr std::int32_t earliest_entry = 1000; //!< years before the base year

class ProgrammeReading {
  public:
    ProgrammeReading(PackReading& reading, std::string const& name, Node const& node)
        : reading_(reading), section_(node, key_below("programme", name), reading.problems),
          from_(stated_provenance(section_, reading.file_wide)) {
        if (!node_has("unit"))
            from_.unit = "log-odds";
        programme_.name = name;
    }

    void run() {
        if (auto const* const stage =
                section_.require("stage", "Name the stage whose people it reaches."))
            stage_ = read_stage_name(reading_, *stage, section_.key("stage"));
        programme_.stage = stage_.value_or(0);
        auto const at = section_.choice("at", {"entry", "decision"});
        if (at)
            programme_.at = *at == "entry" ? ProgrammeSpec::At::entry : ProgrammeSpec::At::decision;
        read_years();
        if (stage_)
            check_timing();
        read_shift();
        section_.finish();
        reading_.pack.programmes.push_back(std::move(programme_));
    }

  private:
    bool node_has(std::string_view name) const { return section_.node().find(name) != nullptr; }
    void problem(ProblemKind kind, std::string_view name, std::string const& why) {
        auto const* const at = section_.node().find(name);
        reading_.problems.add(kind, at == nullptr ? section_.where() : at->where,
                              section_.key(name), why);
    }

    void read_years() {
        auto const& pack = reading_.pack;
        bool const at_entry = programme_.at == ProgrammeSpec::At::entry;
        programme_.from_year = pack.base_year + 1;
        programme_.to_year = pack.last_year;
        auto const* const node = section_.take("years");
        if (node == nullptr) {
            if (at_entry)
                section_.require("years", "Say which years of entry it reaches: years = [FIRST, "
                                          "LAST].");
            return;
        }
        auto const first = at_entry ? pack.base_year - earliest_entry : pack.base_year + 1;
        if (auto const years =
                as_range(*node, section_.key("years"), first, pack.last_year, reading_.problems)) {
            programme_.from_year = static_cast<std::int32_t>(years->first);
            programme_.to_year = static_cast<std::int32_t>(years->second);
        }
    }

    void check_timing() {
        auto const& stage = reading_.pack.stages[*stage_];
        if (programme_.at == ProgrammeSpec::At::decision && !stage.duration)
            problem(ProblemKind::conflict, "at",
                    fmt::format("stage {} has no duration, so nobody decides there: drop at, or "
                                "give the stage a duration.",
                                stage.name));
        if (programme_.at == ProgrammeSpec::At::entry && !stage.max_years &&
            !(stage.duration && !stage.stay))
            problem(ProblemKind::conflict, "at",
                    fmt::format("people may stay in stage {} for ever, and the year in which they "
                                "came is not kept so long: give it max_years.",
                                stage.name));
    }

    void read_shift() {
        auto const* const node = section_.require(
            "shift", "Name the exits and their shift in log-odds: shift = { EXIT = 0.2 }.");
        if (node == nullptr)
            return;
        if (node->kind != Node::Kind::table || node->entries.empty()) {
            report_type(*node, section_.key("shift"), "a table { EXIT = log-odds } of one or more",
                        reading_.problems);
            return;
        }
        Section shift(*node, section_.key("shift"), reading_.problems);
        auto const from = stated_provenance(shift, from_);
        if (!stage_) { // which exits there are is not known
            for (auto const& [name, value] : node->entries)
                shift.take(name);
            return;
        }
        for (auto& exit : reading_.pack.stages[*stage_].exits)
            if (auto const* const value = shift.take(exit.name))
                read_one(*value, shift.key(exit.name), from, exit);
        shift.finish();
    }

    void read_one(Node const& node, std::string const& key, Provenance const& from,
                  ExitSpec& exit) {
        auto const& stage = reading_.pack.stages[*stage_];
        bool const limit = stage.max_years && exit.name == "limit";
        if (exit.form == ExitForm::quota || limit) {
            reading_.problems.add(ProblemKind::conflict, node.where, key,
                                  limit ? "who reaches max_years leaves: no log-odds decide."
                                        : "is an exact quota: no log-odds decide who takes it.");
            return;
        }
        if (auto cube =
                read_figure(reading_.figures, node, key, from,
                            {.by = of_people, .low = -100.0, .high = 100.0, .at_base_year = 0.0}))
            exit.shifts.push_back(
                {static_cast<Index>(reading_.pack.programmes.size()), std::move(*cube)});
    }

    PackReading& reading_;
    Section section_;
    Provenance from_;
    ProgrammeSpec programme_;
    std::optional<Index> stage_;
};

} // namespace

void read_programmes(PackReading& reading, Node const& node) {
    for (auto const& [name, programme] : node.entries)
        ProgrammeReading(reading, name, programme).run();
}

} // namespace stempath::models
