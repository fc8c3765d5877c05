//! One row of a table of targets.
#include "analysis/target_row.hpp"

#include "analysis/target_columns.hpp"

#include "models/space.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stempath::analysis {

namespace {

using models::Diagnostics;
using models::Pack;
using models::ProblemKind;
using Ncses = models::WorkClass::Ncses;
using Names = std::vector<std::string>;

constexpr std::string_view classes[] = {"*", "science_engineering", "related", "middle_skill"};
constexpr std::string_view educations[] = {"*", "below_bachelors", "bachelors_or_more"};

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
        : pack_(pack), columns_(csv, row, problems), problems_(problems),
          before_(problems.count()) {
        target_.where = columns_.where;
    }

    std::optional<Target> run() {
        target_.id = columns_.text("target");
        read_measure();
        read_years();
        read_people();
        read_target_figure(columns_, target_);
        read_target_provenance(pack_, columns_, target_);
        if (problems_.count() == before_)
            check_target(pack_, target_, problems_);
        return problems_.count() == before_ ? std::optional(std::move(target_)) : std::nullopt;
    }

  private:
    void read_measure() {
        target_.measure = columns_.text("measure");
        auto const& declared = pack_.fit->measures;
        auto const flow = std::find_if(declared.begin(), declared.end(),
                                       [&](auto const& m) { return m.name == target_.measure; });
        target_.flow = static_cast<std::size_t>(flow - declared.begin());
        auto names = known_measures();
        auto const at = std::find(names.begin(), names.end(), target_.measure);
        if (at != names.end()) {
            target_.quantity = static_cast<Quantity>(at - names.begin());
            if (target_.quantity == Quantity::laterals && flow == declared.end())
                columns_.problem(
                    ProblemKind::missing_key, "measure",
                    "laterals are told by their exits: declare [fit.measure.laterals] exits.");
            return;
        }
        target_.quantity = Quantity::flow;
        if (flow != declared.end())
            return;
        for (auto const& m : declared)
            names.push_back(m.name);
        columns_.unknown("measure", target_.measure, names);
    }

    void read_years() {
        target_.years = columns_.text("years");
        auto const span = models::parse_span(target_.years);
        if (!span || span->open) {
            columns_.problem(
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
            columns_.problem(ProblemKind::out_of_range, "years",
                             fmt::format("found {}; allowed: {} to {}, the last of fit.years.",
                                         target_.years, from, pack_.fit->last_year));
        bool const two =
            target_.quantity == Quantity::growth || target_.quantity == Quantity::cohort_decay;
        if (two && target_.first == target_.last)
            columns_.problem(
                ProblemKind::out_of_range, "years",
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
                columns_.unknown(column, name, names);
        return by;
    }

    void read_people() {
        Names stages;
        for (auto const& stage : pack_.stages)
            stages.push_back(stage.name);
        target_.stage = columns_.selection("stage");
        target_.stages = marked("stage", target_.stage, stages);
        target_.ncses_class = columns_.selection("ncses_class");
        target_.ncses =
            static_cast<Ncses>(columns_.choice("ncses_class", target_.ncses_class, classes));
        target_.education = columns_.selection("education");
        target_.held =
            static_cast<Education>(columns_.choice("education", target_.education, educations));
        target_.region = columns_.selection("region");
        target_.regions = marked("region", target_.region, pack_.regions);
        read_groups();
        read_ages();
    }

    void read_groups() {
        target_.groups.assign(pack_.groups.size(), 1);
        for (std::size_t a = 0; a < pack_.axes.size(); ++a) {
            auto const& axis = pack_.axes[a];
            target_.axes.push_back(columns_.selection(axis.name));
            auto const by = marked(axis.name, target_.axes.back(), axis.values);
            for (std::size_t g = 0; g < pack_.groups.size() && !by.empty(); ++g)
                if (auto const at = models::position_of(axis.values, pack_.groups[g].values[a]);
                    !at || by[*at] == 0)
                    target_.groups[g] = 0;
        }
    }

    void read_ages() {
        target_.age = columns_.selection("age");
        if (target_.age == "*")
            return;
        auto const span = models::parse_span(target_.age);
        if (!span || !pack_.demography) {
            columns_.problem(
                ProblemKind::wrong_type, "age",
                !span ? fmt::format("found \"{}\"; write 27, 18-24, 65+ or *.", target_.age)
                      : std::string("nobody has an age in a pack without [demography]."));
            return;
        }
        target_.from_age = span->low;
        target_.to_age = span->open ? 200 : span->high;
    }

    Pack const& pack_;
    TargetColumns columns_;
    Diagnostics& problems_;
    std::size_t before_;
    Target target_;
};

} // namespace

std::optional<Target> read_target(Pack const& pack, models::Csv const& csv, std::size_t row,
                                  Diagnostics& problems) {
    return RowReader(pack, csv, row, problems).run();
}

} // namespace stempath::analysis
