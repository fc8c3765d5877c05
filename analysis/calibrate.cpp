#include "analysis/calibrate.hpp"

#include "analysis/posterior.hpp"
#include "models/normal.hpp"

#include "sim/draws.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <optional>
#include <utility>

namespace stempath::analysis {

namespace {

using Numbers = std::vector<double>;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

//! Starts have replicates of their own, so that where they agree no common chance has made them.
constexpr std::uint32_t replicates_of_a_start = 100000;
//! The table's people are those of no trial.
constexpr std::uint32_t replicates_of_table = 90000;
constexpr std::uint32_t replicates_of_weights = 95000;

//! Normal numbers of the prior's width, keyed by the start and the number's own name.
Numbers start_of(Trials const& trials, CalibrationSettings const& settings) {
    Numbers at(trials.numbers().size(), 0.0);
    sim::DrawSource const source(settings.seed, settings.start);
    for (std::size_t k = 0; k < at.size() && settings.start > 0; ++k) {
        auto const call = sim::draw(source.key(0, sim::Purpose("fit.start")),
                                    {sim::name_hash("fit/" + trials.label(k)), settings.start});
        at[k] = trials.numbers()[k].prior_sd * models::normal_quantile(sim::uniform(call.a));
    }
    return at;
}

class Fit {
  public:
    Fit(models::Pack const& pack, Targets const& targets, CalibrationSettings const& settings)
        : settings_(settings),
          trials_(pack, targets, settings.scale, settings.seed, settings.threads, settings.goes_on),
          at_(start_of(trials_, settings)) {}

    Calibration run() {
        auto const begin = std::chrono::steady_clock::now();
        weigh();
        gauss_newton();
        approximate();
        auto result = table();
        result.wall_s =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        return result;
    }

  private:
    void say(std::string const& text) const {
        if (settings_.say)
            settings_.say(text);
    }
    Batch batch(std::uint32_t number) const {
        return {settings_.start * replicates_of_a_start + number * settings_.replicates,
                settings_.replicates};
    }
    std::vector<Target> const& targets() const { return trials_.targets().all; }
    std::size_t size() const { return at_.size(); }

    double objective(Numbers const& at, Simulated const& simulated) const {
        return weighted_misfit(targets(), weights_, simulated.values) +
               penalty_of(trials_.numbers(), at);
    }

    //! Of a trial, from the spread between more replicates than it has; those are of no start.
    void weigh() {
        Batch const many{replicates_of_weights, settings_.final_replicates};
        auto errors = trials_.at(Numbers(size(), 0.0), many).errors();
        for (auto& error : errors)
            error *= std::sqrt(static_cast<double>(many.count) / settings_.replicates);
        weights_ = weights_of(targets(), errors);
    }

    //! By differences from `here`, each number moved by itself, on the same replicates.
    void differentiate(Simulated const& here) {
        std::vector<Trial> moved(size(), Trial{at_});
        auto const width = widths();
        for (std::size_t k = 0; k < size(); ++k)
            moved[k].values[k] += width[k];
        auto const there = trials_.at_all(moved, batch(0));
        Matrix jacobian(size(), Numbers(targets().size()));
        by_replicate_.assign(settings_.replicates, jacobian);
        for (std::size_t k = 0; k < size(); ++k)
            for (std::size_t i = 0; i < targets().size(); ++i) {
                jacobian[k][i] = (there[k].values[i] - here.values[i]) / width[k];
                for (std::size_t r = 0; r < by_replicate_.size(); ++r)
                    by_replicate_[r][k][i] =
                        (there[k].by_replicate[r][i] - here.by_replicate[r][i]) / width[k];
            }
        quadratic_.emplace(targets(), trials_.numbers(), weights_, std::move(jacobian));
    }
    //! How far the numbers are moved: so far that many people move with them, and not so far that
    //! their odds bend.
    Numbers widths() const {
        Numbers width;
        for (auto const& n : trials_.numbers())
            width.push_back(std::min(n.prior_sd, 0.25));
        return width;
    }

    void gauss_newton() {
        auto here = trials_.at(at_, batch(0));
        before_ = here;
        double best = objective(at_, here);
        say(fmt::format("start: misfit and penalty {:.1f}", best));
        for (; rounds_ < settings_.most_rounds; ++rounds_) {
            differentiate(here);
            auto const moved = search(here, best);
            say(fmt::format("round {}: misfit and penalty {:.1f}, greatest step {:.2f} posterior "
                            "SD, {} simulations",
                            rounds_ + 1, best, moved, trials_.simulations()));
            if (moved < 0.3) {
                ++rounds_;
                break;
            }
        }
        differentiate(here); // the steps to come go by the Jacobian of where they are
    }

    //! Goes along the Gauss-Newton step as far as the objective falls; returns how far, in
    //! posterior SD.
    double search(Simulated& here, double& best) {
        auto const step = quadratic_->step(quadratic_->pull(at_, here.values));
        auto const sd = quadratic_->posterior_sd();
        for (double const part : {1.0, 0.5, 0.25}) {
            auto there = at_;
            double moved = 0.0;
            for (std::size_t k = 0; k < size(); ++k) {
                there[k] += part * step[k];
                moved = std::max(moved, std::abs(part * step[k]) / sd[k]);
            }
            auto simulated = trials_.at(there, batch(0));
            double const found = objective(there, simulated);
            if (found >= best)
                continue;
            best = found;
            at_ = std::move(there);
            here = std::move(simulated);
            return moved;
        }
        return 0.0;
    }

