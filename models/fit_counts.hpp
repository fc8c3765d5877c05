//! What a fit counts beyond the measures: people by age and state, and every move by what the
//! mover was before.
#pragma once

#include <cstdint>
#include <vector>

namespace stempath::models {

struct Model;

//! How finely a fit counts; part of the settings of its runs.
struct FitClasses {
    std::vector<std::int32_t> age_from{0}; //!< first ages of the classes, ascending, from 0
    bool by_region = false;
};

/*!
 * The cells of the counts of a fit. People are [region][age class][group][state]. Moves are
 * [region][age class][group][cell], a cell being an event (an exit; a hire by a market from a
 * stage, or from outside; a lay-off) and the field and credential before it. The age of a mover is
 * that at the end of the year before.
 */
class FitLayout {
  public:
    //! What happens to one who moves.
    struct Event {
        enum class Kind : std::uint8_t { exit, hire, lay_off } kind = Kind::exit;
        std::uint32_t of = 0;    //!< exit by its place in Model::exit_names, or market
        std::uint32_t stage = 0; //!< before; the number of stages for outside
        std::uint32_t begin = 0; //!< first cell; one for each state of the stage from there, or, of
                                 //!< outside, [field][credential]
    };

    FitLayout(Model const& model, FitClasses const& classes);

    std::uint32_t regions = 1, ages = 1, groups = 1, states = 1, cells = 0;
    std::uint32_t fields = 1, credentials = 1, exits = 0, markets = 0;
    std::vector<Event> events;

    std::uint32_t age_class(std::int32_t age) const;
    //! Position of a row of states, or of cells, of one group.
    std::size_t row(std::int32_t age, std::uint32_t region, std::uint32_t group) const {
        return (std::size_t{regions > 1 ? region : 0} * ages + age_class(age)) * groups + group;
    }
    std::size_t rows() const { return std::size_t{regions} * ages * groups; }
    std::uint32_t of_exit(std::uint32_t flow) const { return exit_begin_[flow]; }
    std::uint32_t of_hire(std::uint32_t market, std::uint32_t stage) const {
        return hire_begin_[market * (stages_ + 1) + stage];
    }
    std::uint32_t of_lay_off(std::uint32_t market) const { return lay_off_begin_[market]; }
    //! The cell of an event that begins at `begin`, for one who was in a state of its stage.
    std::uint32_t cell(std::uint32_t begin, std::uint32_t stage, std::uint32_t state) const {
        return begin + state - first_state_[stage];
    }
    //! The same for one who came from outside.
    std::uint32_t outside_cell(std::uint32_t begin, std::uint32_t field,
                               std::uint32_t credential) const {
        return begin + field * credentials + credential;
    }

  private:
    std::uint32_t add(Event event);

    bool has_ages_ = false;
    std::uint32_t stages_ = 0;
    std::vector<std::uint8_t> class_of_age_;
    std::vector<std::uint32_t> first_state_; //!< by stage, and the end
    std::vector<std::uint32_t> exit_begin_, hire_begin_, lay_off_begin_;
};

//! The counts of one replicate, year by year from the base year.
struct FitCounts {
    std::vector<std::int64_t> people;    //!< [year][row][state], at the year end
    std::vector<std::int64_t> moves;     //!< [year][row][cell], during the year
    std::vector<std::int64_t> fields;    //!< [year][exit][field after it]
    std::vector<std::int64_t> vacancies; //!< [year][market]

    //! Adds those of another replicate.
    void add(FitCounts const& other);
};

} // namespace stempath::models
