//! What a market ranks applicants by.
#include "models/pack_reading.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace stempath::models {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::array<std::string_view, 11> words{"interest",   "preparation", "belonging", "unit",
                                                 "experience", "referral",    "noise",     "group",
                                                 "source",     "grade",       "note"};

class ScoreReading {
  public:
    ScoreReading(PackReading& reading, Node const& node, std::string const& key,
                 Provenance const& inherited, ScoreSpec& into)
        : reading_(reading), section_(node, key, reading.problems),
          from_(stated_provenance(section_, inherited)), unit_stated_(node.find("unit") != nullptr),
          into_(into) {}

    void run() {
        number("interest", "SD per SD", into_.trait[0]);
        number("preparation", "SD per SD", into_.trait[1]);
        number("belonging", "SD per SD", into_.trait[2]);
        number("experience", "SD per year", into_.experience);
        number("referral", "SD per share", into_.referral);
        figure("noise", {.by = dims(Dim::group), .low = 0.0}, into_.noise);
        figure("group", {.by = dims(Dim::group, Dim::field)}, into_.group);
        for (Index i = 0; i < reading_.pack.fixed_traits.size(); ++i) {
            double coefficient = 0.0;
            number(reading_.pack.fixed_traits[i].name, "SD per unit", coefficient);
            if (coefficient != 0.0)
                into_.fixed.push_back({i, coefficient});
        }
        section_.finish();
        bool const traits =
            std::any_of(into_.trait.begin(), into_.trait.end(), [](double t) { return t != 0.0; });
        if (traits && !reading_.pack.traits)
            reading_.problems.add(ProblemKind::conflict, section_.where(), section_.key(),
                                  "uses traits: declare traits = { ... } at the head of the pack.");
    }

  private:
    //! What a coefficient is worth depends on what it multiplies; the unit of the market is of no
    //! use here.
    Provenance in(std::string_view unit) const {
        auto own = from_;
        if (!unit_stated_)
            own.unit = unit;
        return own;
    }
    void number(std::string_view name, std::string_view unit, double& into) {
        if (auto const* const value = section_.take(name))
            into = read_constant(reading_.figures, *value, section_.key(name), in(unit), -infinity,
                                 infinity)
                       .value_or(0.0);
    }
    void figure(std::string_view name, FigureRules const& rules, Cube& into) {
        if (auto const* const value = section_.take(name))
            if (auto cube =
                    read_figure(reading_.figures, *value, section_.key(name), in("SD"), rules))
                into = std::move(*cube);
    }

    PackReading& reading_;
    Section section_;
    Provenance from_;
    bool unit_stated_;
    ScoreSpec& into_;
};

} // namespace

void read_score(PackReading& reading, Node const& node, std::string const& key,
                Provenance const& inherited, ScoreSpec& into) {
    if (node.kind == Node::Kind::text)
        into.lottery = as_choice(node, key, {"lottery"}, reading.problems).has_value();
    else
        ScoreReading(reading, node, key, inherited, into).run();
}

void check_scores(PackReading& reading, Node const& markets) {
    if (!reading.pack.crosswalk.empty() || !reading.crosswalk_read)
        return;
    for (auto const& market : reading.pack.markets)
        if (market.score.experience != 0.0)
            reading.problems.add(
                ProblemKind::conflict, markets.find(market.name)->find("score")->where,
                key_below(key_below(key_below("market", market.name), "score"), "experience"),
                "counts years of STEM work, and without a [crosswalk] no work is STEM: drop it.");
}

void read_fixed_traits(PackReading& reading, Node const& node) {
    for (auto const& [name, trait] : node.entries) {
        Section section(trait, key_below("fixed_trait", name), reading.problems);
        auto from = stated_provenance(section, reading.file_wide);
        if (trait.find("unit") == nullptr)
            from.unit = "SD";
        if (std::find(words.begin(), words.end(), name) != words.end())
            reading.problems.add(
                ProblemKind::bad_name, trait.where, section.key(),
                fmt::format("\"{}\" has a meaning of its own in scores; choose another name.",
                            name));
        FixedTraitSpec spec;
        spec.name = name;
        for (auto const& [key, into, low] :
             {std::tuple{"mean", &spec.mean, -infinity}, {"sd", &spec.sd, 0.0}})
            if (auto const* const value =
                    section.require(key, "Give it as one number, or by group."))
                if (auto cube = read_figure(reading.figures, *value, section.key(key), from,
                                            {.by = dims(Dim::group), .low = low}))
                    *into = std::move(*cube);
        section.finish();
        reading.pack.fixed_traits.push_back(std::move(spec));
    }
}

} // namespace stempath::models
