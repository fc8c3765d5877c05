#include "bench/step.hpp"

#include "bench/naive.hpp"
#include "bench/stopwatch.hpp"
#include "bench/wrong_answer.hpp"

#include "models/run.hpp"

#include <algorithm>

namespace stempath::bench {

namespace {

//! People living at the end of the first year after the base year.
std::int64_t first_year_persons(models::Measures const& measures,
                                models::Recording const& recording) {
    auto const years =
        static_cast<std::size_t>(measures.model.last_year - measures.model.base_year + 1);
    auto const& cells = recording.tables[models::Measures::population];
    std::size_t const per_year = cells.size() / years;
    std::int64_t n = 0;
    for (std::size_t i = per_year; i < 2 * per_year; ++i)
        n += cells[i];
    return n;
}

} // namespace

StepTime time_step(models::Measures const& measures, sim::Executor const& executor) {
    StepTime time;
    double first_year_end = -1.0;
    Stopwatch const watch;
    auto const recording = models::simulate(measures, 0, executor, [&] {
        if (first_year_end < 0.0)
            first_year_end = watch.seconds();
        return true;
    });
    time.whole_s = watch.seconds();
    time.cpu_s = watch.cpu_seconds();
    time.later_years_s = time.whole_s - first_year_end;
    time.person_years = recording.person_years;
    time.later_person_years = recording.person_years - first_year_persons(measures, recording);
    time.base_persons = recording.base_persons;
    time.digest = recording.digest;
    return time;
}

void keep_best(StepTime& best, StepTime const& next) {
    if (next.digest != best.digest)
        throw WrongAnswer("step: two runs of one replicate have the digests " + best.digest.hex() +
                          " and " + next.digest.hex());
    best.whole_s = std::min(best.whole_s, next.whole_s);
    best.cpu_s = std::min(best.cpu_s, next.cpu_s);
    best.later_years_s = std::min(best.later_years_s, next.later_years_s);
}

NaiveTime time_naive(NaiveTables const& tables, std::uint64_t seed) {
    Stopwatch const watch;
    auto const counts = Naive(tables, seed).run();
    double const to_ns = 1e9 / static_cast<double>(counts.person_years);
    return {watch.seconds() * to_ns, watch.cpu_seconds() * to_ns};
}

} // namespace stempath::bench
