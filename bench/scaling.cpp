#include "bench/scaling.hpp"

#include "bench/copy.hpp"
#include "bench/stopwatch.hpp"

#include "models/run.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <thread>

namespace stempath::bench {

namespace {

constexpr std::uint32_t least_replicates = 8; //!< of an ensemble

//! Runs replicates of one size: each on all threads, or side by side on one thread each.
ScalingPoint time_replicates(models::Measures const& measures, unsigned threads,
                             std::uint32_t replicates, bool side_by_side) {
    ScalingPoint point;
    point.threads = threads;
    point.replicates = replicates;
    sim::Executor const all(threads), one(1);
    std::vector<sim::Digest128> digests(replicates);
    std::vector<std::int64_t> person_years(replicates), persons(replicates);
    auto const run = [&](std::uint32_t replicate, sim::Executor const& executor) {
        auto const recording = models::simulate(measures, replicate, executor, {});
        digests[replicate] = recording.digest;
        person_years[replicate] = recording.person_years;
        persons[replicate] = recording.base_persons;
    };
    Stopwatch const watch;
    if (side_by_side)
        all.for_each(replicates,
                     [&](std::size_t i, unsigned) { run(static_cast<std::uint32_t>(i), one); });
    else
        for (std::uint32_t i = 0; i < replicates; ++i)
            run(i, all);
    point.seconds = watch.seconds();
    point.cpu_seconds = watch.cpu_seconds();
    point.digest = sim::digest_in_order(digests).hex();
    point.persons = persons.front();
    for (auto const n : person_years)
        point.person_years += n;
    return point;
}

void keep_better(ScalingPoint& best, ScalingPoint const& next) {
    if (next.digest != best.digest)
        throw WrongAnswer(
            fmt::format("scaling: {} threads give the digest {} in one run and {} in another",
                        best.threads, best.digest, next.digest));
    best.seconds = std::min(best.seconds, next.seconds);
    best.cpu_seconds = std::min(best.cpu_seconds, next.cpu_seconds);
}

class ScalingBench {
  public:
    ScalingBench(Subject const& subject, ScalingOptions const& options, Say const& say)
        : subject_(subject), options_(options), say_(say) {
        for (double const n : subject.pack.demography->population.values())
            real_persons_ += n;
        report_.machine = machine();
        report_.pack = subject.pack.name;
        report_.rounds = std::max(1u, options.rounds);
        report_.reference_size = std::min(options.reference_size, real_persons_);
        report_.threads_up_to = options.threads_up_to != 0
                                    ? options.threads_up_to
                                    : std::max(1u, std::thread::hardware_concurrency());
    }

    ScalingReport run() {
        for (Scaling const kind : options_.kinds) {
            ScalingSeries series;
            series.kind = kind;
            if (kind == Scaling::size)
                by_size(series);
            else
                by_threads(series);
            report_.series.push_back(std::move(series));
        }
        return std::move(report_);
    }

  private:
    struct Sized {
        explicit Sized(models::Pack const& pack, models::RunSettings const& settings)
            : model(models::build_model(pack, settings)), measures(*model) {}
        std::unique_ptr<models::Model const> model;
        models::Measures measures;
    };
    Sized sized(double persons) {
        models::RunSettings s = subject_.settings;
        s.scale = std::min(1.0, persons / real_persons_);
        s.level = options_.level;
        s.first_replicate = 0;
        s.replicates = 1;
        Sized made(subject_.pack, s);
        report_.level = made.model->kernels->level;
        report_.first_year = made.model->base_year;
        report_.last_year = made.model->last_year;
        return made;
    }

    double persons_at(Scaling kind, unsigned threads) const {
        if (kind == Scaling::weak)
            return options_.persons_per_thread * threads;
        if (kind == Scaling::ensemble)
            return options_.persons_per_replicate;
        return options_.persons.value_or(real_persons_ * subject_.settings.scale);
    }

