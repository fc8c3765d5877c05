#include "bench/nation.hpp"

#include "bench/machine_json.hpp"
#include "bench/stopwatch.hpp"

#include "models/run.hpp"

#include <fmt/format.h>

namespace stempath::bench {

using Json = nlohmann::ordered_json;

NationReport measure_nation(Subject const& subject, NationOptions const& options, Say const& say) {
    if (!subject.pack.demography)
        throw std::invalid_argument("the benchmark needs a pack with demography");
    NationReport report;
    report.machine = machine();
    double persons = 0.0;
    for (double const n : subject.pack.demography->population.values())
        persons += n * options.scale;
    if (auto const problem = lacks_memory(persons))
        throw TooLittleMemory(fmt::format("nation: {:.0f} people: {}", persons, *problem));
    models::RunSettings settings = subject.settings;
    settings.scale = options.scale;
    settings.level = options.level;
    settings.first_replicate = 0;
    settings.replicates = 1;
    settings.parity.k = 1; // no years beyond the last one, in which parity would be confirmed
    sim::Executor const executor(options.threads);
    report.threads = executor.threads();
    say(fmt::format("nation: {:.0f} people to {} on {} threads", persons, settings.end_year,
                    report.threads));
    Stopwatch const watch;
    auto const model = models::build_model(subject.pack, settings);
    models::Measures const measures(*model);
    auto const recording = models::simulate(measures, 0, executor, {});
    report.seconds = watch.seconds();
    report.cpu_seconds = watch.cpu_seconds();
    report.peak_bytes = peak_resident_bytes();
    report.pack = subject.pack.name;
    report.level = model->kernels->level;
    report.first_year = model->base_year;
    report.last_year = model->last_year;
    report.persons = recording.base_persons;
    report.person_years = recording.person_years;
    report.digest = recording.digest.hex();
    return report;
}

std::string to_json(NationReport const& r) {
    Json const document = {
        {"schema", 1},
        {"machine", machine_json(r.machine, r.level)},
        {"pack", r.pack},
        {"years", {r.first_year, r.last_year}},
        {"threads", r.threads},
        {"persons", r.persons},
        {"person_years", r.person_years},
        {"seconds", r.seconds},
        {"cpu_seconds", r.cpu_seconds},
        {"person_years_per_s", r.person_years_per_s()},
        {"peak_bytes", r.peak_bytes},
        {"digest", r.digest},
        {"goal", {{"seconds", nation_goal_s}, {"peak_bytes", nation_goal_bytes}}}};
    return document.dump(2) + '\n';
}

std::string to_text(NationReport const& r) {
    return fmt::format(
        "{}, {} hardware threads, load {:.1f}; {} {}, hot loops at {}\n"
        "pack {}, {} people, {} to {}, one replicate on {} threads\n\n"
        "{:<34}{:>12.1f}  (goal {:.0f} on two cores)\n"
        "{:<34}{:>12.1f}\n"
        "{:<34}{:>12.2f}  (goal {:.0f})\n"
        "{:<34}{:>12.1f}\n"
        "{:<34}{:>12.2f}\n"
        "digest {}\n",
        r.machine.cpu, r.machine.hardware_threads, r.machine.load, r.machine.compiler,
        r.machine.flags, r.level, r.pack, r.persons, r.first_year, r.last_year, r.threads,
        "seconds", r.seconds, nation_goal_s, "  on the processor, all threads", r.cpu_seconds,
        "peak memory, GB", 1e-9 * static_cast<double>(r.peak_bytes), 1e-9 * nation_goal_bytes,
        "million person-years/s", 1e-6 * r.person_years_per_s(), "billion person-years",
        1e-9 * static_cast<double>(r.person_years), r.digest);
}

} // namespace stempath::bench
