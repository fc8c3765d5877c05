//! Posts and scores of one desk (a market in one region and field).
#pragma once

#include "models/run_state.hpp"

#include "sim/selection.hpp"

namespace stempath::models {

//! Synthetic people in the posts of a desk, as last merged.
std::int64_t desk_stock(RunState const& run, Desk const& desk);
//! Posts of the desk in a year: slots, or the base stock grown by the demand path, as an integer.
std::int64_t posts(RunState const& run, Year const& year, Desk const& desk);

/*!
 * Scores of one desk in one year, in SD x 2^12: traits, experience, referral and group terms, plus
 * noise. Referral is the coefficient times (own group's share of the posts at the last year end -
 * its share of this year's applicants).
 */
class Scorer {
  public:
    Scorer(RunState const& run, Year const& year, Desk const& desk,
           std::vector<std::int64_t> const& applicants);

    sim::Contender contender(Applicant const& applicant) const;
    sim::Contender outsider(sim::PersonKey key, std::uint32_t group) const;
    //! The least kept come first: years in the post with one SD of noise a year.
    sim::Contender least_kept(sim::Block const& block, std::uint32_t row, sim::PersonKey key) const;

  private:
    std::int32_t noise(sim::PersonKey key, double sd) const;

    Year const& year_;
    ScoreSpec const& spec_;
    sim::DrawKey tie_, noise_;
    std::vector<std::int32_t> group_term_; //!< referral and group, by group
    std::int32_t trait_[n_traits]{};       //!< per SD
    std::int32_t experience_ = 0;          //!< per year
};

} // namespace stempath::models
