//! What a pack says of its fit: free parameters, named flows, where targets and results stand.
#pragma once

#include "models/diagnostics.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stempath::models {

/*!
 * Free numbers, in log-odds, that are added to the offsets of some exits alike: one (`by` is
 * "common"), or one for each value of a dimension of those exits.
 */
struct FitParameter {
    std::string name;
    std::vector<std::string> exits;       //!< "stage.name"
    std::string by = "common";            //!< or an axis, field, credential, region, group
    std::vector<std::string> values;      //!< which are free; all of them where none is named
    double prior_sd = 0.0;                //!< log-odds; the prior is normal around 0
    std::vector<std::string> informed_by; //!< ids of targets, "degrees_*"; only for the tables
    Location informed_at{};               //!< where these stand
};

//! A flow by named exits: people, or, with `of`, the share of another flow.
struct FitMeasure {
    std::string name;
    std::vector<std::string> exits;  //!< "stage.name"
    std::vector<std::string> of;     //!< empty: persons a year
    std::vector<std::string> fields; //!< held before the exit; empty: any
};

//! How far one standard normal (models/doubt.hpp) moves one number of the fit.
struct FitDraw {
    std::string draw, part; //!< which normal
    std::size_t number = 0; //!< in free_numbers
    double log_odds = 0.0;
};

struct FitSpec {
    std::string targets; //!< table of targets, in the folder of the pack
    Location targets_at{};
    std::string result; //!< what a fit has left there, applied when the pack is read; may be empty
    std::vector<std::string> out_of_labour_force; //!< stages
    std::int32_t first_year = 0, last_year = 0;   //!< of the flows that targets may speak of
    std::vector<FitParameter> parameters;
    std::vector<FitMeasure> measures;
    std::vector<FitDraw> posterior; //!< how the numbers are drawn, all together; empty: not at all
};

} // namespace stempath::models
