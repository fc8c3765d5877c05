//! What a benchmark found, as JSON and as a page.
#pragma once

#include "bench/agreement.hpp"
#include "bench/machine.hpp"
#include "bench/memory.hpp"
#include "bench/step.hpp"

#include <optional>
#include <string>

namespace stempath::bench {

//! A figure on one thread and on all.
template <class T>
struct OneAndAll {
    T one{}, all{};
};

struct Report {
    Machine machine;
    std::string pack, level;
    unsigned threads = 1; //!< what "all" means
    std::uint32_t rounds = 1;
    std::int32_t first_year = 0, last_year = 0;
    std::int64_t persons = 0; //!< synthetic people at the base year
    OneAndAll<double> copy_gb_per_s;
    std::uint64_t copy_array_bytes = 0;
    Agreement agreement;
    std::int64_t agreement_persons = 0;
    OneAndAll<StepTime> step;
    std::optional<StepTime> two_threads; //!< where there are two
    NaiveTime naive;
    MemoryUse memory;
    std::optional<double>
        whole_study_s; //!< the default scenario as shipped; not measured with --quick

    double ratio_to_naive() const { return naive.ns / step.one.ns_per_person_year(); }
    double cpu_ratio_to_naive() const { return naive.cpu_ns / step.one.cpu_ns_per_person_year(); }
    std::optional<double> two_thread_gain() const;
};

//! The document of `bench --json`, documented in docs/performance.md.
std::string to_json(Report const& report);

std::string to_text(Report const& report);

} // namespace stempath::bench
