//! What the columns of a target say together.
#include "analysis/target_row.hpp"

#include "models/space.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::analysis {

namespace {

using models::Pack;
using models::ProblemKind;
using Ncses = models::WorkClass::Ncses;
using Names = std::vector<std::string>;

//! What the program can count, and in which units.
std::vector<Unit> units_of(Quantity quantity, bool of_something) {
    switch (quantity) {
    case Quantity::workers:
        return {Unit::persons, Unit::share};
    case Quantity::growth:
        return {Unit::share, Unit::per_year};
    case Quantity::separations:
    case Quantity::separations_out:
        return {Unit::per_year, Unit::ratio};
    case Quantity::entries:
    case Quantity::laterals:
        return {Unit::persons_per_year};
    case Quantity::share_of_entrants:
    case Quantity::retired_share:
        return {Unit::share};
    case Quantity::tightness:
        return {Unit::ratio};
    case Quantity::cohort_decay:
        return {Unit::per_year};
    case Quantity::flow:
        return {of_something ? Unit::share : Unit::persons_per_year};
    }
    return {};
}

class TargetChecks {
  public:
    TargetChecks(Pack const& pack, Target const& target, models::Diagnostics& problems)
        : pack_(pack), target_(target), problems_(problems) {}

    void check_together() {
        bool const of_something =
            target_.quantity == Quantity::flow && !pack_.fit->measures[target_.flow].of.empty();
        auto const units = units_of(target_.quantity, of_something);
        if (std::find(units.begin(), units.end(), target_.unit) == units.end()) {
            Names allowed;
            for (auto const unit : units)
                allowed.emplace_back(unit_text(unit));
            problem(ProblemKind::conflict, "unit",
                    fmt::format("{} is no {}. Allowed: {}.", target_.measure,
                                unit_text(target_.unit), fmt::join(allowed, ", ")));
        }
        bool const by_class = target_.quantity != Quantity::flow &&
                              target_.quantity != Quantity::tightness &&
                              target_.quantity != Quantity::retired_share;
        if (by_class && pack_.crosswalk.empty())
            problem(ProblemKind::conflict, "measure",
                    "needs a [crosswalk], which says what STEM work is.");
        if (!by_class && target_.ncses != Ncses::none)
            problem(ProblemKind::conflict, "ncses_class",
                    fmt::format("{} does not go by class; write *.", target_.measure));
        if (target_.held != Education::any && !has_bachelors())
            problem(ProblemKind::conflict, "education",
                    "needs a credential \"bachelors\" in the pack.");
        if (target_.quantity == Quantity::cohort_decay)
            require_age("people who are followed: 27 or 25-29");
        if (target_.quantity == Quantity::retired_share)
            check_retirement();
        if (target_.unit == Unit::ratio && target_.quantity != Quantity::tightness &&
            target_.of_all_groups())
            problem(ProblemKind::conflict, "unit",
                    "a ratio compares the groups of the row with all others: name some.");
    }

  private:
    bool has_bachelors() const {
        return models::position_of(pack_.credentials, "bachelors").has_value();
    }

    void require_age(std::string_view what) {
        if (!target_.from_age)
            problem(ProblemKind::missing_key, "age", fmt::format("name the age of the {}.", what));
    }

    void check_retirement() {
        require_age("share that has retired: 66");
        if (target_.from_age != target_.to_age || target_.from_age.value_or(0) <= 50)
            problem(ProblemKind::out_of_range, "age", "must be one age above 50.");
        if (std::count(target_.stages.begin(), target_.stages.end(), 1) != 1)
            problem(ProblemKind::missing_key, "stage",
                    "name the one stage that people retire from.");
        for (std::size_t s = 0; s < target_.stages.size(); ++s)
            if (target_.stages[s] != 0 &&
                std::none_of(pack_.stages[s].exits.begin(), pack_.stages[s].exits.end(),
                             [](auto const& exit) { return exit.name == "retire"; }))
                problem(ProblemKind::unknown_name, "stage",
                        fmt::format("{} has no exit \"retire\".", pack_.stages[s].name));
    }

    void problem(ProblemKind kind, std::string_view column, std::string const& why) {
        problems_.add(kind, target_.where, column, why);
    }

    Pack const& pack_;
    Target const& target_;
    models::Diagnostics& problems_;
};

} // namespace

std::string_view unit_text(Unit unit) { return unit_words[static_cast<std::size_t>(unit)]; }

void check_target(Pack const& pack, Target const& target, models::Diagnostics& problems) {
    TargetChecks(pack, target, problems).check_together();
}

} // namespace stempath::analysis
