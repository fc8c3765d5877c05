//! The pathway as a pack declares it: groups, stages, exits, entries, programmes, boards.
#pragma once

#include "models/cube.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
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

//! What a programme adds to the log-odds of an exit.
struct ProgrammeShift {
    Index programme = 0;
    Cube log_odds;
};

//! How an exit answers to a board.
struct BoardResponse {
    Index board = 0;
    double gamma = 0.0; //!< log-odds per unit of the board
};

struct ExitSpec {
    std::string name;      //!< as declared in its stage
    std::string full_name; //!< "stage.name", the name of its draws and of its flow
    Index to = out;
    ExitForm form = ExitForm::probability;
    Cube value; //!< probability, log-odds against staying, or persons a year
    std::array<double, n_traits> beta{}; //!< log-odds per SD
    std::vector<BoardResponse> boards;
    std::vector<ProgrammeShift> shifts;
    std::optional<Cube> offset; //!< log-odds added always: what a fit or a draw of doubt moves
    std::optional<Cube> trend;  //!< log-odds added for each year since the base year
    bool every_year = true;     //!< open before the decision of a timed stage too
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
    Cube tenure_share; //!< for `table`: by tenure (and what counts depend on)
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

/*!
 * A programme without seats: everybody whom it reaches has the log-odds of named exits shifted.
 * Whom it reaches is told by the year of the race, or, `at` entry, by the year in which the person
 * came to the stage.
 */
struct ProgrammeSpec {
    enum class At : std::uint8_t { every_race, decision, entry } at = At::every_race;
    std::string name;
    Index stage = 0;
    std::int32_t from_year = 0, to_year = 0; //!< calendar years, both included
};

//! A public number that people respond to.
struct BoardSpec {
    enum class Of : std::uint8_t {
        share, //!< of some groups in a stage, 0 where nobody is there
        hired  //!< hired over applicants of some groups in a market last year
    } of = Of::share;
    std::string name;
    Index stage = 0, market = 0;
    std::vector<Index> groups;      //!< counted together; none: each person's own
    std::int32_t lag = 1;           //!< 0: after the latest phase; 1: at the last year end
    std::optional<double> at_least; //!< a step: 1 from here on, 0 below
    double centre = 0.0;            //!< taken off
    double base = 0.0; //!< of `hired`, where nobody applied in the year before: in year 1
};

//! What becomes, after the base year, of the differences between groups that nothing in the model
//! explains.
struct GapSpec {
    enum class Future : std::uint8_t {
        constant,    //!< they stay
        fading,      //!< they halve every `half_life` years
        surroundings //!< they follow the dissimilarity of workforce and reference at the last year
                     //!< end
    } future = Future::constant;
    double half_life = 15.0;         //!< years
    std::vector<std::string> except; //!< exits, by full name, whose differences are no gap
};

//! Share of a group among entrants in a year: a path, or a + b * board.
struct ShareSpec {
    std::optional<Path> path;
    double a = 0.0, b = 0.0;
    Index board = 0;   //!< in the pack's boards, when there is no path
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

} // namespace stempath::models
