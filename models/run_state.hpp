//! What changes during a run: people, tallies, boards; and the scratch space of each worker.
#pragma once

#include "models/scratch.hpp"

#include "sim/executor.hpp"
#include "sim/population.hpp"
#include "sim/selection.hpp"

#include <bit>
#include <cstdint>
#include <functional>
#include <vector>

namespace stempath::models {

//! Cell of the stock table: [region][band][group][state]; a block touches one (region, band).
struct StockShape {
    std::uint32_t regions = 1, bands = 1, groups = 1, states = 1;
    std::size_t size() const { return std::size_t{regions} * bands * groups * states; }
    std::size_t at(std::uint32_t region, std::uint32_t band, std::uint32_t group,
                   std::uint32_t state) const {
        return ((std::size_t{region} * bands + band) * groups + group) * states + state;
    }
};

//! Integers that phases add to; put together by one function, in any order.
struct Tallies {
    std::vector<std::int32_t> stock; //!< change by StockShape
    std::vector<std::int64_t> flow;  //!< [exit][group]
    //! [market][stage of origin, or stages for outside][region of home][group]
    std::vector<std::int64_t> hires;
    std::vector<std::int64_t> laid_off;  //!< [market][group]
    std::vector<std::int64_t> vacancies; //!< [market][filled, unfilled]
    std::vector<std::int64_t> applied;   //!< [market][group], of markets whose chance is on a board
    std::vector<std::int64_t> births, arrivals, leavers; //!< [group]
    std::vector<std::int64_t> came;     //!< [watched set][region][group]: newcomers of the year
    std::vector<std::int64_t> shortage; //!< [quota exit]: persons asked for beyond those at risk
    //! Only for a fit: moves [row][cell], fields of movers [exit][field].
    std::vector<std::int64_t> fit_moves, fit_fields;

    std::vector<std::uint8_t> touched; //!< by region x band: some of its stock may have changed

    explicit Tallies(Model const& model);
    //! Must be called before stock of a region and band is changed; returns where it begins.
    std::uint32_t touch(StockShape const& shape, std::uint32_t region, std::uint32_t band) {
        touched[std::size_t{region} * shape.bands + band] = 1;
        return static_cast<std::uint32_t>(shape.at(region, band, 0, 0));
    }
    //! Counts n people of a group who came into some sets.
    void count_newcomers(StockShape const& shape, std::uint32_t sets, std::uint32_t region,
                         std::uint32_t group, std::uint32_t n) {
        for (; sets != 0; sets &= sets - 1)
            came[(static_cast<std::size_t>(std::countr_zero(sets)) * shape.regions + region) *
                     shape.groups +
                 group] += n;
    }
    //! Adds the other's integers to ours and sets the other's to zero.
    void take(Tallies& other);
    //! The same of everything but the stock.
    void take_counts(Tallies& other);
    void clear_counts();

  private:
    template <class F>
    void each_count(F f);
};

//! Someone who seeks a post this year: where the row is, and what the scores read.
struct Applicant {
    sim::PersonKey key;
    std::uint32_t block = 0;
    std::uint16_t row = 0;
    std::int16_t trait[n_traits]{};
    std::uint8_t group = 0, stage = 0, credential = 0;
    std::uint8_t experience = 0; //!< years of STEM work, this spell included
    bool hired = false;
};

struct Worker {
    explicit Worker(Model const& model);
    Tallies tallies;
    Scratch scratch;
    std::vector<std::vector<Applicant>> desks; //!< by [region][field]
    // Of the market at hand; kept, for their pages cost more than filling them.
    std::vector<Applicant*> applicants;
    std::vector<sim::Contender> contenders;
};

//! Everything a phase may read about the year, keys of its draws included.
struct Year {
    Year(Model const& model, sim::DrawSource const& draws, std::int32_t year);

    std::int32_t year;
    std::int32_t index;  //!< years since the base year
    sim::DrawKey person; //!< one call for each person: staying in the country, and every race
    sim::DrawKey drift, lifetime, start, kind, tenure;
    std::vector<sim::DrawKey> field;      //!< by exit
    std::vector<StageRace const*> races;  //!< by stage: the model's, or this year's own
    std::vector<FieldRace const*> fields; //!< by field race: likewise
};

//! One (market, region, field) with its posts.
struct Desk {
    std::uint32_t market = 0, region = 0,
                  field = 0; //!< region and field are 0 where the market is not split by them
    std::int64_t base_stock = 0;
    std::vector<std::int64_t> group_stock; //!< board: last year end, by group
    std::vector<std::uint32_t> states{};   //!< of the people in these posts
    std::vector<double> growth{}; //!< of posts, over the base stock, by year; none with slots
};

//! How far the unexplained differences between groups have gone.
struct Gap {
    double left = 1.0;           //!< of those of the base year, in this year
    double dissimilarity = 0.0;  //!< of workforce and reference in the base year
    std::vector<double> weights; //!< of the groups in their mean: the reference of the base year
};

//! One replicate in the making.
struct RunState {
    RunState(Model const& model, std::uint32_t replicate, unsigned workers);

