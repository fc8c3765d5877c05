#include "analysis/trials.hpp"

#include "analysis/target_values.hpp"
#include "models/drawn_pack.hpp"
#include "models/run.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <fmt/format.h>
#include <mutex>
#include <utility>

namespace stempath::analysis {

namespace {

models::RunSettings settings_of(models::Pack const& pack, Targets const& targets, double scale,
                                std::uint64_t seed) {
    models::RunSettings settings;
    settings.end_year = targets.last_year;
    settings.scale = scale;
    settings.seed = seed;
    settings.fit_counts = targets.classes;
    settings.parity = pack.parity.front();
    settings.parity.k = 1; // nobody asks whether parity lasts
    settings.parity.goals.clear();
    return settings;
}

//! Exceptions of parallel work: the first one is thrown when all is done.
class Failure {
  public:
    template <class Work>
    void guard(Work work) {
        try {
            work();
        } catch (...) {
            std::lock_guard const lock(mutex_);
            if (!first_)
                first_ = std::current_exception();
        }
    }
    void rethrow() const {
        if (first_)
            std::rethrow_exception(first_);
    }

  private:
    std::mutex mutex_;
    std::exception_ptr first_;
};

void refuse_uncounted(std::vector<Target> const& targets, std::vector<double> const& values) {
    for (std::size_t i = 0; i < targets.size(); ++i)
        if (!std::isfinite(values[i]))
            throw CalibrationError(fmt::format(
                "{}: {}: nobody was there to be counted in the simulations; take a larger scale, "
                "or more replicates, or leave the target out",
                models::to_text(targets[i].where), targets[i].id));
}

} // namespace

std::vector<double> Simulated::errors() const {
    auto const n = static_cast<double>(by_replicate.size());
    std::vector<double> errors(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        double sum = 0.0, squares = 0.0;
        for (auto const& one : by_replicate)
            sum += one[i];
        for (auto const& one : by_replicate)
            squares += (one[i] - sum / n) * (one[i] - sum / n);
        errors[i] = std::sqrt(squares / (n - 1.0) / n);
    }
    return errors;
}

Trials::Trials(models::Pack const& pack, Targets const& targets, double scale, std::uint64_t seed,
               unsigned threads, std::function<bool()> goes_on)
    : pack_(pack), targets_(targets), figures_(pack), numbers_(models::free_numbers(*pack.fit)),
      settings_(settings_of(pack, targets, scale, seed)), threads_(threads),
      goes_on_(std::move(goes_on)) {}

std::string Trials::label(std::size_t number) const {
    return models::label_of(*pack_.fit, numbers_[number]);
}

Simulated Trials::run(Trial const& trial, Batch batch, sim::Executor const& executor) const {
    auto const pack =
        trial.normals ? with_numbers(drawn_pack(figures_, trial.normals), numbers_, trial.values)
                      : with_numbers(pack_, numbers_, trial.values);
    auto const model = models::build_model(pack, settings_);
    models::Measures const measures(*model);
    Simulated simulated;
    simulated.by_replicate.resize(batch.count);
    models::FitCounts together;
    std::mutex mutex;
    Failure failure;
    executor.for_each(batch.count, [&](std::size_t i, unsigned) {
        failure.guard([&] {
            sim::Executor const inline_only(1);
            auto const recording =
                simulate(measures, batch.first + static_cast<std::uint32_t>(i), inline_only,
                         [this] { return !goes_on_ || goes_on_(); });
            simulated.by_replicate[i] = target_values(*model, targets_.all, recording.fit, 1.0);
            std::lock_guard const lock(mutex);
            together.add(recording.fit);
        });
    });
    failure.rethrow();
    simulated.values = target_values(*model, targets_.all, together, batch.count);
    refuse_uncounted(targets_.all, simulated.values);
    return simulated;
}

Simulated Trials::at(std::vector<double> const& values, Batch batch) {
    simulations_ += batch.count;
    return run({values}, batch, threads_);
}

std::vector<Simulated> Trials::at_all(std::vector<Trial> const& trials, Batch batch) {
    simulations_ += batch.count * static_cast<std::uint32_t>(trials.size());
    std::vector<Simulated> all(trials.size());
    Failure failure;
    threads_.for_each(trials.size(), [&](std::size_t i, unsigned) {
        sim::Executor const inline_only(1);
        failure.guard([&] { all[i] = run(trials[i], batch, inline_only); });
    });
    failure.rethrow();
    return all;
}

} // namespace stempath::analysis
