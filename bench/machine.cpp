#include "bench/machine.hpp"

#include <cstdlib>
#include <fstream>
#include <thread>

#include <unistd.h>

namespace stempath::bench {

namespace {

std::string cpu_name() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name"))
            if (auto const colon = line.find(": "); colon != std::string::npos)
                return line.substr(colon + 2);
    return "unknown";
}

double load_average() {
    double load = 0.0;
    return getloadavg(&load, 1) == 1 ? load : 0.0;
}

} // namespace

std::uint64_t last_cache_bytes() {
    for (int const level : {_SC_LEVEL4_CACHE_SIZE, _SC_LEVEL3_CACHE_SIZE, _SC_LEVEL2_CACHE_SIZE})
        if (long const bytes = sysconf(level); bytes > 0)
            return static_cast<std::uint64_t>(bytes);
    return 0;
}

Machine machine() {
    Machine m;
    m.cpu = cpu_name();
    m.hardware_threads = std::thread::hardware_concurrency();
    m.last_cache_bytes = last_cache_bytes();
    m.compiler = STEMPATH_COMPILER;
    m.flags = STEMPATH_FLAGS;
    m.naive_flags = STEMPATH_NAIVE_FLAGS;
    m.load = load_average();
    return m;
}

} // namespace stempath::bench
