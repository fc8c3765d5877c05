//! The fit: free numbers chosen so that simulated people meet the targets. Method:
//! docs/calibration.md.
#pragma once

#include "analysis/trials.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace stempath::analysis {

struct CalibrationSettings {
    double scale = 0.002;         //!< synthetic people per real person
    std::uint32_t replicates = 4; //!< of each trial
    std::uint64_t seed = 1;
    unsigned threads = 0;          //!< 0: all
    std::uint32_t start = 0;       //!< 0: all numbers 0; n: normal draws of the prior's width
    std::uint32_t most_rounds = 8; //!< of Gauss-Newton
    std::uint32_t least_steps = 8, most_steps = 40; //!< of stochastic approximation
    double enough = 0.2; //!< greatest Monte Carlo error of the steps, in posterior SD, to stop at
    std::uint32_t final_replicates = 16; //!< of the table
    bool doubt = true;        //!< work out how the numbers are drawn; most of the time goes there
    std::uint32_t draws = 64; //!< of all figures in doubt, to see where they bring the targets
    std::function<void(std::string const&)> say{}; //!< told how far it is
    std::function<bool()> goes_on{};               //!< false: stop
};

struct FittedNumber {
    models::FreeNumber number;
    std::string label;
    double value = 0.0;        //!< log-odds
    double error = 0.0;        //!< Monte Carlo standard error
    double posterior_sd = 0.0; //!< by the Gauss-Newton Hessian, the other figures as they stand
    double drawn_sd = 0.0;     //!< with the draws of the other figures; NaN without doubt

    //! The targets say little of it.
    bool prior_driven() const { return posterior_sd > 0.8 * number.prior_sd; }
};

struct FittedTarget {
    double simulated = 0.0;
    double error = 0.0;  //!< Monte Carlo standard error of it
    double before = 0.0; //!< simulated with all numbers 0, or where the fit began
    double drawn_low = 0.0, drawn_high = 0.0; //!< 5 and 95 % of draws; NaN without doubt, as next
    double drawn_in_range = 0.0;              //!< share of them within the target's range
};

struct Calibration {
    std::vector<FittedNumber> numbers;
    std::vector<FittedTarget> targets;      //!< in the order of Targets::all
    std::vector<models::FitDraw> posterior; //!< how the numbers are drawn together; may be empty
    std::uint32_t draws = 0;
    double drawn_in_range = 0.0; //!< share of the draws, mean over fitted targets
    double misfit = 0.0;         //!< sum of ((simulated - target) / sd)^2 over fitted targets
    double penalty = 0.0;        //!< sum of (number / prior sd)^2
    double misfit_before = 0.0;
    std::size_t fitted = 0,
                fitted_outside = 0; //!< targets in the objective; outside of their range
    std::size_t checked = 0, checked_outside = 0;
    std::uint32_t rounds = 0, steps = 0, simulations = 0;
    bool settled = false; //!< the steps ended because the Monte Carlo error was small enough
    double wall_s = 0.0;
};

//! Reports a fit with as many free numbers as fitted targets, or more.
void check_freedom(models::Pack const& pack, Targets const& targets, models::Diagnostics& problems);

//! Throws CalibrationError, models::ModelError, models::Interrupted.
Calibration calibrate(models::Pack const& pack, Targets const& targets,
                      CalibrationSettings const& settings);

//! Two fits from different starts: (a - b) / error of the difference, number by number.
struct Agreement {
    std::vector<double> z;
    double greatest = 0.0, bound = 0.0; //!< of |z|; the bound that chance passes in 1 % of cases
    bool agree() const { return greatest <= bound; }
};
Agreement agreement(Calibration const& a, Calibration const& b);

} // namespace stempath::analysis
