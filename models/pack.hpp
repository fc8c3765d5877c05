//! A pack as read: every name resolved to its position, every figure a Cube. Spelling and meaning:
//! docs/packs.md.
#pragma once

#include "models/cube.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace stempath::models {

using Index = std::uint32_t;              //!< position in one of the pack's name lists
inline constexpr Index out = 0xffffffffu; //!< the destination "out": leaves the model
enum class ExitForm : std::uint8_t { probability, log_odds, quota };
enum class YearPhase : std::uint8_t { progress, separate };
inline constexpr std::size_t n_traits = 3; //!< interest, preparation, belonging

struct Axis {
    std::string name;
    std::vector<std::string> values;   //!< in order of declaration
    std::vector<std::string> labels{}; //!< of the values, for readers; empty where none is stated
};

//! One cell of the axes. Groups are held in order of canonical name, whatever the order of
//! declaration.
struct Group {
    std::string name;                //!< axis values joined by '.', axes sorted by name
    std::vector<std::string> values; //!< value on each axis, axes sorted by name
};

//! What becomes of the field of one who moves.
struct FieldChange {
    enum class Kind : std::uint8_t { keep, set, drawn } kind = Kind::keep;
    Index field = 0; //!< for `set`
    Cube shares;     //!< for `drawn`: by field and any other dimension
};

struct ExitSpec {
    std::string name;      //!< as declared in its stage
    std::string full_name; //!< "stage.name", the name of its draws and of its flow
    Index to = out;
    ExitForm form = ExitForm::probability;
    Cube value; //!< probability, log-odds against staying, or persons a year
    std::array<double, n_traits> beta{}; //!< log-odds per SD
    bool every_year = true;              //!< open before the decision of a timed stage too
    FieldChange field;
    std::optional<Index> credential; //!< held at least, from then on
};

//! A number by year: constant, growth or knots, expanded to one value a year from the base year on.
using Path = std::vector<double>;

struct StartSpec {
    Cube count; //!< persons by group (and field, credential, region); total x share is already
                //!< multiplied
    bool exact = true; //!< to the person (largest remainders), or drawn
    enum class Ages : std::uint8_t { zero, stationary, table } ages = Ages::zero;
    Cube tenure_share; //!< for `table`: by tenure (and group)
};

struct StageSpec {
    std::string name, label;
    YearPhase phase = YearPhase::progress;
    std::optional<std::int32_t> duration; //!< years until the decision
    bool stay = false;                    //!< may stay at and after the decision
    std::optional<std::int32_t> max_years;
    std::vector<ExitSpec> exits; //!< in order of name; `limit` included when max_years is given
                                 //!< (value: 1 at the last class)
    std::optional<StartSpec> start;
    std::optional<Path> slots;
};

//! Share of a group among entrants in a year: a path, or a + b * board.
struct ShareSpec {
    std::optional<Path> path;
    double a = 0.0, b = 0.0;
    Index board_stage = 0, board_group = 0;
    std::int32_t lag = 1;
    bool rest = false; //!< what the others leave
};

struct EntrySpec {
    std::string name;
    Index to = 0;
    bool to_fill = false;
    Cube number;                  //!< persons by year x group, when not to_fill
    std::vector<ShareSpec> share; //!< by group, for to_fill
    bool exact = false;           //!< group composition by largest remainders instead of a race
    bool nearest = false;         //!< rounding of `number`; default by key
    std::optional<std::int32_t> only_year; //!< calendar year of a single cohort
};

struct ScoreSpec {
    bool lottery = false;
    std::array<double, n_traits> trait{};
    double experience = 0.0; //!< SD per year of STEM work
    double referral = 0.0;
    double noise = 0.0; //!< SD
    Cube group;         //!< SD, by group (and field)
};

struct MarketSpec {
    std::string name;
    Index to = 0;
    bool by_region = false, by_field = false;
    std::vector<Index> from;  //!< stages
    std::vector<Index> pools; //!< outside pools
    std::optional<Index> credential_at_least;
    bool slots = false; //!< posts are the slots of `to`
    Cube growth;        //!< 1/year, by year (and field)
    ScoreSpec score;
    Index laid_off_to = 0;
    double lay_off_limit = 0.2; //!< share of the stock a year
};

struct PoolSpec {
    std::string name;
    Cube size; //!< persons by group (and year, region, field, credential)
};

struct DemographySpec {
    Cube population;   //!< persons by age x group at the base year
    Cube births;       //!< persons by year x group
    Cube staying;      //!< by year x age (of the year before) x group
    Cube arrivals;     //!< persons by year x age x group
    Cube region_share; //!< by region x group
    Index born_into = 0;
    std::int32_t last_age = 100;
};

struct BaseSpec {
    std::vector<Index> forward;
    Cube stocks;                //!< persons by stage x field x credential x group
    Cube age_profile;           //!< by stage x age
    Cube residual;              //!< by stage x credential x age (x group)
    std::optional<Cube> tenure; //!< mean years in stage by stage x age
};

struct TraitSpec {
    std::int32_t from_age = 0, to_age = 0;
    double kappa = 0.0, rho = 0.0;
};

//! One row of the crosswalk, expanded: what a (stage, field, credential) counts as.
struct WorkClass {
    enum class Ncses : std::uint8_t {
        none,
        science_engineering,
        related,
        middle_skill
    } ncses = Ncses::none;
    bool census = false, pew = false, stemm = false;
};

//! The names under which a crosswalk counts a workforce.
std::vector<std::string> workforce_presets();
//! Whether work of a class belongs to a preset; false for a name that is none.
bool counts_as(WorkClass const& work, std::string_view preset);

struct ParitySpec {
    std::string workforce = "ncses_broad"; //!< preset, class, or stage (`of`)
    std::string reference =
        "residents"; //!< residents, a stage, or a table (then `reference_share`)
    std::optional<Cube> reference_share; //!< by year x group
    std::int32_t from_age = 0, to_age = 200;
    std::vector<std::string> lens; //!< axes shown one by one
    std::string index = "ratio";   //!< ratio, difference, share
    double at_least = 0.95;
    std::int32_t k = 3;
    std::vector<std::int32_t> goals;
    std::string group; //!< only for index = share
};

struct Source {
    std::string id, title, publisher, year, locator;
};

struct Pack {
    std::string name, title, directory;
    bool teaching = false;
    std::int32_t base_year = 0, last_year = 0;
    std::vector<Axis> axes;    //!< sorted by name
    std::vector<Group> groups; //!< sorted by name
    std::vector<std::string> regions, fields, credentials;
    std::vector<StageSpec> stages; //!< in order of declaration
    std::vector<EntrySpec> entries;
    std::vector<MarketSpec> markets; //!< in clearing order
    std::vector<PoolSpec> pools;
    std::optional<DemographySpec> demography;
    std::optional<BaseSpec> base;
    std::optional<TraitSpec> traits;
    std::vector<WorkClass> crosswalk; //!< by stage x field x credential; empty for packs without
    std::vector<ParitySpec> parity;   //!< parity.main first
    std::vector<std::string> parity_names;
    std::vector<Source> sources;
    //! Every figure by its key ("stage.high.exit.promote.p"), for `explain`, overrides and
    //! --print-resolved.
    struct Figure {
        std::string key;
        Cube cube;
    };
    std::vector<Figure> figures;
};

} // namespace stempath::models
