//! A pack as read: every name resolved to its position, every figure a Cube. Spelling and meaning:
//! docs/packs.md.
#pragma once

#include "models/fit_spec.hpp"
#include "models/pack_work.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stempath::models {

struct DemographySpec {
    Cube population;   //!< persons by age x group at the base year
    Cube births;       //!< persons by year x group
    Cube staying;      //!< by year x age (of the year before) x group (x region)
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
    bool operator==(WorkClass const&) const = default;
};

//! The names under which a crosswalk counts a workforce.
std::vector<std::string> workforce_presets();
//! Whether work of a class belongs to a preset; false for a name that is none.
bool counts_as(WorkClass const& work, std::string_view preset);

struct ParitySpec {
    std::string name = "main";                  //!< [parity.NAME]
    std::string label;                          //!< of the workforce, for readers; may be empty
    std::string workforce = "ncses_broad";      //!< preset, class, or stage (`of`)
    std::vector<std::string> except;            //!< stages that are not of the workforce
    std::vector<std::string> regions;           //!< home regions of the workforce; empty: all
    std::vector<std::string> reference_regions; //!< home regions of the reference; empty: all
    std::string reference =
        "residents"; //!< residents, a stage, or a table (then `reference_share`)
    std::optional<Cube> reference_share; //!< by year x group
    std::int32_t from_age = 0, to_age = 200;
    //! What is shown one by one: an axis, axes crossed ("race_ethnicity.sex"), or "region".
    std::vector<std::string> lens;
    std::vector<std::string> together; //!< groups shown as one: people who are of any of them
    std::string index = "ratio";       //!< ratio, difference, share, count
    double at_least = 0.95;
    std::int32_t k = 3;
    std::vector<std::int32_t> goals;
    std::string group; //!< only for index = share or count

    bool of_one_group() const { return index == "share" || index == "count"; }
};

//! Something counted or weighed every year besides stocks and flows: [measure.NAME].
struct MeasureSpec {
    enum class Kind : std::uint8_t {
        weight, //!< sum (or mean) over people of a figure
        stages, //!< people in some stages, those who come and those who go
        exits   //!< people who take some exits in the year
    } kind = Kind::weight;
    std::string name, label, unit;
    Cube weight;                //!< by stage, field, credential, group and year
    bool per_workforce = false; //!< mean over the workforce of parity.main in place of a sum
    std::vector<Index> stages;
    std::vector<std::string> exits; //!< "stage.exit"
};

struct Source {
    std::string id, title, publisher, year, locator;
};

struct Pack {
    std::string name, title, directory;
    bool teaching = false;
    bool states_doubt = false; //!< has a section [doubt]: its figures may be drawn
    std::int32_t base_year = 0, last_year = 0;
    std::vector<Axis> axes;    //!< sorted by name
    std::vector<Group> groups; //!< sorted by name
    std::vector<std::string> regions, fields, credentials;
    std::map<std::string, std::string, std::less<>> region_labels; //!< for readers, where stated
    std::vector<StageSpec> stages;                                 //!< in order of declaration
    std::vector<EntrySpec> entries;
    std::vector<ProgrammeSpec> programmes;
    std::vector<BoardSpec> boards;
    std::vector<MarketSpec> markets; //!< in clearing order
    std::vector<PoolSpec> pools;
    std::vector<FixedTraitSpec> fixed_traits;
    std::optional<DemographySpec> demography;
    std::optional<BaseSpec> base;
    std::optional<TraitSpec> traits;
    GapSpec gap;
    std::vector<WorkClass> crosswalk; //!< by stage x field x credential; empty for packs without
    std::vector<ParitySpec> parity;   //!< parity.main first
    std::vector<std::string> parity_names;
    std::vector<MeasureSpec> measures;
    std::optional<FitSpec> fit;
    std::vector<Source> sources;
    //! Every figure by its key ("stage.high.exit.promote.p"), for `explain`, overrides and
    //! --print-resolved.
    struct Figure {
        std::string key;
        Cube cube;
        //! In a pack with [doubt]: it may be negative and states no range, so it has no doubt.
        bool without_range = false;
    };
    std::vector<Figure> figures;
};

} // namespace stempath::models
