//! The expected path of a pack without ages: the mean-field solution, on the figures as they are
//! read, in double precision. Nothing is drawn, nothing is rounded to whole people.
#pragma once

#include "models/expected_stocks.hpp"
#include "models/size_checks.hpp"
#include "models/study.hpp"

#include <vector>

namespace stempath::models {

/*!
 * Expected stocks, year by year. The mean over replicates equals them where every number of a year
 * is linear in the stocks of the year before; elsewhere it does to a share of people that shrinks
 * as 1/N (docs/packs.md, "Expected path").
 */
class ExpectedPath {
  public:
    //! At the end of the base year. Throws ModelError for the first of expected_refusals.
    explicit ExpectedPath(Pack const& pack);
    ExpectedPath(ExpectedPath const&) = delete;
    ExpectedPath& operator=(ExpectedPath const&) = delete;

    //! One year on. Not beyond the last year of the pack.
    void step();

    std::int32_t year() const; //!< calendar year whose end it stands at
    ExpectedStocks const& stocks() const { return stocks_; }
    //! Persons who took each exit in the year, [exit][group]; exits stage by stage.
    std::vector<double> const& flow() const { return flow_; }

  private:
    Pack const& pack_;
    ExpectedShape shape_;
    std::int32_t index_ = 0;
    ExpectedStocks stocks_;
    std::vector<double> flow_;
};

//! What a pack asks that has no expected path here, one line for each kind, with the first key of
//! that kind. Empty: it can be solved.
std::vector<FigureProblem> expected_refusals(Pack const& pack);

//! What `run --expected` answers.
struct ExpectedResult {
    std::vector<double> persons; //!< [year from the base to the end of the run][stage][group]
    std::vector<double> flow;    //!< [year][exit][group]
    //! [year][stage][class][group]: by completed years in the stage; only with
    //! RunSettings::count_years_in_stage.
    std::vector<double> years_in_stage;
    std::vector<std::uint32_t> classes;  //!< by stage, of years in it; the last one is open
    std::vector<std::string> exit_names; //!< "stage.exit", in the order of `flow`
    ParityResult parity; //!< one path: no goals, no quantiles; first_year has one entry
    std::vector<std::string> warnings;
};

//! Throws ModelError when the pack cannot be run, or has no expected path. Of the settings only the
//! years and the parity definition are read.
ExpectedResult run_expected(Pack const& pack, RunSettings const& settings);

} // namespace stempath::models
