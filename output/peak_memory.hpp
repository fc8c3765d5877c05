#pragma once

#include <cstdint>

namespace stempath::output {

//! Most memory that this process ever held resident, in bytes.
std::uint64_t peak_resident_bytes();

} // namespace stempath::output
