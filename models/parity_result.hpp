//! What a study says about parity: the groups of the lens year by year, and when it is reached.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stempath::models {

//! P(parity in or before a goal year), over replicates.
struct GoalResult {
    std::int32_t year = 0;
    double p = 0.0;
    double se = 0.0; //!< Monte Carlo standard error (posterior sd under Jeffreys' prior: never 0)
    double low = 0.0, high = 1.0; //!< 95 % interval of P from the number of replicates (Wilson)
    std::int64_t hits = 0, n = 0; //!< replicates with parity by then, and all
    bool resolved = false; //!< the interval lies on one side of 1/2: more likely than not, or less
    std::int64_t kept =
        0; //!< of the hits, replicates that have parity in that year: not lost again
};

/*!
 * What becomes of parity once it is reached, by replicate. A year has lasting parity when it is one
 * of k or more years of parity in a row; years after the last one reported count for that alone.
 */
struct Kept {
    std::vector<std::optional<std::int32_t>> lost_year; //!< first without it after it was reached
    std::vector<std::optional<std::int32_t>> since;     //!< unbroken up to the last year reported
    std::optional<double> median_lost, median_since;    //!< none of the replicates counted as later
    //! Replicates that lose it again, and that have it in the last year reported.
    std::int64_t lost() const { return count(lost_year); }
    std::int64_t at_end() const { return count(since); }

  private:
    static std::int64_t count(std::vector<std::optional<std::int32_t>> const& years) {
        return std::count_if(years.begin(), years.end(), [](auto y) { return y.has_value(); });
    }
};

//! By year: mean and 5 and 95 % quantiles over the replicates in which the number exists, not a
//! number (NaN) where it exists in none.
struct Band {
    std::vector<double> mean, low, high;
};

/*!
 * Residents of the regions of the reference and the work of the main definition, wherever it is and
 * whatever stages the definition leaves out; real persons in the year, of the definition's ages. Of
 * the base year, in which nobody moves, there is no such number. Empty of other definitions.
 */
struct Careers {
    Band hired;    //!< who take up such work and did not have it
    Band returned; //!< of them those who had it before, at a year end from the base year on; all
                   //!< values missing where the run cannot tell
    Band moved_in; //!< not of them: people who came to live there and have such work at once
};

//! A lens group (women, black, ...) year by year; means and 5-95 % quantiles over the replicates in
//! which the number exists, not a number (NaN) where it exists in none: nobody is in the workforce,
//! or in the reference.
struct GroupSeries {
    std::string name;
    std::string axis;     //!< of the lens: an axis, axes crossed, "region", or "together"
    bool deciding = true; //!< large enough and quiet enough to decide on parity
    double slack = 0.0; //!< 0 of a deciding group; others stand in the way further below than this
    std::vector<std::int32_t> year;
    std::vector<double> share_workforce, share_reference, ratio, ratio_low, ratio_high;
    std::vector<double> persons{}; //!< real persons of the group in the workforce, mean
    std::string label{}; //!< for readers: "American Indian or Alaska Native"; may be empty
    Band difference{};   //!< share in the workforce less that in the reference
    Band missing{};   //!< real persons that the workforce lacks to be proportional; never below 0
    Band entrants{};  //!< real persons who came into the workforce in the year
    Band residents{}; //!< of them those whose home is in the regions of the reference
    std::vector<double> entrant_share{}; //!< of all who came in the year: mean
    Careers careers{};
};

//! The groups of one axis of the lens together.
struct AxisSeries {
    std::string axis;
    Band proportionality; //!< sum over groups of min(shares): 1 - index of dissimilarity
    Band missing;         //!< real persons, all groups together
};

//! Change of a group's share of the workforce from the base year, split exactly (means over
//! replicates): within classes at mean weights, between classes at mean shares.
struct SplitChange {
    std::string axis, group;
    std::int32_t year = 0;
    double within = 0.0, between = 0.0;
    double total() const { return within + between; }
};

//! Parity in every NCSES class of the workforce at once.
struct ClassTwin {
    std::vector<std::string> classes;
    std::vector<std::optional<double>> class_median;     //!< median year of each; none: censored
    std::optional<double> median_year;                   //!< of the year from which all are there
    std::vector<std::optional<std::int32_t>> first_year; //!< by replicate
    std::vector<GoalResult> goals;
    Kept kept;
    std::string last;                //!< the class that is last, or is not there; empty: none
    std::vector<SplitChange> change; //!< at the goal years and the end
};

