#include "models/measure_kinds.hpp"

namespace stempath::models {

namespace {

constexpr StratumKind year{"year", "calendar year; stocks are counted at its end", true};
constexpr StratumKind group{"group", "group of people"};
constexpr StratumKind region{"region", "region of residence"};
constexpr StratumKind home{"home",
                           "region of residence; all: every region is of the reference, and "
                           "they are not told apart"};
constexpr StratumKind stage{"stage", "stage of the pathway"};
constexpr StratumKind field{"field", "field of study or work"};
constexpr StratumKind market{"market", "market for posts"};

// Arrays whose type is deduced would stand in writable memory (GCC 12).
constexpr StratumKind of_population[] = {year, region,
                                         StratumKind{"age_band", "age in completed years"}, group};
constexpr StratumKind of_stocks[] = {year, stage, field, home, group};
constexpr StratumKind of_workforce[] = {year, StratumKind{"class", "class of work"}, region, group};
constexpr StratumKind of_flows[] = {year, StratumKind{"exit", "exit, as STAGE.EXIT"}, group};
constexpr StratumKind of_hires[] = {year, market, StratumKind{"source", "stage before the hire"},
                                    home, group};
constexpr StratumKind of_laid_off[] = {year, market, group};
constexpr StratumKind of_vacancies[] = {year, market, StratumKind{"fate", "filled or unfilled"}};
constexpr StratumKind of_vital[] = {year, StratumKind{"event", "vital event"}, group};
constexpr StratumKind of_shortages[] = {year, StratumKind{"exit", "exit by quota, as STAGE.EXIT"}};
constexpr StratumKind of_entrants[] = {
    year, StratumKind{"into", "definition of parity, or measure, into whose people they came"},
    region, group};
constexpr StratumKind of_years_in_stage[] = {
    year, stage,
    StratumKind{"years", "completed years in the stage; longer stays are in the last class", true},
    group};

constexpr MeasureKind kinds[] = {
    MeasureKind{"population", "people living at the year end", of_population},
    MeasureKind{"stocks", "people in each stage and field at the year end", of_stocks},
    MeasureKind{"workforce",
                "people at work in STEM at the year end, by NCSES class of the crosswalk",
                of_workforce},
    MeasureKind{"flows", "people who took each named exit in the year", of_flows},
    MeasureKind{"hires",
                "people hired by each market in the year, by the stage that they came from",
                of_hires},
    MeasureKind{"laid_off",
                "people who lost their post in each market in the year, posts having shrunk below "
                "attrition",
                of_laid_off},
    MeasureKind{"vacancies", "posts that were open in the year, and what became of them",
                of_vacancies},
    MeasureKind{"vital", "people born, arrived and left (died or emigrated) in the year", of_vital},
    MeasureKind{"shortages",
                "people whom the quota of an exit asked for beyond those at risk in its cells",
                of_shortages},
    MeasureKind{"entrants",
                "people who came in the year into the workforce of a definition of parity, or into "
                "the stages of a measure",
                of_entrants},
    MeasureKind{"years_in_stage", "people in each stage at the year end by completed years in it",
                of_years_in_stage},
};

} // namespace

std::span<MeasureKind const> measure_kinds() { return kinds; }

} // namespace stempath::models
