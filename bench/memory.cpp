#include "bench/memory.hpp"

#include "models/run.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>

#include <sys/wait.h>
#include <unistd.h>

namespace stempath::bench {

namespace {

//! A line of /proc/self/status in bytes, "VmRSS" or "VmHWM".
std::int64_t status_bytes(std::string const& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name + ":"))
            return std::stoll(line.substr(name.size() + 1)) * 1024;
    throw std::runtime_error("/proc/self/status does not say " + name);
}

//! Year (from the base year on) with the most people, and how many.
std::pair<std::int32_t, std::int64_t> peak_year(models::Measures const& measures,
                                                models::Recording const& recording) {
    auto const years = measures.model.last_year - measures.model.base_year + 1;
    auto const& cells = recording.tables[models::Measures::population];
    std::size_t const per_year = cells.size() / static_cast<std::size_t>(years);
    std::pair<std::int32_t, std::int64_t> peak;
    for (std::int32_t y = 0; y < years; ++y) {
        std::int64_t n = 0;
        for (std::size_t i = 0; i < per_year; ++i)
            n += cells[static_cast<std::size_t>(y) * per_year + i];
        if (n > peak.second)
            peak = {y, n};
    }
    return peak;
}

//! Columns of everybody laid out until a year; the layout depends on the seed alone, not on what
//! happens.
std::int64_t column_bytes(models::Model const& model, std::int32_t until) {
    models::RunState run(model, 0, 1);
    lay_out_base(run, sim::Executor(1), run.people);
    for (std::int32_t year = model.base_year + 1; year <= until; ++year)
        lay_out_births(run, year, run.people);
    std::int64_t rows = 0;
    for (auto const& block : run.people)
        rows += block->rows();
    return rows * static_cast<std::int64_t>(sim::Block::bytes_per_row);
}

MemoryUse measure_here(models::Pack const& pack, models::RunSettings const& settings) {
    MemoryUse use;
    std::int64_t const before = status_bytes("VmRSS");
    auto const model = models::build_model(pack, settings);
    models::Measures const measures(*model);
    sim::Executor const executor(settings.threads);
    auto const recording = models::simulate(measures, 0, executor, {});
    use.resident_growth = status_bytes("VmHWM") - before;
    auto const [year, living] = peak_year(measures, recording);
    use.living = living;
    use.column_bytes = column_bytes(*model, model->base_year + year);
    return use;
}

//! The child: the answer goes through the pipe, whole or not at all.
[[noreturn]] void answer(int to, models::Pack const& pack, models::RunSettings const& settings) {
    int status = 1;
    try {
        MemoryUse const use = measure_here(pack, settings);
        if (write(to, &use, sizeof use) == static_cast<ssize_t>(sizeof use))
            status = 0;
    } catch (std::exception const&) {
        status = 1;
    }
    _exit(status);
}

} // namespace

double bytes_needed(double persons) { return 1e8 + 26.0 * persons; }

std::int64_t peak_resident_bytes() { return status_bytes("VmHWM"); }

std::int64_t available_bytes() {
    std::int64_t bytes = 0;
    std::ifstream info("/proc/meminfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("MemAvailable:"))
            bytes = std::stoll(line.substr(13)) * 1024;
    // A group's limit is a number or "max".
    std::int64_t most = 0, used = 0;
    if (std::ifstream("/sys/fs/cgroup/memory.max") >> most &&
        std::ifstream("/sys/fs/cgroup/memory.current") >> used)
        bytes = std::min(bytes, std::max<std::int64_t>(0, most - used));
    return bytes;
}

std::optional<std::string> lacks_memory(double persons) {
    auto const available = static_cast<double>(available_bytes());
    double const needed = bytes_needed(persons);
    if (available == 0.0 || needed <= available)
        return std::nullopt;
    return fmt::format("{:.1f} GB of memory are needed, {:.1f} GB are free", 1e-9 * needed,
                       1e-9 * available);
}

MemoryUse measure_memory(models::Pack const& pack, models::RunSettings const& settings) {
    int ends[2];
    if (pipe(ends) != 0)
        throw std::system_error(errno, std::generic_category(), "pipe");
    pid_t const child = fork();
    if (child < 0)
        throw std::system_error(errno, std::generic_category(), "fork");
    if (child == 0)
        answer(ends[1], pack, settings);
    close(ends[1]);
    MemoryUse use;
    bool const whole = read(ends[0], &use, sizeof use) == static_cast<ssize_t>(sizeof use);
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (!whole || status != 0 || use.living <= 0)
        throw std::runtime_error("memory: the run in a process of its own failed");
    return use;
}

} // namespace stempath::bench
