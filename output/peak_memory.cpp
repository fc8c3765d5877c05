#include "output/peak_memory.hpp"

#include <cerrno>
#include <sys/resource.h>
#include <system_error>

namespace stempath::output {

std::uint64_t peak_resident_bytes() {
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) != 0)
        throw std::system_error(errno, std::generic_category(), "getrusage");
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024; // Linux counts in KiB
}

} // namespace stempath::output
