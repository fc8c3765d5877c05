//! One row of a table of targets.
#include "analysis/target_row.hpp"

#include "models/provenance.hpp"
#include "models/space.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <iterator>

namespace stempath::analysis {

namespace {

using models::Diagnostics;
using models::Pack;
using models::ProblemKind;
using models::suggestion;
using Ncses = models::WorkClass::Ncses;
using Names = std::vector<std::string>;

constexpr std::string_view unit_words[] = {"persons", "persons/year", "1/year", "share", "ratio"};
constexpr std::string_view classes[] = {"*", "science_engineering", "related", "middle_skill"};
constexpr std::string_view educations[] = {"*", "below_bachelors", "bachelors_or_more"};

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

Names known_measures() {
    return {"workers",           "growth",   "separations", "separations_out", "entries",
            "share_of_entrants", "laterals", "tightness",   "cohort_decay",    "retired_share"};
}

Names split(std::string_view text) {
    Names parts;
    for (std::size_t at = 0; at <= text.size();) {
        auto const end = std::min(text.find('|', at), text.size());
        parts.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

//! One row of the table.
class RowReader {
  public:
    RowReader(Pack const& pack, models::Csv const& csv, std::size_t row, Diagnostics& problems)
        : pack_(pack), csv_(csv), row_(row), problems_(problems), before_(problems.count()) {
        target_.where = {csv.file, csv.lines[row]};
    }

    std::optional<Target> run() {
        target_.id = text("target");
        read_measure();
        read_years();
        read_people();
        read_figure();
        read_provenance();
        if (problems_.count() == before_)
            check_together();
        return problems_.count() == before_ ? std::optional(std::move(target_)) : std::nullopt;
    }

  private:
    std::string text(std::string_view column) const {
        auto const at = csv_.column(column);
        return at ? std::string(csv_.field(row_, *at)) : std::string();
    }
    //! Empty and missing mean all.
    std::string selection(std::string_view column) const {
        auto const written = text(column);
        return written.empty() ? std::string("*") : written;
    }
    void problem(ProblemKind kind, std::string_view column, std::string const& why) {
        problems_.add(kind, target_.where, column, why);
    }
    void unknown(std::string_view column, std::string const& found, Names const& allowed) {
        problem(ProblemKind::unknown_name, column,
                fmt::format("found \"{}\".{}", found, suggestion(found, allowed)));
    }

    template <std::size_t N>
    std::size_t choice(std::string_view column, std::string const& found,
                       std::string_view const (&words)[N]) {
        auto const* const at = std::find(std::begin(words), std::end(words), found);
        if (at == std::end(words)) {
            unknown(column, found, Names(std::begin(words), std::end(words)));
            return 0;
        }
        return static_cast<std::size_t>(at - std::begin(words));
    }

    void read_measure() {
        target_.measure = text("measure");
        auto const& declared = pack_.fit->measures;
        auto const flow = std::find_if(declared.begin(), declared.end(),
                                       [&](auto const& m) { return m.name == target_.measure; });
        target_.flow = static_cast<std::size_t>(flow - declared.begin());
        auto names = known_measures();
        auto const at = std::find(names.begin(), names.end(), target_.measure);
        if (at != names.end()) {
            target_.quantity = static_cast<Quantity>(at - names.begin());
            if (target_.quantity == Quantity::laterals && flow == declared.end())
                problem(ProblemKind::missing_key, "measure",
                        "laterals are told by their exits: declare [fit.measure.laterals] exits.");
            return;
        }
        target_.quantity = Quantity::flow;
        if (flow != declared.end())
            return;
        for (auto const& m : declared)
            names.push_back(m.name);
        unknown("measure", target_.measure, names);
    }

    void read_years() {
        target_.years = text("years");
        auto const span = models::parse_span(target_.years);
        if (!span || span->open) {
            problem(
                ProblemKind::wrong_type, "years",
                fmt::format("found \"{}\"; write a year, 2022, or two, 2022-2032.", target_.years));
            return;
        }
        target_.first = span->low;
        target_.last = span->high;
        bool const ends = target_.quantity == Quantity::workers ||
                          target_.quantity == Quantity::growth ||
                          target_.quantity == Quantity::cohort_decay;
        auto const from = ends || target_.quantity == Quantity::retired_share ? pack_.base_year
                                                                              : pack_.base_year + 1;
        if (target_.first < from || target_.last > pack_.fit->last_year)
            problem(ProblemKind::out_of_range, "years",
                    fmt::format("found {}; allowed: {} to {}, the last of fit.years.",
                                target_.years, from, pack_.fit->last_year));
        bool const two =
            target_.quantity == Quantity::growth || target_.quantity == Quantity::cohort_decay;
        if (two && target_.first == target_.last)
            problem(ProblemKind::out_of_range, "years",
                    fmt::format("found {}; {} goes from one year end to another: 2022-2032.",
                                target_.years, target_.measure));
    }

    //! Marks in `by` the positions of the names in `written`, several joined by "|".
    std::vector<std::uint8_t> marked(std::string_view column, std::string const& written,
                                     Names const& names) {
        std::vector<std::uint8_t> by;
        if (written == "*")
            return by;
        by.assign(names.size(), 0);
        for (auto const& name : split(written))
            if (auto const at = models::position_of(names, name))
                by[*at] = 1;
            else
                unknown(column, name, names);
        return by;
    }

    void read_people() {
        Names stages;
        for (auto const& stage : pack_.stages)
            stages.push_back(stage.name);
        target_.stage = selection("stage");
        target_.stages = marked("stage", target_.stage, stages);
        target_.ncses_class = selection("ncses_class");
        target_.ncses = static_cast<Ncses>(choice("ncses_class", target_.ncses_class, classes));
        target_.education = selection("education");
        target_.held = static_cast<Education>(choice("education", target_.education, educations));
        target_.region = selection("region");
        target_.regions = marked("region", target_.region, pack_.regions);
        read_groups();
        read_ages();
    }

    void read_groups() {
        target_.groups.assign(pack_.groups.size(), 1);
        for (std::size_t a = 0; a < pack_.axes.size(); ++a) {
            auto const& axis = pack_.axes[a];
            target_.axes.push_back(selection(axis.name));
            auto const by = marked(axis.name, target_.axes.back(), axis.values);
            for (std::size_t g = 0; g < pack_.groups.size() && !by.empty(); ++g)
                if (auto const at = models::position_of(axis.values, pack_.groups[g].values[a]);
                    !at || by[*at] == 0)
                    target_.groups[g] = 0;
        }
    }

    void read_ages() {
        target_.age = selection("age");
        if (target_.age == "*")
            return;
        auto const span = models::parse_span(target_.age);
        if (!span || !pack_.demography) {
            problem(ProblemKind::wrong_type, "age",
                    !span ? fmt::format("found \"{}\"; write 27, 18-24, 65+ or *.", target_.age)
                          : std::string("nobody has an age in a pack without [demography]."));
            return;
        }
        target_.from_age = span->low;
        target_.to_age = span->open ? 200 : span->high;
    }

    std::optional<double> number(std::string_view column) {
        auto const written = text(column);
        char* end = nullptr;
        double const value = std::strtod(written.c_str(), &end);
        if (written.empty() || *end != '\0' || !std::isfinite(value)) {
            problem(ProblemKind::wrong_type, column,
                    fmt::format("found \"{}\"; write a finite number.", written));
            return std::nullopt;
        }
        return value;
    }

    void read_figure() {
        auto const value = number("value"), low = number("low"), high = number("high");
        if (value && low && high) {
            target_.value = *value;
            target_.low = *low;
            target_.high = *high;
            if (*low > *value || *high < *value || *low >= *high)
                problem(ProblemKind::out_of_range, "low",
                        fmt::format("the range {} to {} must be wider than nothing and hold the "
                                    "value {}.",
                                    *low, *high, *value));
        }
        target_.unit = static_cast<Unit>(choice("unit", text("unit"), unit_words));
        auto const use = text("use");
        if (use != "fit" && use != "check")
            unknown("use", use, {"fit", "check"});
        target_.fitted = use == "fit";
    }

    void read_provenance() {
        target_.source = text("source");
        target_.grade = text("grade");
        target_.note = text("note");
        Names known{"judgement"};
        for (auto const& source : pack_.sources)
            known.push_back(source.id);
        for (auto const& id : models::source_ids(target_.source))
            if (!models::position_of(known, id))
                problem(ProblemKind::unknown_source, "source",
                        fmt::format("the source \"{}\" has no row in sources.csv.{}", id,
                                    suggestion(id, known)));
        if (target_.source.empty())
            problem(ProblemKind::no_provenance, "source",
                    "is empty. Name a row of sources.csv, or judgement.");
        if (!models::is_grade(target_.grade))
            unknown("grade", target_.grade, {"A", "B", "C", "judgement"});
    }

    bool has_bachelors() const {
        return models::position_of(pack_.credentials, "bachelors").has_value();
    }

    //! What single columns cannot tell.
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

    Pack const& pack_;
    models::Csv const& csv_;
    std::size_t row_;
    Diagnostics& problems_;
    std::size_t before_;
    Target target_;
};

} // namespace

std::string_view unit_text(Unit unit) { return unit_words[static_cast<std::size_t>(unit)]; }

std::optional<Target> read_target(Pack const& pack, models::Csv const& csv, std::size_t row,
                                  Diagnostics& problems) {
    return RowReader(pack, csv, row, problems).run();
}

} // namespace stempath::analysis
