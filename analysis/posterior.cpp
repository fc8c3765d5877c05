#include "analysis/posterior.hpp"

#include "models/drawn_pack.hpp"
#include "models/fit_draws.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stempath::analysis {

namespace {

using models::FitDraw;

constexpr double least_answer = 0.02; //!< of a number's standard deviation
constexpr double least_errors = 3.0;  //!< a response within so many Monte Carlo errors is none

//! The one normal has this value, all others are 0.
models::Normals only(models::DrawName const& name, double value) {
    return [name, value](std::string_view draw, std::string_view part) {
        return draw == name.draw && part == name.part ? value : 0.0;
    };
}

//! By target: the response to one normal, half the difference between its ends.
std::vector<double> response(Simulated const& up, Simulated const& down) {
    std::vector<double> change(up.values.size(), 0.0);
    auto const n = static_cast<double>(up.by_replicate.size());
    for (std::size_t i = 0; i < change.size(); ++i) {
        double sum = 0.0, squares = 0.0;
        for (std::size_t r = 0; r < up.by_replicate.size(); ++r) {
            double const x = (up.by_replicate[r][i] - down.by_replicate[r][i]) / 2.0;
            sum += x;
            squares += x * x;
        }
        double const error = std::sqrt(std::max(0.0, squares - sum * sum / n) / (n - 1.0) / n);
        double const found = (up.values[i] - down.values[i]) / 2.0;
        if (std::isfinite(error) && std::abs(found) > least_errors * error)
            change[i] = found;
    }
    return change;
}

std::vector<double> times(std::vector<double> const& matrix, std::vector<double> const& v) {
    std::vector<double> product(v.size(), 0.0);
    for (std::size_t a = 0; a < v.size(); ++a)
        for (std::size_t b = 0; b < v.size(); ++b)
            product[a] += matrix[a * v.size() + b] * v[b];
    return product;
}

//! The draws that have the covariance.
std::vector<FitDraw> own_draws(Trials const& trials, EndOfFit const& end) {
    auto const& numbers = trials.numbers();
    auto const n = numbers.size();
    auto const lower = Symmetric(end.covariance, n).lower();
    std::vector<FitDraw> draws;
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = k; i < n; ++i)
            draws.push_back({std::string(models::fit_draw), trials.label(k), i, lower[i * n + k]});
    return draws;
}

std::vector<Trial> both_ends(std::vector<models::DrawName> const& names,
                             std::vector<double> const& at) {
    std::vector<Trial> trials;
    for (auto const& name : names)
        for (double const z : {1.0, -1.0})
            trials.push_back({at, only(name, z)});
    return trials;
}

} // namespace

std::vector<FitDraw> posterior_draws(Trials& trials, EndOfFit const& end, Batch batch) {
    auto draws = own_draws(trials, end);
    auto const sd = roots_of_diagonal(end.covariance, end.at.size());
    auto const names = models::normals_of(trials.figures());
    auto const ends = trials.at_all(both_ends(names, end.at), batch);
    for (std::size_t j = 0; j < names.size(); ++j) {
        auto const change = response(ends[2 * j], ends[2 * j + 1]);
        auto const answer = times(end.covariance, end.quadratic.pull_of(change));
        for (std::size_t k = 0; k < answer.size(); ++k)
            if (std::abs(answer[k]) >= least_answer * sd[k])
                draws.push_back({names[j].draw, names[j].part, k, answer[k]});
    }
    return draws;
}

std::vector<double> drawn_sd(std::vector<FitDraw> const& posterior, std::size_t n_numbers) {
    std::vector<double> sd(n_numbers, 0.0);
    for (auto const& by : posterior)
        sd[by.number] += by.log_odds * by.log_odds;
    for (double& x : sd)
        x = std::sqrt(x);
    return sd;
}

std::vector<DrawnTarget> drawn_targets(Trials& trials, std::vector<double> const& at,
                                       std::vector<FitDraw> const& posterior, std::uint64_t seed,
                                       std::uint32_t draws, Batch batch) {
    std::vector<Trial> drawn;
    for (std::uint32_t d = 0; d < draws; ++d) {
        Trial trial{at, models::keyed_normals(seed, d)};
        auto const moved = drawn_numbers(posterior, at.size(), trials.figures(), trial.normals);
        for (std::size_t k = 0; k < moved.size(); ++k)
            trial.values[k] += moved[k];
        drawn.push_back(std::move(trial));
    }
    auto const simulated = trials.at_all(drawn, batch);
    std::vector<DrawnTarget> targets;
    for (std::size_t i = 0; i < trials.targets().all.size(); ++i) {
        auto const& target = trials.targets().all[i];
        std::vector<double> values;
        for (auto const& one : simulated)
            values.push_back(one.values[i]);
        std::sort(values.begin(), values.end());
        auto const quantile = [&](double p) {
            return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))];
        };
        auto const inside = std::count_if(values.begin(), values.end(),
                                          [&](double x) { return target.in_range(x); });
        targets.push_back({quantile(0.05), quantile(0.95),
                           static_cast<double>(inside) / static_cast<double>(values.size())});
    }
    return targets;
}

} // namespace stempath::analysis
