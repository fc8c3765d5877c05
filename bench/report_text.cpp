#include "bench/report.hpp"

#include <cmath>
#include <fmt/format.h>

namespace stempath::bench {

namespace {

std::string row(char const* what, double one, double all, char const* form) {
    return fmt::format("{:<34}{:>12}{:>12}\n", what, fmt::format(fmt::runtime(form), one),
                       fmt::format(fmt::runtime(form), all));
}

std::string row(char const* what, std::string const& value) {
    return fmt::format("{:<34}{:>12}\n", what, value);
}

double million_per_second(double ns) { return 1e3 / ns; }

std::string head(Report const& r) {
    return fmt::format("{}, {} hardware threads, load {:.1f}; {} {}, hot loops at {}\n"
                       "pack {}, {} people, {} to {}; best of {}\n\n{:<34}{:>12}{:>12}\n",
                       r.machine.cpu, r.machine.hardware_threads, r.machine.load,
                       r.machine.compiler, r.machine.flags, r.level, r.pack, r.persons,
                       r.first_year, r.last_year, r.rounds, "", "1 thread",
                       fmt::format("all ({})", r.threads));
}

std::string checks(Report const& r) {
    auto const& worst = r.agreement.worst();
    return fmt::format(
        "\nChecked first: every run of step has the digest {};\n"
        "naive agrees with the engine in {} means over {} replicates of {} people: the worst, {},\n"
        "differs by t = {:.1f} (bound {:.0f}).\n",
        r.step.one.digest.hex(), r.agreement.compared.size(), r.agreement.replicates,
        r.agreement_persons, worst.what, std::abs(worst.t), t_bound);
}

} // namespace

std::optional<double> Report::two_thread_gain() const {
    if (!two_threads)
        return std::nullopt;
    return step.one.whole_s / two_threads->whole_s;
}

std::string to_text(Report const& r) {
    double const one = r.step.one.ns_per_person_year(), all = r.step.all.ns_per_person_year();
    std::string text = head(r);
    text += row("step, million person-years/s", million_per_second(one), million_per_second(all),
                "{:.1f}");
    text += row("step, ns per person-year", one, all, "{:.2f}");
    text += row("  on the processor, ns", r.step.one.cpu_ns_per_person_year(),
                r.step.all.cpu_ns_per_person_year(), "{:.2f}");
    text += row("  without base and first year, ns", r.step.one.later_ns_per_person_year(),
                r.step.all.later_ns_per_person_year(), "{:.2f}");
    text += row("copy, GB/s read and written", r.copy_gb_per_s.one, r.copy_gb_per_s.all, "{:.1f}");
    text += row("naive, ns per person-year", fmt::format("{:.1f}", r.naive.ns));
    text += row("  on the processor, ns", fmt::format("{:.1f}", r.naive.cpu_ns));
    text += row("step over naive", fmt::format("{:.1f} x", r.ratio_to_naive()));
    text += row("  on the processor", fmt::format("{:.1f} x", r.cpu_ratio_to_naive()));
    if (auto const gain = r.two_thread_gain())
        text += row("two threads over one", fmt::format("{:.2f} x", *gain));
    text += row("bytes per living person", fmt::format("{:.1f}", r.memory.bytes_per_person()));
    text += row("  of which columns", fmt::format("{:.1f}", r.memory.column_bytes_per_person()));
    text += row("  living at the peak", fmt::format("{}", r.memory.living));
    if (r.whole_study_s)
        text += row("default scenario, s", fmt::format("{:.1f}", *r.whole_study_s));
    return text + checks(r);
}

} // namespace stempath::bench
