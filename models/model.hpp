//! A pack made ready to run: names have become ids, figures have become integers. Frozen.
#pragma once

#include "models/cell_plan.hpp"
#include "models/kernels/kernels.hpp"
#include "models/states.hpp"
#include "models/study.hpp"
#include "models/watched.hpp"

#include "sim/draws.hpp"
#include "sim/population.hpp"
#include "sim/quantities.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace stempath::models {

struct StatedOdds;

//! Log-odds of what cannot happen: far below every sum that can, far above the least integer.
inline constexpr std::int32_t eta_never = sim::LogOdds::raw_never;

//! What taking an exit does to a person.
struct ExitMove {
    std::uint8_t to = 0; //!< StageId or sim::stage_gone
    FieldChange::Kind field_kind = FieldChange::Kind::keep;
    std::uint8_t field = 0;
    std::uint8_t credential = 0;  //!< held at least from then on
    std::uint32_t flow = 0;       //!< position of the exit in the list of all exits
    std::uint32_t field_race = 0; //!< for a drawn field: position in Model::field_races
};

//! Log-odds x 2^20 of the fields that a mover may draw, by everything that the shares depend on.
struct FieldRace {
    Cube const* shares = nullptr;
    std::array<std::uint32_t, n_dims> extent{}, step{}; //!< step 0 for what nothing depends on
    //! [cell of shares without field][field, then nobody: a field must be drawn].
    std::vector<std::int32_t> eta;
    std::vector<std::int32_t> no_beta; //!< zeros, by field
    bool has_gap = false;              //!< differences between groups are of the unexplained kind

    //! Place in eta of the first field; what lies outside the table takes its end.
    std::uint32_t offset(Coords const& c) const {
        std::uint32_t at = 0;
        for (std::size_t d = 0; d < n_dims; ++d)
            if (step[d] != 0)
                at += step[d] * static_cast<std::uint32_t>(std::clamp(
                                    c.at[d], 0, static_cast<std::int32_t>(extent[d]) - 1));
        return at;
    }
};

//! How a stage stands in one slice (year, age, region).
enum class Openness : std::uint8_t {
    closed, //!< nobody can move
    sieved, //!< everybody may stay: most surely do
    raced,  //!< somebody must decide
    forced, //!< all take the same exit (promotion by age)
};

/*!
 * The race of one stage. `eta` holds log-odds x 2^20 against staying,
 * [slice][tenure][group][field][credential][exit], the last exit being staying itself; slice =
 * (year, age, region). Dimensions that no exit of the stage depends on have extent 1.
 */
struct StageRace {
    YearPhase phase = YearPhase::progress;
    std::vector<ExitMove> exits;
    std::vector<std::uint32_t> hash;                        //!< of the exits' full names
    std::array<std::vector<std::int32_t>, n_traits> beta;   //!< 2^-16
    std::array<bool, n_traits> reads_trait{};               //!< some exit has a beta for it
    std::vector<std::vector<BoardResponse> const*> answers; //!< of the exits, to boards
    bool reads_boards = false;                              //!< some exit has a gamma
    std::array<std::uint32_t, n_dims> extent{};
    std::uint32_t tenure_step = 0, group_step = 0, field_step = 0,
                  credential_step = 0; //!< 0 where eta does not depend on it
    std::uint32_t slice_size = 0;
    std::shared_ptr<StatedOdds const> stated; //!< without what offsets, trends and programmes add
    std::vector<std::int32_t> eta;
    std::vector<std::uint8_t> has_gap; //!< by exit: differences between groups are unexplained
    std::vector<std::int32_t> shift;   //!< of eta, what programmes add; empty where none does
    //! [slice][group][exit]: 2^24 x upper bound of the odds over all of the group in the slice who
    //! may stay.
    std::vector<float> bound;
    std::vector<Openness> open;              //!< [slice]
    std::vector<std::uint32_t> decides_from; //!< [slice]: years in stage from which some must
    std::vector<std::uint8_t> forced;        //!< [slice]: the exit that all take, where that is so

    std::uint32_t slice(std::int32_t year, std::int32_t age, std::uint32_t region) const;
    //! Place in eta of a cell's first exit.
    std::size_t place(Coords const& c) const;
    std::uint32_t width() const { return static_cast<std::uint32_t>(exits.size()) + 1; }
    //! How many groups are told apart.
    std::uint32_t groups() const { return extent[static_cast<std::size_t>(Dim::group)]; }
};

//! Exits by exact quota: drawn before the race, blind within each cell.
struct QuotaExit {
    std::uint8_t stage = 0;
    ExitMove move;
    Cube const* number = nullptr; //!< persons a year in the real population
    std::int32_t from_tenure =
        0; //!< completed years from which it is open: in a timed stage, those before the decision
};