    Model const& model;
    sim::DrawSource draws;
    std::vector<sim::DrawKey> count_keys; //!< of the rounding of counts, by year since the base
    StockShape shape;
    sim::Population people;
    std::vector<std::int64_t>
        stock; //!< board: persons at the last year end (or after the latest merge), by StockShape
    std::vector<std::int64_t> persons;  //!< the same over all states: [region][band][group]
    std::vector<std::int64_t> all_ages; //!< the same over all age bands: [region][group][state]
    std::vector<std::int64_t> last_stage_group; //!< board: [stage][group] at the last year end
    //! Boards: by group, the reference of parity.main (or shares in it) and its workforce.
    std::vector<double> reference, workforce;
    Gap gap;
    //! Boards: [market][group] of last year.
    std::vector<std::int64_t> last_applied, last_hired;
    std::vector<StageRace> live_races;  //!< by stage: this year's, where they are not the model's
    std::vector<FieldRace> live_fields; //!< likewise
    Tallies total;                      //!< of the year
    std::vector<Worker> workers;
    std::vector<Desk> desks;

    //! Looked at now and then within a year, where many people are laid out; false stops the run.
    std::function<bool()> goes_on;

    //! Throws Interrupted when the run is to stop.
    void ask() const {
        if (goes_on && !goes_on())
            throw Interrupted{};
    }
    //! Merges the workers' tallies into the stocks and `total`, whose own stock stays zero.
    void merge();
    //! Sets the counts of the year to zero.
    void clear_year();
    std::int64_t stage_total(std::uint32_t stage, std::uint32_t group) const;
    //! Cells of `all_ages`, by state.
    std::int64_t const* of_all_ages(std::uint32_t region, std::uint32_t group) const {
        return &all_ages[(std::size_t{region} * shape.groups + group) * shape.states];
    }

  private:
    //! Adds a worker's changes to the stocks and sets them to zero.
    void merge_stock(Tallies& changes);
};

// Phases over one block (see sim::Phase). Each reads the block, the model and the year, and writes
// the block and tallies.
void lay_out_base(RunState& run, sim::Executor const& executor, sim::Population& into);
void lay_out_births(RunState& run, std::int32_t year, sim::Population& into);
void activate(Model const& model, sim::Block& block, Year const& year, StockShape const& shape,
              Worker& worker);
//! Draws the traits of the people of one run of rows, whose keys are in the scratch.
void start_traits(Model const& model, sim::Block& block, sim::RowRun const& rows, Year const& year,
                  Scratch& scratch);
void leave(Model const& model, sim::Block& block, Year const& year, StockShape const& shape,
           Worker& worker);
void change_band(Model const& model, sim::Block const& block, Year const& year,
                 StockShape const& shape, Worker& worker);
void develop(Model const& model, sim::Block& block, Year const& year, Worker& worker);
/*!
 * Rows by stage, for the stages in which somebody could move this year: `scratch.list` from
 * `list_begin[s]` to `list_begin[s + 1]`. Lists fill from both ends at once, for a list that takes
 * two rows in a row makes the second wait for the first; their order is irrelevant.
 */
void sort_by_stage(Model const& model, sim::Block const& block, Year const& year, Scratch& scratch);
//! The races of the stages of one phase, whose rows are listed. Lists are made once a year: who
//! moves in `progress` stands in no list of `separate`, and its tenure keeps it from being at risk
//! twice.
void run_exits(Model const& model, YearPhase phase, sim::Block& block, Year const& year,
               StockShape const& shape, Worker& worker);
void collect_applicants(Model const& model, sim::Block const& block, std::uint32_t index,
                        Year const& year, Worker& worker);

// Phases over everybody at once.
void desk_stock_by_group(RunState const& run, Desk const& desk,
                         std::vector<std::int64_t>& by_group);
void draw_quotas(RunState& run, Year const& year);
void open_desks(RunState& run);
void clear_markets(RunState& run, Year const& year, sim::Executor const& executor);
void start_without_ages(RunState& run, Year const& year);
void enter_numbers(RunState& run, Year const& year);
void fill_posts(RunState& run, Year const& year);

} // namespace stempath::models
