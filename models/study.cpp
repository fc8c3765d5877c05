#include "models/study.hpp"

#include "models/drawn_pack.hpp"
#include "models/replicate_sums.hpp"
#include "models/run.hpp"

#include "sim/executor.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>

namespace stempath::models {

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

//! Rough number of rows that one replicate lays out.
double rows_of(Pack const& pack, RunSettings const& settings) {
    double rows = 0.0;
    if (pack.demography)
        for (double const n : pack.demography->population.values())
            rows += n;
    for (auto const& stage : pack.stages)
        if (stage.start)
            for (double const n : stage.start->count.values())
                rows += n;
    return rows * settings.scale * 1.4; // births and arrivals to come
}

//! A pack drawn for one replicate, ready to run. Made by the worker that runs it, and gone after.
struct DrawnModel {
    DrawnModel(DoubtfulFigures const& figures, Model const& from, std::uint32_t replicate)
        : pack(drawn_pack(figures, keyed_normals(from.settings.seed, replicate))),
          model(build_model(pack, from.settings, &from)), measures(*model) {}

    Pack pack;
    std::unique_ptr<Model const> model;
    Measures measures;
};

//! The number of a twin's luck: no replicate of any study has it, and it does not depend on how
//! many there are.
constexpr std::uint32_t twin_of(std::uint32_t replicate) { return replicate | 0x80000000u; }

/*!
 * Runs the replicates of a study under one scheduler. Replicates run side by side while `threads`
 * populations of them fit into `side_by_side_bytes`; then each runs on one thread, so no thread can
 * pick up a second replicate while it waits for the first. What is left over, and large runs, go
 * one after another with their blocks in parallel.
 */
class Ensemble {
  public:
    static constexpr double side_by_side_bytes = 2.0 * 1024 * 1024 * 1024;

    Ensemble(Measures const& measures, Progress const& progress)
        : measures_(measures), settings_(measures.model.settings), progress_(progress),
          threads_(settings_.threads), sums_(measures) {
        if (settings_.doubt)
            figures_.emplace(*measures.model.pack);
    }

    void run() {
        std::uint32_t const side_by_side = replicates_side_by_side();
        if (side_by_side > 0) {
            sim::Executor const inline_only(1);
            threads_.for_each(side_by_side,
                              [&](std::size_t i, unsigned) { run_one(i, inline_only); });
        }
        for (std::uint32_t i = side_by_side; i < settings_.replicates && !stopped_; ++i)
            run_one(i, threads_);
        if (stopped_)
            throw Interrupted{};
    }

    StudyResult result() && {
        StudyResult result = std::move(sums_).result();
        result.peak_concurrent_runs = peak_;
        return result;
    }

  private:
    std::uint32_t replicates_side_by_side() const {
        std::uint32_t const t = threads_.threads(), n = settings_.replicates;
        double const bytes =
            rows_of(*measures_.model.pack, settings_) * (sim::Block::bytes_per_row + 2) * t;
        if (!settings_.replicates_in_parallel.value_or(bytes <= side_by_side_bytes) || t < 2)
            return 0;
        return settings_.replicates_in_parallel ? n : n / t * t;
    }

    void run_one(std::size_t i, sim::Executor const& executor) {
        if (stopped_)
            return;
        auto const start = std::chrono::steady_clock::now();
        note_peak(++running_);
        try {
            auto const replicate = settings_.first_replicate + static_cast<std::uint32_t>(i);
            std::optional<DrawnModel> drawn;
            if (figures_)
                drawn.emplace(*figures_, measures_.model, replicate);
            auto const& measures = drawn ? drawn->measures : measures_;
            sums_.add(i, simulated(measures, replicate, executor), seconds_since(start));
            if (i < settings_.twins)
                sums_.add_twin(i, simulated(measures, twin_of(replicate), executor));
        } catch (Interrupted const&) {
            stopped_ = true;
        }
        --running_;
    }

    Recording simulated(Measures const& measures, std::uint32_t luck,
                        sim::Executor const& executor) {
        return simulate(
            measures, luck, executor, [this] { return after_year(); },
            [this] { return goes_on(); });
    }

    void note_peak(std::uint32_t now) {
        std::uint32_t seen = peak_;
        while (now > seen && !peak_.compare_exchange_weak(seen, now)) {
        }
    }

    bool after_year() {
        ++years_done_;
        return goes_on();
    }

    bool goes_on() {
        auto const years =
            static_cast<double>(measures_.model.last_year - measures_.model.base_year);
        double const done =
            static_cast<double>(years_done_) / (years * (settings_.replicates + settings_.twins));
        if (stopped_)
            return false;
        if (!progress_)
            return true;
        std::lock_guard const lock(progress_mutex_);
        return progress_(done);
    }

    Measures const& measures_;
    RunSettings const& settings_;
    Progress const& progress_;
    sim::Executor threads_;
    ReplicateSums sums_;
    std::optional<DoubtfulFigures> figures_; //!< where figures are drawn
    std::atomic<std::uint32_t> running_{0}, peak_{0};
    std::atomic<std::uint64_t> years_done_{0};
    std::atomic<bool> stopped_{false};
    std::mutex progress_mutex_;
};

//! "A is", "A, B are": groups of the lens that do not decide.
std::string undecided(std::vector<GroupSeries> const& groups) {
    std::string names;
    std::size_t n = 0;
    for (auto const& g : groups)
        if (!g.deciding && g.axis != "together") {
            names += (n == 0 ? "" : ", ") + g.label;
            ++n;
        }
    return n == 0 ? "" : names + (n == 1 ? " is" : " are");
}

void warn(Pack const& pack, RunSettings const& settings, StudyResult& result) {
    auto const& groups = result.parity.groups;
    if (std::none_of(groups.begin(), groups.end(), [](auto const& g) { return g.deciding; }))
        result.warnings.push_back("no group decides on parity, so it cannot be reached: too few "
                                  "synthetic people for the tolerance");
    else if (auto const shown = undecided(groups);
             !settings.parity.of_one_group() && !shown.empty())
        result.warnings.push_back(shown +
                                  " shown but not deciding on parity: under 1 % of the reference, "
                                  "or too few synthetic people for the tolerance");
    if (!pack.teaching && !settings.doubt)
        result.warnings.emplace_back(process_noise_only);
}

} // namespace

StudyResult run_study(Pack const& pack, RunSettings const& asked, Progress const& progress) {
    RunSettings settings = asked;
    settings.twins = settings.doubt ? std::min(settings.twins, settings.replicates) : 0;
    if (settings.replicates == 0)
        throw std::invalid_argument("a study needs at least one replicate");
    if (settings.doubt && !pack.states_doubt)
        throw std::invalid_argument("run.doubt: the pack has no section [doubt]");
    auto const start = std::chrono::steady_clock::now();
    auto const model = build_model(pack, settings);
    Measures const measures(*model);
    Ensemble ensemble(measures, progress);
    ensemble.run();
    StudyResult result = std::move(ensemble).result();
    result.level = model->kernels->level;
    result.warnings = model->notes;
    result.warnings.insert(result.warnings.end(), result.parity.warnings.begin(),
                           result.parity.warnings.end());
    warn(pack, settings, result);
    result.wall_s = seconds_since(start);
    return result;
}

} // namespace stempath::models
