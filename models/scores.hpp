//! Posts and scores of one desk (a market in one region and field).
#pragma once

#include "models/run_state.hpp"

#include "sim/selection.hpp"

namespace stempath::models {

//! Synthetic people in the posts of a desk, as last merged.
std::int64_t desk_stock(RunState const& run, Desk const& desk);
//! Vacancies of a desk in a year: posts less those who hold one (negative: too many), or the given
//! flow.
std::int64_t vacancies(RunState const& run, Year const& year, Desk const& desk);
//! Posts of a desk over its base stock, by year since the base.
std::vector<double> growth_of_posts(Model const& model, Desk const& desk);
//! Posts of the desk in a year: slots, or the base stock grown by the demand path, as an integer.
std::int64_t posts(RunState const& run, Year const& year, Desk const& desk);

/*!
 * Scores of one desk in one year, in SD x 2^12: traits, experience, referral and group terms, fixed
 * traits, which a person keeps for life, plus the noise of the year. Referral is the coefficient
 * times (own group's share of the posts at the last year end - its share of this year's
 * applicants).
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
    //! One fixed trait: its draw, and by group coefficient x mean and coefficient x sd.
    struct Fixed {
        sim::DrawKey draw;
        std::vector<double> mean, sd;
    };
    //! What a person of a group has before traits and experience.
    std::int32_t score(sim::PersonKey key, std::uint32_t group) const;

    sim::DrawKey tie_, noise_;
    std::vector<std::int32_t> group_term_; //!< referral and group, by group
    std::vector<double> noise_sd_;         //!< by group
    std::vector<Fixed> fixed_;
    std::int32_t trait_[n_traits]{}; //!< per SD
    std::int32_t experience_ = 0;    //!< per year
};

} // namespace stempath::models
