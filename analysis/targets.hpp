//! The targets of a fit: what a pack's people should come to, each with its range and its source.
//! Spelling and meaning: docs/calibration.md.
#pragma once

#include "models/diagnostics.hpp"
#include "models/fit_counts.hpp"
#include "models/pack.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::analysis {

//! What is counted; `flow` is one that the pack declares as [fit.measure.NAME].
enum class Quantity : std::uint8_t {
    workers,
    growth,
    separations,
    separations_out,
    entries,
    share_of_entrants,
    laterals,
    tightness,
    cohort_decay,
    retired_share,
    flow
};

enum class Unit : std::uint8_t { persons, persons_per_year, per_year, share, ratio };

enum class Education : std::uint8_t { any, below_bachelors, bachelors_or_more };

struct Target {
    std::string id, measure, years, stage, ncses_class, education, age, region;
    std::vector<std::string> axes; //!< as written, one for each axis of the pack
    Quantity quantity = Quantity::workers;
    std::size_t flow = 0; //!< position in FitSpec::measures, where it is one or reads one
    std::int32_t first = 0, last = 0;
    std::vector<std::uint8_t> stages;                                //!< by stage; empty: all
    std::vector<std::uint8_t> groups;                                //!< by group
    std::vector<std::uint8_t> regions;                               //!< by region; empty: all
    models::WorkClass::Ncses ncses = models::WorkClass::Ncses::none; //!< none: any class
    Education held = Education::any;
    std::optional<std::int32_t> from_age, to_age; //!< none: all ages
    double value = 0.0, low = 0.0, high = 0.0;    //!< low to high is a 90 % range
    Unit unit = Unit::persons;
    bool fitted = true; //!< in the objective; else it is only shown
    std::string source, grade, note;
    models::Location where;

    //! Standard deviation of a normal law whose 5 % and 95 % points are as far apart as the
    //! range's.
    double sd() const { return (high - low) / 3.29; }
    bool in_range(double simulated) const { return simulated >= low && simulated <= high; }
    bool of_all_groups() const;
};

struct Targets {
    std::filesystem::path path;
    std::vector<Target> all;
    models::FitClasses classes; //!< of ages and regions that they speak of
    std::int32_t last_year = 0; //!< that any of them speaks of
};

//! "persons/year"
std::string_view unit_text(Unit unit);

//! The table that the pack's [fit] names. None after any problem.
std::optional<Targets> read_targets(models::Pack const& pack, models::Diagnostics& problems);

//! Margins of counts that contradict each other beyond their ranges.
void check_sums(models::Pack const& pack, Targets const& targets, models::Diagnostics& problems);

//! The ids that a parameter says it is informed by ("degrees_*"), and that no target has.
void check_informed(models::Pack const& pack, Targets const& targets,
                    models::Diagnostics& problems);

} // namespace stempath::analysis
