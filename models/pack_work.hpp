//! Markets as a pack declares them: posts, applicants, scores.
#pragma once

#include "models/pack_pathway.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stempath::models {

//! A normal score that a person keeps for life.
struct FixedTraitSpec {
    std::string name;
    Cube mean, sd; //!< by group
};

struct ScoreSpec {
    bool lottery = false;
    std::array<double, n_traits> trait{};
    double experience = 0.0; //!< SD per year of STEM work
    double referral = 0.0;
    std::vector<std::pair<Index, double>> fixed; //!< fixed traits with their coefficients
    Cube noise;                                  //!< SD, by group
    Cube group;                                  //!< SD, by group (and field)
};

struct MarketSpec {
    std::string name;
    Index to = 0;
    bool by_region = false, by_field = false;
    std::vector<Index> from;  //!< stages
    std::vector<Index> pools; //!< outside pools
    std::optional<Index> credential_at_least;
    bool slots = false;       //!< posts are the slots of `to`
    std::optional<Cube> flow; //!< vacancies a year by year (and region, field): posts are not kept
    Cube growth;              //!< 1/year, by year (and field)
    ScoreSpec score;
    Index laid_off_to = 0;
    double lay_off_limit = 0.2; //!< share of the stock a year
    //! Posts go to groups by their shares in the reference of parity, within a group by score.
    bool as_reference = false;
};

//! People from outside. In a pack with ages they have one home region, which no resident shares.
struct PoolSpec {
    std::string name;
    Cube size;        //!< persons who apply a year, by group (and year, region, field, credential)
    Index region = 0; //!< their home, where people have ages
    Cube ages;        //!< shares by age (and group) of those who apply
    std::optional<Cube>
        start{}; //!< persons at work in the base year, by stage x field x credential x group
};

} // namespace stempath::models