//! One kind of person among the residents of an age and group at the base year, with the cumulated
//! share.
struct BaseKind {
    double cumulated = 0.0;
    std::uint8_t stage = 0, field = 0, credential = 0;
    std::int16_t tenure = -1;  //!< years in stage; negative: drawn, geometric
    float tenure_scale = 0.0F; //!< 1 / ln(1 + 1/mean years in stage)
};

/*!
 * Kinds of the residents of an age and group, and where to begin to look for one: guide[j] is the
 * first kind whose cumulated share is at least j / parts.
 */
struct BaseKinds {
    static constexpr std::uint32_t parts = 64;
    std::vector<BaseKind> kinds;
    std::array<std::uint16_t, parts + 1> guide{};

    void make_guide();
};

struct Model {
    Pack const* pack = nullptr;
    RunSettings settings;
    Kernels const* kernels = nullptr;

    std::int32_t base_year = 0;
    std::int32_t last_year = 0; //!< simulated; end_year + k - 1
    std::uint32_t n_groups = 0, n_regions = 1, n_exits = 0;
    StateSpace states;
    std::vector<StageRace> races; //!< by stage
    std::vector<QuotaExit> quotas;
    std::vector<FieldRace> field_races;
    std::vector<std::string>
        exit_names; //!< every exit, in order of name; flows are counted by this
    std::vector<sim::Purpose> field_purpose; //!< by exit: of the fields that its movers draw
    std::vector<std::uint8_t> is_stem;       //!< by state
    std::uint32_t stay_hash = 0;             //!< of staying in a stage
    std::uint32_t leave_hash = 0;            //!< of dying or emigrating
    std::vector<std::uint32_t> field_hash;
    std::vector<std::uint8_t> applies; //!< by stage: its people apply in some market
    std::vector<std::uint8_t> is_post; //!< by stage: some market fills it
    bool chained =
        false; //!< a market's posts may change while others clear: they are counted anew after each

    Watched watched; //!< sets of states whose newcomers are counted

    bool boards_within_year = false; //!< some exit reads a board of the same year: phases are apart
    std::vector<std::uint8_t> counts_applicants; //!< by market: a board tells the chance in it

    std::vector<std::uint64_t> cell_seed; //!< [region][group]: hash of both names
    std::uint64_t least_key_distance = 0; //!< of the first keys of two cells; 0: not looked for
    CellPlan cells;                       //!< of packs with ages

    // Demography: ages at which a block changes band; thresholds 2^32 x staying by
    // [region, where it matters][year][age][group].
    std::vector<std::int32_t> band_from; //!< first ages of the age bands; band 0 starts at 0
    std::vector<std::uint32_t> staying;
    std::size_t staying_region_step = 0;
    std::vector<BaseKinds> base_kinds; //!< [age][group]
    BaseKinds newborn;                 //!< one
    std::vector<std::string> notes;    //!< what a reader of the results should know; without a dot
    std::optional<FitLayout> fit;      //!< only with RunSettings::fit_counts

    // Traits, 2^-12 units.
    bool has_traits = false;
    std::int32_t drift_keep = 0, drift_pull = 0, drift_noise = 0, start_pull = 0, start_noise = 0;

    std::uint32_t band_of(std::int32_t age) const;
    std::uint32_t bands() const { return static_cast<std::uint32_t>(band_from.size()); }
    //! By group.
    std::uint32_t const* staying_from(std::uint32_t region, std::int32_t year,
                                      std::int32_t age) const;
    //! 64-bit start of the keys of a cell; the ordinal is added to it.
    std::uint64_t first_key(std::uint32_t region, std::uint32_t group, std::int32_t birth_year,
                            std::int32_t entry_year, sim::Way way, std::uint64_t channel) const;
};

//! Throws std::invalid_argument, naming the figure, when the pack cannot be run as asked.
//! `drawn_from`: the model of the pack of which this one is a draw, for what the two have in
//! common.
std::unique_ptr<Model const> build_model(Pack const& pack, RunSettings const& settings,
                                         Model const* drawn_from = nullptr);

//! Throws std::invalid_argument for what the engine could not honour in full (model_checks.cpp).
void check_pack(Pack const& pack);
//! The races of all stages (race_tables.cpp).
void build_races(Pack const& pack, Model& model, Model const* drawn_from);
//! The states that people may stand in (states.cpp); needs races, quotas and base kinds.
void number_states(Pack const& pack, Model& model);
//! Base-year residents by age and group (base_kinds.cpp).
void build_base_kinds(Pack const& pack, Model& model);
//! The hot loops of a level that this machine can run. Throws std::invalid_argument when it cannot.
Kernels const& kernels_at(Level level);
bool machine_has(Level level);

} // namespace stempath::models
