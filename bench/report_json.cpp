#include "bench/machine_json.hpp"
#include "bench/report.hpp"

namespace stempath::bench {

using Json = nlohmann::ordered_json;

namespace {

Json one_and_all(double one, double all) { return {{"1", one}, {"all", all}}; }

template <class T>
Json or_null(std::optional<T> const& value) {
    return value ? Json(*value) : Json(nullptr);
}

double per_second(double ns) { return 1e9 / ns; }

Json step_json(OneAndAll<StepTime> const& step) {
    double const one = step.one.ns_per_person_year(), all = step.all.ns_per_person_year();
    double const later_one = step.one.later_ns_per_person_year(),
                 later_all = step.all.later_ns_per_person_year();
    return {{"person_years_per_s", one_and_all(per_second(one), per_second(all))},
            {"ns_per_person_year", one_and_all(one, all)},
            {"cpu_ns_per_person_year",
             one_and_all(step.one.cpu_ns_per_person_year(), step.all.cpu_ns_per_person_year())},
            {"wall_s", one_and_all(step.one.whole_s, step.all.whole_s)},
            {"person_years", step.one.person_years},
            {"digest", step.one.digest.hex()},
            {"years_only",
             {{"person_years_per_s", one_and_all(per_second(later_one), per_second(later_all))},
              {"ns_per_person_year", one_and_all(later_one, later_all)}}}};
}

Json naive_json(Report const& r) {
    auto const& worst = r.agreement.worst();
    return {{"person_years_per_s", per_second(r.naive.ns)},
            {"ns_per_person_year", r.naive.ns},
            {"cpu_ns_per_person_year", r.naive.cpu_ns},
            {"agreement",
             {{"replicates", r.agreement.replicates},
              {"persons", r.agreement_persons},
              {"compared", r.agreement.compared.size()},
              {"worst", worst.what},
              {"worst_t", worst.t},
              {"bound", t_bound}}}};
}

} // namespace

std::string to_json(Report const& r) {
    Json const document = {
        {"schema", 1},
        {"machine", machine_json(r.machine, r.level)},
        {"pack", r.pack},
        {"years", {r.first_year, r.last_year}},
        {"persons", r.persons},
        {"threads", r.threads},
        {"rounds", r.rounds},
        {"step", step_json(r.step)},
        {"naive", naive_json(r)},
        {"ratio_to_naive", r.ratio_to_naive()},
        {"cpu_ratio_to_naive", r.cpu_ratio_to_naive()},
        {"two_thread_gain", or_null(r.two_thread_gain())},
        {"copy",
         {{"gb_per_s", one_and_all(r.copy_gb_per_s.one, r.copy_gb_per_s.all)},
          {"array_bytes", r.copy_array_bytes}}},
        {"bytes_per_person", r.memory.bytes_per_person()},
        {"column_bytes_per_person", r.memory.column_bytes_per_person()},
        {"memory",
         {{"living_at_peak", r.memory.living},
          {"resident_growth_bytes", r.memory.resident_growth}}},
        {"default_scenario_wall_s", or_null(r.whole_study_s)},
    };
    return document.dump(2) + '\n';
}

} // namespace stempath::bench
