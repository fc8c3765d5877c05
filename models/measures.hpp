//! What is counted: declared once, filled at each year end, digested by law 5.
#pragma once

#include "models/measure_lines.hpp"
#include "models/parity_members.hpp"
#include "models/run_state.hpp"

#include "sim/digest.hpp"
#include "sim/results.hpp"

#include <vector>

namespace stempath::models {

//! Where a state is counted.
struct StateCell {
    std::uint32_t stage_field = 0; //!< position in [stage][field]
    std::uint32_t ncses = 0;       //!< its class in the crosswalk; 0: not in the workforce
};

/*!
 * Declarations of all tables and the hashes of the names that enter the digest. Built once a study.
 * Throws std::invalid_argument when the parity definition names no preset, class or stage of the
 * pack.
 */
class Measures {
  public:
    explicit Measures(Model const& model);

    Model const& model;
    std::vector<ParityMembers> definitions; //!< of parity: main, others, presets
    std::vector<MeasureLine> lines;         //!< of the pack's own measures
    std::vector<sim::MeasureTable> tables;  //!< with sums of zero

    //! Positions in `tables`, and in measure_kinds().
    enum Table : std::size_t {
        population,
        stocks,
        workforce,
        flows,
        hires,
        laid_off,
        vacancies,
        vital,
        shortages,
        entrants,
        years_in_stage //!< only with RunSettings::count_years_in_stage
    };

    std::vector<StateCell> state_cell; //!< by state
    //! By region, its position among the homes that stocks and hires tell apart: its own, or that
    //! of all where every region is of the reference of parity.main.
    std::vector<std::uint32_t> home_of_region;
    std::uint32_t homes = 1;
    std::vector<std::uint64_t> stock_name, flow_name, hire_name, vital_name;

    //! Classes of years in stage, from 0; longer stays are in the last. 0: not counted.
    std::uint32_t year_classes = 0;

  private:
    //! `values` along each stratum of the measure.
    void add(Table table, std::vector<std::vector<std::string>> values);
    void declare();
    void declare_years_in_stage();
    std::vector<std::string> name_homes();
    void place_states();
    void name_cells();
};

//! The integers of one replicate.
struct Recording {
    explicit Recording(Measures const& measures);

    std::vector<std::vector<std::int64_t>> tables;  //!< as Measures::tables
    std::vector<ParityCounts<std::int64_t>> parity; //!< as Measures::definitions
    std::vector<LineCounts> lines;                  //!< as Measures::lines
    FitCounts fit;                                  //!< empty unless a fit asks
    sim::Digest128 digest, ledger_digest;
    std::int64_t persons = 0, person_years = 0;
    std::int64_t base_persons = 0;

    //! Counts the year end: stocks as merged, flows of the year in `run.total`.
    void observe(Measures const& measures, RunState const& run, Year const& year);

  private:
    void count_people(Measures const& measures, RunState const& run, std::int32_t year);
    void count_stocks(Measures const& measures, RunState const& run, Year const& year);
    void count_years_in_stage(Measures const& measures, RunState const& run, Year const& year);
    void count_hires(Measures const& measures, RunState const& run, std::size_t year);
    void count_flows(Measures const& measures, RunState const& run, std::int32_t year);
    void count_for_fit(Measures const& measures, RunState const& run, Year const& year);
    void add_to_digest(Measures const& measures, RunState const& run, Year const& year);
};

} // namespace stempath::models
