#include "bench/agreement.hpp"

#include "models/run.hpp"

#include <algorithm>
#include <cmath>

namespace stempath::bench {

namespace {

//! What is compared, computed in the same way from the counts of either program.
class Observables {
  public:
    explicit Observables(models::Model const& model) : model_(model) {
        auto const& pack = *model.pack;
        names_ = {"population, middle year", "population, last year"};
        for (auto const& stage : pack.stages)
            names_.push_back("people in " + stage.name);
        for (char const* what : {"workforce: ", "residents: "})
            for (auto const& axis : pack.axes)
                for (auto const& value : axis.values)
                    names_.push_back(what + value);
    }
    std::vector<std::string> const& names() const { return names_; }

    std::vector<double> of(std::vector<std::int64_t> const& stocks,
                           std::vector<std::int64_t> const& workforce,
                           std::vector<std::int64_t> const& reference) const {
        auto const last = static_cast<std::size_t>(model_.last_year - model_.base_year);
        // Homes are told apart by the one and not by the other program.
        std::size_t const per_year = stocks.size() / (last + 1);
        std::size_t const per_stage = per_year / model_.states.stages;
        std::vector<double> v{sum(stocks, last / 2 * per_year, per_year),
                              sum(stocks, last * per_year, per_year)};
        for (std::size_t s = 0; s < model_.states.stages; ++s)
            v.push_back(sum(stocks, last * per_year + s * per_stage, per_stage));
        for (auto const* counts : {&workforce, &reference})
            add_by_axis(counts->data() + last * model_.n_groups, v);
        return v;
    }

  private:
    static double sum(std::vector<std::int64_t> const& counts, std::size_t from, std::size_t n) {
        std::int64_t total = 0;
        for (std::size_t i = from; i < from + n; ++i)
            total += counts[i];
        return static_cast<double>(total);
    }
    void add_by_axis(std::int64_t const* by_group, std::vector<double>& v) const {
        auto const& pack = *model_.pack;
        for (std::size_t a = 0; a < pack.axes.size(); ++a)
            for (auto const& value : pack.axes[a].values) {
                std::int64_t total = 0;
                for (std::size_t g = 0; g < pack.groups.size(); ++g)
                    total += pack.groups[g].values[a] == value ? by_group[g] : 0;
                v.push_back(static_cast<double>(total));
            }
    }

    models::Model const& model_;
    std::vector<std::string> names_;
};

struct Sample {
    std::vector<double> sum, sum_squares;
    double n = 0.0;

    void add(std::vector<double> const& values) {
        sum.resize(values.size());
        sum_squares.resize(values.size());
        n += 1.0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            sum[i] += values[i];
            sum_squares[i] += values[i] * values[i];
        }
    }
    double mean(std::size_t i) const { return sum[i] / n; }
    double variance(std::size_t i) const {
        return std::max(0.0, (sum_squares[i] - sum[i] * mean(i)) / (n - 1.0));
    }
};

//! [year][group] of counts that may tell regions apart.
std::vector<std::int64_t> by_group(models::Measures const& measures,
                                   std::vector<std::int64_t> const& counts) {
    auto const& main = measures.definitions.front();
    auto const& model = measures.model;
    std::vector<std::int64_t> v;
    for (std::size_t y = 0; y < counts.size() / main.cells(model); ++y)
        for (std::size_t g = 0; g < model.n_groups; ++g)
            v.push_back(main.of_group(model, counts, y, g));
    return v;
}

double student_t(Sample const& a, Sample const& b, std::size_t i) {
    double const difference = a.mean(i) - b.mean(i);
    double const error = std::sqrt((a.variance(i) + b.variance(i)) / a.n);
    if (error > 0.0)
        return difference / error;
    return difference == 0.0 ? 0.0 : std::copysign(HUGE_VAL, difference);
}

} // namespace

Comparison const& Agreement::worst() const {
    return *std::max_element(compared.begin(), compared.end(), [](auto const& a, auto const& b) {
        return std::abs(a.t) < std::abs(b.t);
    });
}

bool Agreement::holds() const { return std::abs(worst().t) <= t_bound; }

Agreement compare(models::Measures const& measures, NaiveTables const& tables,
                  std::uint32_t replicates) {
    Observables const observables(measures.model);
    sim::Executor const one(1);
    Sample engine, naive;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const recording = models::simulate(measures, r, one, {});
        auto const& judged = recording.parity.front();
        engine.add(observables.of(recording.tables[models::Measures::stocks],
                                  by_group(measures, judged.workforce),
                                  by_group(measures, judged.reference)));
        auto const counts = Naive(tables, measures.model.settings.seed + r).run();
        naive.add(observables.of(counts.stocks, counts.workforce, counts.reference));
    }
    Agreement result;
    result.replicates = replicates;
    for (std::size_t i = 0; i < observables.names().size(); ++i)
        result.compared.push_back(
            {observables.names()[i], engine.mean(i), naive.mean(i), student_t(engine, naive, i)});
    return result;
}

} // namespace stempath::bench
