//! Running a pack: the settings of a study and what it answers.
#pragma once

#include "models/fit_counts.hpp"
#include "models/pack.hpp"
#include "models/parity_result.hpp"
#include "sim/results.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace stempath::models {

//! Instruction level of the hot loops; `best` picks what the machine has. Results never depend on
//! it.
enum class Level : std::uint8_t { best, baseline, v3, v4 };

struct RunSettings {
    std::int32_t end_year =
        0;              //!< last year reported; the run goes k - 1 years further to confirm parity
    double scale = 1.0; //!< synthetic people per real person, in (0, 1]
    std::uint64_t seed = 1;
    std::uint32_t first_replicate = 0;
    std::uint32_t replicates = 1;
    bool record_replicates = false;         //!< keep each replicate's tables, not only their sums
    bool count_years_in_stage = false;      //!< one more table: stocks by years in stage
    std::optional<FitClasses> fit_counts{}; //!< what a fit asks for; no table shows it
    std::uint32_t threads = 0;              //!< 0: all
    std::uint32_t block_rows = 16384;       //!< people per block at most
    Level level = Level::best;
    bool lazy_bound = true; //!< sieve of the race; off only to prove that it changes nothing
    std::optional<bool> replicates_in_parallel; //!< default: chosen by size and memory
    bool doubt = false;      //!< each replicate draws the figures of the pack that are in doubt
    std::uint32_t twins = 0; //!< so many of the first replicates are run twice with the same
                             //!< figures, to tell the luck of single lives from doubt; no more
                             //!< than replicates, and none without doubt
    ParitySpec parity;
    std::vector<ParitySpec> beside{}; //!< other definitions; none looks further than `parity`
};

struct ReplicateResult {
    std::uint32_t replicate = 0;
    std::string digest, ledger_digest; //!< 32 hex digits
    std::int64_t persons = 0;          //!< synthetic people living at the last year end
    std::int64_t person_years = 0;
    double wall_s = 0.0;
};

struct StudyResult {
    std::string digest, ledger_digest; //!< hash of the replicates' digests in order
    std::vector<ReplicateResult> replicates;
    std::vector<sim::MeasureTable> tables;
    ParityResult parity;
    std::vector<ParityResult> beside{};  //!< by the other definitions
    std::vector<ParityResult> presets{}; //!< by that of `parity`, with each preset of the crosswalk
    std::vector<ParityResult> classes{}; //!< and for each NCSES class of its workforce alone
    std::vector<ParityResult> crossed{}; //!< and by its axes crossed
    std::vector<MeasureSeries> measures{};
    std::vector<NoiseSplit> noise; //!< by goal year and last year; empty without twins
    std::int64_t persons = 0;      //!< mean over replicates, at the base year
    std::int64_t person_years = 0; //!< all replicates
    double wall_s = 0.0;
    std::uint32_t peak_concurrent_runs = 0;
    std::string level; //!< instruction level used
    std::vector<std::string> warnings;
};

//! Called after each simulated year of any replicate, from any thread, with the share of the study
//! done (0..1). Returns false to stop early.
using Progress = std::function<bool(double)>;

//! Runs all replicates. Throws std::invalid_argument when the pack cannot be run as asked,
//! Interrupted when progress said stop.
StudyResult run_study(Pack const& pack, RunSettings const& settings, Progress const& progress = {});

//! The warning that every study of a place carries.
inline constexpr char const* process_noise_only =
    "P carries process noise only: the parameters are held at their central values";

struct Interrupted {};

} // namespace stempath::models
