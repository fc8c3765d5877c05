#include "bench/bench.hpp"

#include "bench/copy.hpp"
#include "bench/stopwatch.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stempath::bench {

namespace {

constexpr double memory_persons = 10e6, agreement_persons = 333e3;
constexpr double least_persons = 10e3; // fewer are all fixed costs
constexpr double quick_persons = 300e3, quick_agreement_persons = 80e3;
constexpr std::uint32_t agreement_replicates = 10;

//! One size of the model, ready to run.
struct Sized {
    Sized(models::Pack const& pack, models::RunSettings const& settings)
        : model(models::build_model(pack, settings)), measures(*model) {}
    std::unique_ptr<models::Model const> model;
    models::Measures measures;
};

class Bench {
  public:
    Bench(Subject const& subject, Options const& options, Say const& say)
        : subject_(subject), options_(options), say_(say) {
        for (double const n : subject.pack.demography->population.values())
            real_persons_ += n;
        rounds_ = options.quick ? 1 : std::max(1u, options.rounds);
    }

    //! Throws std::invalid_argument.
    void check_size() const {
        if (!(persons() >= least_persons && persons() <= real_persons_))
            throw std::invalid_argument(
                fmt::format("the benchmark takes {:.0f} to {:.0f} people, not {:.0f}",
                            least_persons, real_persons_, persons()));
    }

    Report run() {
        report_.machine = machine();
        report_.pack = subject_.pack.name;
        report_.rounds = rounds_;
        measure_memory();
        sim::Executor const one(1), all(options_.threads);
        report_.threads = all.threads();
        measure_copy(one, all);
        measure_programs(one, all);
        measure_study();
        return report_;
    }

  private:
    double persons() const {
        double const otherwise =
            options_.quick ? quick_persons : real_persons_ * subject_.settings.scale;
        return options_.persons.value_or(otherwise);
    }
    models::RunSettings sized(double people) const {
        models::RunSettings s = subject_.settings;
        s.scale = people / real_persons_;
        s.level = options_.level;
        s.threads = options_.threads;
        s.first_replicate = 0;
        s.replicates = 1;
        return s;
    }

    void measure_memory() {
        double const people = options_.quick ? persons() : memory_persons;
        say_(fmt::format("memory: {:.0f} people in a process of their own", people));
        report_.memory = bench::measure_memory(subject_.pack, sized(people));
    }

    void measure_copy(sim::Executor const& one, sim::Executor const& all) {
        say_("copy");
        report_.copy_array_bytes = copy_array_bytes();
        report_.copy_gb_per_s = {copy_gb_per_s(one, report_.copy_array_bytes, rounds_ + 2),
                                 copy_gb_per_s(all, report_.copy_array_bytes, rounds_ + 2)};
    }

    void measure_programs(sim::Executor const& one, sim::Executor const& all) {
        check_agreement();
        Sized const subject(subject_.pack, sized(persons()));
        report_.level = subject.model->kernels->level;
        report_.first_year = subject.model->base_year;
        report_.last_year = subject.model->last_year;
        NaiveTables const tables(subject.measures);
        check_digests(subject.measures, one, all);
        for (std::uint32_t round = 1; round <= rounds_; ++round) {
            say_(fmt::format("step and naive, round {} of {}", round, rounds_));
            measure_steps(subject.measures, one, all);
            auto const naive = time_naive(tables, round);
            report_.naive.ns = std::min(report_.naive.ns, naive.ns);
            report_.naive.cpu_ns = std::min(report_.naive.cpu_ns, naive.cpu_ns);
        }
    }

    void check_agreement() {
        double const people = options_.quick ? quick_agreement_persons : agreement_persons;
        say_(fmt::format("checking that naive agrees: {} replicates of {:.0f} people",
                         agreement_replicates, people));
        Sized const small(subject_.pack, sized(people));
        report_.agreement_persons = std::llround(people);
        report_.agreement =
            compare(small.measures, NaiveTables(small.measures), agreement_replicates);
        if (auto const& worst = report_.agreement.worst(); !report_.agreement.holds())
            throw WrongAnswer(fmt::format(
                "naive: {} is {:.1f} on average, {:.1f} in the engine (t = {:.1f}, bound {:.0f})",
                worst.what, worst.naive, worst.engine, worst.t, t_bound));
    }

    //! Untimed, and a warm-up: one digest, whatever the threads.
    void check_digests(models::Measures const& measures, sim::Executor const& one,
                       sim::Executor const& all) {
        say_(fmt::format("checking that 1 and {} threads give one digest", all.threads()));
        StepTime first = time_step(measures, one);
        keep_best(first, time_step(measures, all));
        report_.persons = first.base_persons;
        report_.step = {first, first};
        auto& time = report_.step.one;
        time.whole_s = time.cpu_s = time.later_years_s = HUGE_VAL;
        report_.step.all = time;
        report_.naive = {HUGE_VAL, HUGE_VAL};
    }

    void measure_steps(models::Measures const& measures, sim::Executor const& one,
                       sim::Executor const& all) {
        keep_best(report_.step.one, time_step(measures, one));
        keep_best(report_.step.all, time_step(measures, all));
        if (all.threads() == 2)
            report_.two_threads = report_.step.all;
        if (all.threads() <= 2)
            return;
        auto const time = time_step(measures, sim::Executor(2));
        if (!report_.two_threads)
            report_.two_threads = time;
        keep_best(*report_.two_threads, time);
    }

    void measure_study() {
        if (options_.quick || !subject_.whole_study)
            return;
        say_("the default scenario as shipped");
        Stopwatch const watch;
        subject_.whole_study();
        report_.whole_study_s = watch.seconds();
    }

    Subject const& subject_;
    Options const& options_;
    Say const& say_;
    double real_persons_ = 0.0;
    std::uint32_t rounds_ = 1;
    Report report_;
};

} // namespace

Report run(Subject const& subject, Options const& options, Say const& say) {
    if (!subject.pack.demography)
        throw std::invalid_argument("the benchmark needs a pack with demography");
    Bench bench(subject, options, say);
    bench.check_size();
    return bench.run();
}

} // namespace stempath::bench
