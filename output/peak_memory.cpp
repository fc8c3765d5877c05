#include "output/peak_memory.hpp"

#include <cerrno>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <system_error>

namespace stempath::output {

std::uint64_t peak_resident_bytes() {
    // Linux hands the ru_maxrss of the program that started this one down to it: behind a large
    // caller it says nothing of ours.
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (std::uint64_t kib = 0; word == "VmHWM:" && status >> kib)
            return kib * 1024;
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) != 0)
        throw std::system_error(errno, std::generic_category(), "getrusage");
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024; // Linux counts in KiB
}

} // namespace stempath::output