    /*!
     * Steps with gain 1/k on fresh replicates. With the Gauss-Newton step as direction the numbers
     * after k steps are the mean of the k one-step estimates, which are independent: so their
     * spread is the Monte Carlo error.
     */
    void approximate() {
        auto const sd = quadratic_->posterior_sd();
        Numbers sum(size()), squares(size());
        error_.assign(size(), 0.0);
        while (steps_ < settings_.most_steps && !settled_) {
            ++steps_;
            auto const here = trials_.at(at_, batch(steps_));
            auto const step = quadratic_->step(quadratic_->pull(at_, here.values));
            double const n = steps_;
            double worst = 0.0;
            for (std::size_t k = 0; k < size(); ++k) {
                double const estimate = at_[k] + step[k];
                sum[k] += estimate;
                squares[k] += estimate * estimate;
                at_[k] += step[k] / n;
                if (steps_ < 2)
                    continue;
                double const variance =
                    std::max(0.0, (squares[k] - sum[k] * sum[k] / n) / (n - 1.0));
                error_[k] = std::sqrt(variance / n);
                worst = std::max(worst, error_[k] / sd[k]);
            }
            settled_ = steps_ >= settings_.least_steps && worst <= settings_.enough;
            if (steps_ % 4 == 0 || settled_)
                say(fmt::format("step {}: greatest Monte Carlo error {:.2f} posterior SD", steps_,
                                worst));
        }
        for (auto& x : at_)
            x = std::round(x * 1e5) / 1e5; // as it will be written
    }

    Calibration table() {
        auto const start = settings_.start * replicates_of_a_start;
        auto const here =
            trials_.at(at_, {start + replicates_of_table, settings_.final_replicates});
        Calibration c;
        describe_numbers(c, here);
        describe_targets(c, here);
        c.misfit = misfit_of(targets(), here.values);
        c.misfit_before = misfit_of(targets(), before_.values);
        c.penalty = penalty_of(trials_.numbers(), at_);
        c.rounds = rounds_;
        c.steps = steps_;
        c.settled = settled_;
        c.simulations = trials_.simulations();
        return c;
    }

    void describe_numbers(Calibration& c, Simulated const& here) {
        auto const of_jacobian = quadratic_->variance_of_jacobian(by_replicate_, at_, here.values);
        covariance_ = quadratic_->covariance(by_replicate_);
        auto const sd = roots_of_diagonal(covariance_, size());
        Numbers drawn(size(), unknown);
        if (settings_.doubt) {
            say("how the numbers answer to figures in doubt");
            c.posterior = posterior_draws(trials_, end(), batch(0));
            drawn = drawn_sd(c.posterior, size());
        }
        for (std::size_t k = 0; k < size(); ++k)
            c.numbers.push_back({trials_.numbers()[k], trials_.label(k), at_[k],
                                 std::sqrt(error_[k] * error_[k] + of_jacobian[k]), sd[k],
                                 drawn[k]});
    }

    void describe_targets(Calibration& c, Simulated const& here) {
        auto const errors = here.errors();
        std::vector<DrawnTarget> drawn(targets().size(), {unknown, unknown, unknown});
        if (settings_.doubt) {
            c.draws = settings_.draws;
            drawn = drawn_targets(trials_, at_, c.posterior, settings_.seed, c.draws, batch(1));
        }
        for (std::size_t i = 0; i < targets().size(); ++i) {
            auto const& t = targets()[i];
            c.targets.push_back({here.values[i], errors[i], before_.values[i], drawn[i].low,
                                 drawn[i].high, drawn[i].in_range});
            bool const outside = !t.in_range(here.values[i]);
            (t.fitted ? c.fitted : c.checked) += 1;
            (t.fitted ? c.fitted_outside : c.checked_outside) += outside ? 1 : 0;
            c.drawn_in_range += t.fitted ? drawn[i].in_range : 0.0;
        }
        c.drawn_in_range /= static_cast<double>(c.fitted);
    }

    EndOfFit end() const { return {*quadratic_, at_, covariance_}; }

    CalibrationSettings const& settings_;
    Trials trials_;
    Numbers at_;
    Numbers error_; //!< of the steps, by number
    std::vector<double> weights_;
    std::optional<LeastSquares> quadratic_;
    std::vector<Matrix> by_replicate_; //!< Jacobians
    Numbers covariance_;               //!< by rows, of where the numbers ended
    Simulated before_;
    std::uint32_t rounds_ = 0, steps_ = 0;
    bool settled_ = false;
};

} // namespace

void check_freedom(models::Pack const& pack, Targets const& targets,
                   models::Diagnostics& problems) {
    auto const numbers = models::free_numbers(*pack.fit).size();
    auto const fitted = static_cast<std::size_t>(
        std::count_if(targets.all.begin(), targets.all.end(), [](auto& t) { return t.fitted; }));
    auto const& where = pack.fit->targets_at;
    if (numbers == 0)
        problems.add(models::ProblemKind::missing_key, where, "fit",
                     "nothing is free. Declare [fit.parameter.NAME].");
    else if (numbers >= fitted)
        problems.add(models::ProblemKind::out_of_range, where, "fit",
                     fmt::format("{} free numbers for {} targets with use \"fit\"; there must be "
                                 "fewer. Take numbers away, or add targets.",
                                 numbers, fitted));
}

Calibration calibrate(models::Pack const& pack, Targets const& targets,
                      CalibrationSettings const& settings) {
    return Fit(pack, targets, settings).run();
}

} // namespace stempath::analysis
