#include "bench/machine.hpp"

#include <algorithm>
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

//! Size of the last cache as the kernel has it, 0 when it does not say. Asked before the C library,
//! which on some virtual machines answers for all sockets of the host.
std::uint64_t cache_bytes_by_kernel() {
    std::uint64_t kibibytes = 0;
    for (int index = 0; index < 8; ++index) {
        std::ifstream size("/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(index) +
                           "/size");
        std::uint64_t n = 0;
        char unit = 0;
        if (size >> n >> unit && unit == 'K')
            kibibytes = std::max(kibibytes, n);
    }
    return kibibytes * 1024;
}

} // namespace

std::uint64_t last_cache_bytes() {
    if (auto const bytes = cache_bytes_by_kernel(); bytes > 0)
        return bytes;
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