    void by_threads(ScalingSeries& series) {
        bool const ensemble = series.kind == Scaling::ensemble;
        std::uint32_t const replicates =
            ensemble ? std::max(least_replicates, 2 * report_.threads_up_to) : 1;
        for (unsigned const threads : thread_counts(report_.threads_up_to)) {
            double const persons = persons_at(series.kind, threads);
            if (!fits(series, persons * (ensemble ? threads : 1)))
                continue;
            say_(fmt::format("{}: {:.0f} people on {} thread{}", name_of(series.kind), persons,
                             threads, threads == 1 ? "" : "s"));
            Sized const size = sized(persons);
            auto point = best_of(size, threads, replicates, ensemble);
            if (series.kind != Scaling::weak && !series.points.empty() &&
                point.digest != series.points.front().digest)
                throw WrongAnswer(
                    fmt::format("scaling: 1 and {} threads give the digests {} and {}", threads,
                                series.points.front().digest, point.digest));
            series.points.push_back(std::move(point));
        }
        for (auto& point : series.points) {
            auto const& first = series.points.front();
            point.speed_up = first.ns_per_person_year() / point.ns_per_person_year();
            point.efficiency = point.speed_up * first.threads / point.threads;
        }
        series.serial_fraction = serial_fraction(series.points);
    }

    void by_size(ScalingSeries& series) {
        auto sizes = options_.sizes;
        sizes.push_back(report_.reference_size);
        std::sort(sizes.begin(), sizes.end());
        sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
        double reference = 0.0;
        for (double const persons : sizes) {
            if (persons > real_persons_) {
                series.skipped.push_back(
                    fmt::format("{:.0f} people: the pack has {:.0f}", persons, real_persons_));
                continue;
            }
            if (!fits(series, persons))
                continue;
            say_(fmt::format("size: {:.0f} people on 1 thread", persons));
            Sized const size = sized(persons);
            auto const years = static_cast<double>(report_.last_year - report_.first_year);
            auto const replicates = static_cast<std::uint32_t>(std::clamp(
                static_cast<double>(options_.least_timed_person_years) / (persons * years), 1.0,
                100.0));
            series.points.push_back(best_of(size, 1, replicates, false));
            if (persons == report_.reference_size)
                reference = series.points.back().cpu_ns_per_person_year();
        }
        for (auto const& point : series.points)
            if (reference > 0.0)
                series.relative_cost.push_back(point.cpu_ns_per_person_year() / reference);
    }

    bool fits(ScalingSeries& series, double persons) const {
        auto const problem = lacks_memory(persons);
        if (problem)
            series.skipped.push_back(fmt::format("{:.0f} people: {}", persons, *problem));
        return !problem;
    }

    //! One run more than counts warms up.
    ScalingPoint best_of(Sized const& size, unsigned threads, std::uint32_t replicates,
                         bool side_by_side) {
        auto best = time_replicates(size.measures, threads, replicates, side_by_side);
        for (std::uint32_t round = 0; round < report_.rounds; ++round)
            keep_better(best, time_replicates(size.measures, threads, replicates, side_by_side));
        best.copy_gb_per_s = copy_on(threads);
        return best;
    }

    double copy_on(unsigned threads) {
        auto const [at, fresh] = copy_.try_emplace(threads, 0.0);
        if (fresh)
            at->second =
                copy_gb_per_s(sim::Executor(threads),
                              options_.copy_bytes != 0 ? options_.copy_bytes : copy_array_bytes(),
                              report_.rounds + 2);
        return at->second;
    }

    Subject const& subject_;
    ScalingOptions const& options_;
    Say const& say_;
    double real_persons_ = 0.0;
    ScalingReport report_;
    std::map<unsigned, double> copy_; //!< by threads
};

} // namespace

std::string_view name_of(Scaling kind) {
    switch (kind) {
    case Scaling::strong:
        return "strong";
    case Scaling::weak:
        return "weak";
    case Scaling::ensemble:
        return "ensemble";
    case Scaling::size:
        return "size";
    }
    return "";
}

double ScalingPoint::gb_per_s() const {
    return 2e-9 * static_cast<double>(sim::Block::bytes_per_row) *
           static_cast<double>(person_years) / seconds;
}

std::optional<double> serial_fraction(std::vector<ScalingPoint> const& points) {
    double xy = 0.0, xx = 0.0;
    for (auto const& point : points) {
        double const share = 1.0 / point.threads, x = 1.0 - share;
        xy += x * (1.0 / point.speed_up - share);
        xx += x * x;
    }
    if (xx == 0.0)
        return std::nullopt;
    return xy / xx;
}

std::vector<unsigned> thread_counts(unsigned most) {
    std::vector<unsigned> counts;
    for (unsigned n = 1; n < most; n *= 2)
        counts.push_back(n);
    counts.push_back(most);
    return counts;
}

ScalingReport measure_scaling(Subject const& subject, ScalingOptions const& options,
                              Say const& say) {
    if (!subject.pack.demography)
        throw std::invalid_argument("the benchmark needs a pack with demography");
    return ScalingBench(subject, options, say).run();
}

} // namespace stempath::bench
