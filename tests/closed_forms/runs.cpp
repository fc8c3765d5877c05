#include "tests/closed_forms/runs.hpp"

#include "tests/sim/chi_square.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace stempath::tests {

namespace {

template <class Things>
std::size_t position_of(Things const& things, std::string const& name) {
    auto const at =
        std::find_if(things.begin(), things.end(), [&](auto const& t) { return t.name == name; });
    if (at == things.end())
        throw std::invalid_argument("the pack has no " + name);
    return static_cast<std::size_t>(at - things.begin());
}

} // namespace

void Moments::add(std::vector<double> const& cells) {
    sum_.resize(cells.size());
    squares_.resize(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        sum_[i] += cells[i];
        squares_[i] += cells[i] * cells[i];
    }
    ++replicates_;
}

double Moments::variance(std::size_t cell) const {
    return (squares_[cell] - sum_[cell] * sum_[cell] / n()) / (n() - 1.0);
}

std::vector<double> stocks_of(Trial const& trial, models::Recording const& recording,
                              std::string const& stage, std::vector<std::string> const& groups) {
    auto const& pack = trial.pack();
    auto const& cells = recording.tables[models::Measures::stocks];
    std::size_t const of_stage = pack.fields.size() * pack.regions.size() * pack.groups.size();
    std::size_t const of_year = pack.stages.size() * of_stage;
    std::size_t const s = position_of(pack.stages, stage);
    std::vector<double> persons;
    for (std::size_t year = 0; year * of_year < cells.size(); ++year)
        for (auto const& group : groups) {
            std::int64_t n = 0;
            for (std::size_t i = position_of(pack.groups, group); i < of_stage;
                 i += pack.groups.size())
                n += cells[year * of_year + s * of_stage + i];
            persons.push_back(static_cast<double>(n));
        }
    return persons;
}

std::vector<double> years_in_stage_of(Trial const& trial, models::Recording const& recording,
                                      std::string const& stage,
                                      std::vector<std::string> const& groups) {
    auto const& pack = trial.pack();
    auto const& cells = recording.tables[models::Measures::years_in_stage];
    std::size_t const classes = trial.measures().year_classes, all = pack.groups.size(),
                      of_stage = classes * all, of_year = pack.stages.size() * of_stage;
    std::size_t const s = position_of(pack.stages, stage);
    std::vector<double> persons;
    for (std::size_t year = 0; year * of_year < cells.size(); ++year)
        for (std::size_t t = 0; t < classes; ++t)
            for (auto const& group : groups)
                persons.push_back(
                    static_cast<double>(cells[year * of_year + s * of_stage + t * all +
                                              position_of(pack.groups, group)]));
    return persons;
}

double log_choose(double n, double k) {
    return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
}

double binomial(std::int64_t n, double p, std::int64_t k) {
    if (k < 0 || k > n)
        return 0.0;
    if (p <= 0.0 || p >= 1.0)
        return k == (p <= 0.0 ? 0 : n) ? 1.0 : 0.0;
    auto const of = static_cast<double>(n), hits = static_cast<double>(k);
    return std::exp(log_choose(of, hits) + hits * std::log(p) + (of - hits) * std::log1p(-p));
}

double hypergeometric(std::int64_t n, std::int64_t marked, std::int64_t draws, std::int64_t k) {
    if (k < 0 || k > marked || draws - k < 0 || draws - k > n - marked)
        return 0.0;
    auto const real = [](std::int64_t i) { return static_cast<double>(i); };
    return std::exp(log_choose(real(marked), real(k)) +
                    log_choose(real(n - marked), real(draws - k)) -
                    log_choose(real(n), real(draws)));
}

double sigmas_from_law(std::vector<std::uint64_t> const& counts, std::vector<double> const& law) {
    constexpr double least = 10.0;
    double const n =
        static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    std::vector<std::uint64_t> bins;
    std::vector<double> weights;
    std::uint64_t count = 0;
    double weight = 0.0;
    for (std::size_t i = 0; i < law.size(); ++i) {
        count += counts[i];
        weight += law[i];
        if (weight * n >= least) {
            bins.push_back(std::exchange(count, 0));
            weights.push_back(std::exchange(weight, 0.0));
        }
    }
    bins.back() += count;
    weights.back() += weight;
    return sigmas_from(bins, weights);
}

} // namespace stempath::tests
