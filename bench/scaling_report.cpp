#include "bench/machine_json.hpp"
#include "bench/scaling.hpp"

#include <fmt/format.h>

namespace stempath::bench {

using Json = nlohmann::ordered_json;

namespace {

Json point_json(ScalingSeries const& series, std::size_t i) {
    auto const& p = series.points[i];
    Json json = {{"threads", p.threads},
                 {"persons", p.persons},
                 {"replicates", p.replicates},
                 {"person_years", p.person_years},
                 {"seconds", p.seconds},
                 {"cpu_seconds", p.cpu_seconds},
                 {"ns_per_person_year", p.ns_per_person_year()},
                 {"cpu_ns_per_person_year", p.cpu_ns_per_person_year()},
                 {"speed_up", p.speed_up},
                 {"efficiency", p.efficiency},
                 {"gb_per_s", p.gb_per_s()},
                 {"copy_gb_per_s", p.copy_gb_per_s},
                 {"share_of_copy", p.gb_per_s() / p.copy_gb_per_s},
                 {"digest", p.digest}};
    if (i < series.relative_cost.size())
        json["relative_cost"] = series.relative_cost[i];
    return json;
}

std::string point_text(ScalingSeries const& series, std::size_t i) {
    auto const& p = series.points[i];
    std::string const last = series.kind == Scaling::size
                                 ? (i < series.relative_cost.size()
                                        ? fmt::format("{:>9.2f}{:>11}", series.relative_cost[i], "")
                                        : std::string(20, ' '))
                                 : fmt::format("{:>9.2f}{:>11.2f}", p.speed_up, p.efficiency);
    return fmt::format("{:>8}{:>12}{:>11}{:>10.3f}{:>9.2f}{:>9.2f}{}{:>8.2f}{:>8.1f}\n", p.threads,
                       p.persons, p.replicates, p.seconds, p.ns_per_person_year(),
                       p.cpu_ns_per_person_year(), last, p.gb_per_s(), p.copy_gb_per_s);
}

std::string series_text(ScalingSeries const& series) {
    bool const size = series.kind == Scaling::size;
    std::string text =
        fmt::format("\n{}\n{:>8}{:>12}{:>11}{:>10}{:>9}{:>9}{:>9}{:>11}{:>8}{:>8}\n",
                    name_of(series.kind), "threads", "people", "replicates", "s", "ns/py", "cpu ns",
                    size ? "relative" : "speed-up", size ? "" : "efficiency", "GB/s", "copy");
    for (std::size_t i = 0; i < series.points.size(); ++i)
        text += point_text(series, i);
    if (series.serial_fraction)
        text += fmt::format("serial fraction (Amdahl, fitted): {:.3f}\n", *series.serial_fraction);
    for (auto const& one : series.skipped)
        text += fmt::format("skipped: {}\n", one);
    return text;
}

} // namespace

std::string to_json(ScalingReport const& r) {
    Json all = Json::array();
    for (auto const& series : r.series) {
        Json points = Json::array();
        for (std::size_t i = 0; i < series.points.size(); ++i)
            points.push_back(point_json(series, i));
        all.push_back({{"kind", name_of(series.kind)},
                       {"points", points},
                       {"serial_fraction",
                        series.serial_fraction ? Json(*series.serial_fraction) : Json(nullptr)},
                       {"skipped", series.skipped}});
    }
    Json const document = {{"schema", 1},
                           {"machine", machine_json(r.machine, r.level)},
                           {"pack", r.pack},
                           {"years", {r.first_year, r.last_year}},
                           {"threads_up_to", r.threads_up_to},
                           {"rounds", r.rounds},
                           {"reference_size", r.reference_size},
                           {"series", all}};
    return document.dump(2) + '\n';
}

std::string to_text(ScalingReport const& r) {
    std::string text =
        fmt::format("{}, {} hardware threads, load {:.1f}; {} {}, hot loops at {}\n"
                    "pack {}, {} to {}; best of {}\n",
                    r.machine.cpu, r.machine.hardware_threads, r.machine.load, r.machine.compiler,
                    r.machine.flags, r.level, r.pack, r.first_year, r.last_year, r.rounds);
    for (auto const& series : r.series)
        text += series_text(series);
    return text;
}

} // namespace stempath::bench