//! The share of entrants that a group would have to hold from the first year on.
struct NeededShare {
    std::string axis, group;
    std::int32_t year = 0;  //!< by which parity is to be there
    double needed = 0.0;    //!< above 1: not possible
    double simulated = 0.0; //!< share of the entrants of the run up to that year
};

//! What entry alone could do: leavers go as simulated, entrants are as the reference is.
struct InertiaBound {
    //! A group of the lens, whoever else there is.
    struct OfGroup {
        std::string axis, group;
        bool deciding = true;
        std::optional<std::int32_t> first_year; //!< of parity of this group; none: not in the run
        double index = 0.0; //!< at the last year reported; NaN where there is none
        bool fails = false; //!< stands in the way of parity then
        bool above = false; //!< holds more than its share in the base year: entrants in proportion
                            //!< bring it down
    };
    std::optional<std::int32_t> first_year; //!< none: not within the run
    std::vector<OfGroup> groups;            //!< those taken together left out
    std::vector<NeededShare> needed;        //!< of the deciding groups, at the goal years
};

struct ParityResult {
    std::string name = "main"; //!< of the definition, or of the preset
    std::string definition;    //!< one sentence that says lens, workforce, reference, ages, index,
                               //!< tolerance, k
    std::string label;         //!< of the workforce, where the pack states one
    std::string in_short;      //!< the sentence with that label; the same without one
    std::string index = "ratio";
    double at_least = 0.95;
    std::vector<GoalResult> goals;
    std::optional<double> median_year; //!< over replicates, censored ones counted as later; none
                                       //!< when that is censored
    bool reached = false;              //!< median_year exists
    std::vector<std::optional<std::int32_t>> first_year; //!< by replicate; none = censored
    Kept kept{};
    std::vector<GroupSeries> groups;
    std::vector<std::string> warnings; //!< sentences without a dot
    std::vector<AxisSeries> axes{};
    Band entrants{}, residents{};        //!< of all groups: see GroupSeries
    bool residents_apart = false;        //!< residents are not simply all entrants
    Careers careers{};                   //!< of all groups
    std::optional<ClassTwin> by_class{}; //!< where the workforce has several NCSES classes
    std::optional<InertiaBound> inertia{};
};

//! One line of a measure of the pack's own, by lens group of the main definition.
struct MeasureGroup {
    std::string axis, name, label; //!< empty: everybody
    Band value;
};
struct MeasureSeries {
    std::string measure; //!< [measure.NAME]
    std::string name;    //!< NAME, or NAME_entrants and NAME_leavers of one that counts stages
    std::string label, unit;
    std::vector<MeasureGroup> groups; //!< everybody first
};

//! What makes a number differ between replicates: the luck of single lives at the scale of the run,
//! and doubt about the figures. Not a number (NaN) where it cannot be told.
struct NoiseSplit {
    std::string quantity;    //!< "index" of a group, "lowest index" of those that decide, "persons"
    std::string axis, group; //!< of "index"
    std::int32_t year = 0;
    double mean = 0.0;
    double sd = 0.0;         //!< over replicates
    double sd_process = 0.0; //!< root mean square of the difference within pairs, over root 2
    double sd_doubt = 0.0;   //!< root of what is left of the variance
    //! Luck makes no less than the whole spread, as far as the pairs can tell: there is no
    //! sd_doubt.
    bool not_told_apart() const { return sd >= 0.0 && sd_process >= 0.0 && !(sd_doubt >= 0.0); }
};

//! All that a study judges people by.
struct Findings {
    ParityResult main;
    std::vector<ParityResult> beside;  //!< the pack's other definitions
    std::vector<ParityResult> presets; //!< main's, with every preset of the crosswalk
    std::vector<ParityResult> classes; //!< main's, for each NCSES class of its workforce alone
    std::vector<ParityResult> crossed; //!< main's, by its axes crossed; none where it has that lens
    std::vector<MeasureSeries> measures;
};

} // namespace stempath::models
